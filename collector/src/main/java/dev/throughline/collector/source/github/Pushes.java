package dev.throughline.collector.source.github;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Field;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts from pushes: a ref that moved, the commits that came with it, and a deployment if tags are deployments. */
final class Pushes {

    /** GitHub lists no more commits per push than this, and seldom says how many there are. */
    private static final int MOST_COMMITS = 2048;

    private final GitHubDeployments deployments;

    Pushes(GitHubDeployments deployments) {
        this.deployments = deployments;
    }

    /** The facts of a push. */
    List<Fact> told(Payload.Push payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        List<Fact> facts = new ArrayList<>();
        facts.add(Repositories.name(repository, origin));
        if (Boolean.TRUE.equals(payload.deleted())) {
            return facts;
        }
        String ref = Field.of(payload.ref(), "ref");
        CommitSha after = Field.of(payload.after(), "after");
        CommitSha headCommit =
                payload.headCommit() == null ? null : payload.headCommit().id();
        List<Payload.@Nullable PushedCommit> listed = Objects.requireNonNullElse(payload.commits(), List.of());
        boolean isTruncated = payload.size() == null ? listed.size() >= MOST_COMMITS : payload.size() > listed.size();
        Push push = new Push(
                Repositories.id(repository),
                new RefUpdate(
                        ref,
                        payload.before(),
                        after,
                        headCommit == null && !ref.startsWith("refs/tags/") ? after : headCommit,
                        payload.before() == null || Boolean.TRUE.equals(payload.created()),
                        Boolean.TRUE.equals(payload.forced()),
                        payload.baseRef()),
                commits(isTruncated ? withHead(listed, payload.headCommit()) : listed, Repositories.place(repository)),
                isTruncated,
                payload.size() != null || isTruncated ? payload.size() : Integer.valueOf(listed.size()),
                repository.pushedAt(),
                origin.receivedAt());
        facts.add(push);
        facts.addAll(deployments.pushed(push, repository, origin));
        return facts;
    }

    /** The head is given separately from the list, which may end before it. */
    private static List<Payload.@Nullable PushedCommit> withHead(
            List<Payload.@Nullable PushedCommit> listed, Payload.@Nullable PushedCommit head) {
        List<Payload.@Nullable PushedCommit> all = new ArrayList<>(listed);
        if (head != null
                && listed.stream()
                        .filter(Objects::nonNull)
                        .noneMatch(commit -> Objects.equals(commit.id(), head.id()))) {
            all.add(head);
        }
        return all;
    }

    private static List<Commit> commits(List<Payload.@Nullable PushedCommit> listed, Place place) {
        List<Commit> commits = new ArrayList<>(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            String path = "commits[" + i + "]";
            Payload.PushedCommit commit = Field.of(listed.get(i), path);
            Instant authored = commit.author() == null ? null : commit.author().date();
            Author author = Authors.of(commit.author());
            commits.add(new Commit(
                    Field.of(commit.id(), path + ".id"),
                    authored != null ? authored : Field.of(commit.timestamp(), path + ".timestamp"),
                    authored != null ? AuthorTime.AUTHOR_DATE : AuthorTime.TIMESTAMP,
                    author,
                    Mentions.message(place, author, Objects.requireNonNullElse(commit.message(), "")),
                    commit.paths()));
        }
        return commits;
    }
}
