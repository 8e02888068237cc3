package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.Story.at;

import dev.throughline.demo.Commit;
import dev.throughline.demo.Deploy;
import dev.throughline.demo.GitHubRepository;
import dev.throughline.demo.Issue;
import dev.throughline.demo.PullRequest;
import dev.throughline.demo.Release;
import dev.throughline.demo.Run;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A repository of a story. Commits and deployments go by short names; times are UTC, {@code 2026-01-05 09:00}. */
final class Repository {

    private final Story story;
    private final String name;
    private final GitHubRepository github;
    private final Map<String, Deploy> deploys = new HashMap<>();
    private final Map<String, Release> releases = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    Repository(Story story, String host, long id, String name) {
        this.story = story;
        this.name = name;
        this.github = new GitHubRepository(host, id, story.telling() + "/" + name, story::add);
    }

    /** The name of its service, now. */
    String service() {
        return github.fullName();
    }

    GitHubRepository github() {
        return github;
    }

    String sha(String commit) {
        String sha = story.sha(name, commit);
        names.put(sha, commit);
        return sha;
    }

    /** The short name of a hash. */
    String nameOf(String sha) {
        return names.getOrDefault(sha, sha);
    }

    /** The first seven digits, as people write them. */
    String prefix(String commit) {
        return sha(commit).substring(0, 7);
    }

    Commit commit(String commit, String authored) {
        return commit(commit, authored, "Change " + commit);
    }

    Commit commit(String commit, String authored, String message) {
        return new Commit(sha(commit), message, at(authored), null, "amara");
    }

    Commit commitAt(String commit, Instant authored) {
        return new Commit(sha(commit), "Change " + commit, authored, null, "amara");
    }

    /** A commit written again later: its author's time stays, its own does not. */
    Commit rewritten(String commit, String authored, String committed) {
        return new Commit(sha(commit), "Change " + commit, at(committed), at(authored), "amara");
    }

    Commit merge(String commit, PullRequest change, String merged) {
        return commit(commit, merged, "Merge pull request #" + change.number() + " from acme/" + change.branch());
    }

    void push(String pushed, Commit... commits) {
        push("main", pushed, commits);
    }

    void push(String branch, String pushed, Commit... commits) {
        github.push(branch, at(pushed), List.of(commits));
    }

    void forcePush(String branch, String pushed, Commit... commits) {
        github.forcePush(branch, at(pushed), List.of(commits));
    }

    void branch(String branch, String from, String created) {
        github.branch(branch, sha(from), at(created));
    }

    /** A push of a tag; the deployment that it may be goes by its name. */
    void tag(String tag, String commit, String pushed) {
        github.tag(tag, commit(commit, pushed), at(pushed));
    }

    PullRequest open(String branch, int commits, String opened) {
        return open(branch, "main", commits, opened);
    }

    PullRequest open(String branch, String base, int commits, String opened) {
        return github.open(branch, base, "Change by " + branch, "", "amara", commits, at(opened));
    }

    void merged(PullRequest change, String mergeCommit, String merged) {
        github.merged(change, sha(mergeCommit), at(merged));
    }

    /** A deployment to production that succeeded: its last status and nothing else, which is all that is needed. */
    void deployed(String deployment, String commit, String succeeded) {
        deployed(deployment, commit, "production", succeeded);
    }

    void deployed(String deployment, String commit, String environment, String succeeded) {
        deployed(deployment, commit, environment, at(succeeded));
    }

    void deployed(String deployment, String commit, String environment, Instant succeeded) {
        request(deployment, commit, environment, succeeded);
        github.status(deploy(deployment), "success", succeeded);
    }

    /** A deployment that is asked for and known from its statuses alone. */
    void request(String deployment, String commit, String environment, Instant requested) {
        deploys.put(
                deployment,
                github.unannouncedDeploy(sha(commit), "main", environment, "deploy", requested.minusSeconds(120)));
    }

    void request(String deployment, String commit, String environment, String requested) {
        request(deployment, commit, environment, at(requested));
    }

    /** A deployment to production by a job of an attempt of a run: what became of it and nothing else. */
    void ran(String deployment, String commit, Run run, String state, String stated) {
        request(deployment, commit, "production", stated);
        github.status(deploy(deployment), run, state, at(stated));
    }

    void status(String deployment, String state, String stated) {
        github.status(deploy(deployment), state, at(stated));
    }

    /** A deployment succeeded in another environment than the one that it was requested for. */
    void succeededIn(String environment, String deployment, String succeeded) {
        github.status(deploy(deployment), environment, "success", at(succeeded));
    }

    /** A release of a tag; the deployment that it may be goes by the tag. */
    void release(String tag, String published) {
        releases.put(tag, github.release(tag, at(published)));
    }

    void prerelease(String tag, String published) {
        releases.put(tag, github.prerelease(tag, at(published)));
    }

    void promote(String tag, String promoted) {
        github.promote(Objects.requireNonNull(releases.get(tag), tag), at(promoted));
    }

    /** GitHub's id of a deployment or a release, as text. */
    String externalId(String deployment) {
        Release release = releases.get(deployment);
        return String.valueOf(release == null ? deploy(deployment).id() : release.id());
    }

    Issue incident(String body, String opened) {
        return incident(body, at(opened));
    }

    Issue incident(String body, Instant opened) {
        return github.openIssue("It is broken", body, List.of("Incident"), opened);
    }

    void close(Issue incident, String closed) {
        github.close(incident, at(closed));
    }

    private Deploy deploy(String deployment) {
        return Objects.requireNonNull(deploys.get(deployment), deployment);
    }
}
