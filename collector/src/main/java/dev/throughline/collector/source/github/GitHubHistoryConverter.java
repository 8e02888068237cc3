package dev.throughline.collector.source.github;

import dev.throughline.collector.backfill.Item.Told;
import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitFiles;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns data from GitHub's API into facts, with the same code as for webhooks wherever both have the same object. */
final class GitHubHistoryConverter {

    private final PayloadJson json;
    private final GitHubDeployments deployments;
    private final Issues issues;

    GitHubHistoryConverter(PayloadJson json, GitHubDeployments deployments, Issues issues) {
        this.json = json;
        this.deployments = deployments;
        this.issues = issues;
    }

    /**
     * The facts of a delivery.
     *
     * @param kind what follows {@value Told#PREFIX}
     * @throws UnreadablePayload when the body does not have the shape that GitHub documents
     */
    Normalization convert(String kind, String body, Origin origin) {
        return switch (kind) {
            case "repository" -> {
                Payload.Repository repository = Repositories.of(json.read(body, Payload.Named.class));
                yield new Facts(List.of(Repositories.name(repository, origin)));
            }
            case "deployment" -> deployment(json.read(body, ApiPayload.Deployment.class), origin);
            case "release" -> {
                Payload.Release release = json.read(body, Payload.Release.class);
                yield deployments.released(
                        new Payload.Release(release.repository(), DeploymentStatus.BY_API, release.release()), origin);
            }
            case "workflow_run" -> runs(json.read(body, ApiPayload.WorkflowRun.class), origin);
            case "pull_request" -> new Facts(pullRequest(json.read(body, ApiPayload.PullRequest.class), origin));
            case "issue" -> new Facts(issue(json.read(body, ApiPayload.Issue.class), origin));
            case "commits" -> new Facts(commits(json.read(body, ApiPayload.Commits.class), origin));
            case "commit_files" -> new Facts(files(json.read(body, ApiPayload.CommitFiles.class), origin));
            case "tags" -> new Facts(tags(json.read(body, ApiPayload.Tags.class), origin));
            default -> new Ignored("nothing is measured from the event '" + Told.PREFIX + kind + "'");
        };
    }

    private Normalization deployment(ApiPayload.Deployment payload, Origin origin) {
        Payload.Repository repository = payload.repository();
        List<Normalization> told = new ArrayList<>();
        told.add(deployments.created(
                new Payload.Deployment(repository, payload.deployment(), payload.workflowRun()), origin));
        for (Payload.Status status : all(payload.statuses())) {
            told.add(deployments.stated(
                    new Payload.DeploymentStatus(repository, payload.deployment(), status, payload.workflowRun()),
                    origin));
        }
        return Normalization.ofAll(told);
    }

    private Normalization runs(ApiPayload.WorkflowRun payload, Origin origin) {
        List<Normalization> told = new ArrayList<>();
        for (Payload.Run attempt : all(payload.attempts())) {
            told.add(run(payload.repository(), attempt, origin));
        }
        told.add(run(payload.repository(), payload.workflowRun(), origin));
        return Normalization.ofAll(told);
    }

    private Normalization run(Payload.@Nullable Repository repository, Payload.@Nullable Run state, Origin origin) {
        String action = state == null || state.conclusion() == null ? "requested" : "completed";
        return deployments.ran(new Payload.WorkflowRun(repository, action, null, state), origin);
    }

    private static List<Fact> pullRequest(ApiPayload.PullRequest payload, Origin origin) {
        Payload.Repository repository = Field.of(payload.repository(), "repository");
        List<Fact> facts = new ArrayList<>(PullRequests.listed(
                repository, Field.of(payload.pullRequest(), "pull_request"), all(payload.reviews()), origin));
        List<RepositoryCommit> commits = commits(repository, all(payload.commits()));
        if (!commits.isEmpty()) {
            facts.addAll(commits);
            facts.add(PullRequests.commits(repository, payload.pullRequest(), commits, origin));
        }
        return facts;
    }

    private List<Fact> issue(ApiPayload.Issue payload, Origin origin) {
        Payload.Repository repository = payload.repository();
        List<Fact> facts = new ArrayList<>(issues.told(new Payload.Issues(repository, null, payload.issue()), origin));
        for (Payload.Comment comment : all(payload.comments())) {
            facts.addAll(Issues.commented(
                    new Payload.IssueComment(repository, "created", payload.issue(), comment), origin));
        }
        return facts;
    }

    private static List<Fact> commits(ApiPayload.Commits payload, Origin origin) {
        Payload.Repository repository = Field.of(payload.repository(), "repository");
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin)));
        facts.addAll(commits(repository, all(payload.commits())));
        return facts;
    }

    private static List<RepositoryCommit> commits(Payload.Repository repository, List<ApiPayload.ListedCommit> listed) {
        Place place = Repositories.place(repository);
        List<RepositoryCommit> commits = new ArrayList<>(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            String path = "commits[" + i + "]";
            ApiPayload.ListedCommit one = listed.get(i);
            ApiPayload.CommitState state = Field.of(one.commit(), path + ".commit");
            ApiPayload.Signed committer = Field.of(state.committer(), path + ".commit.committer");
            Instant committedAt = Field.of(committer.date(), path + ".commit.committer.date");
            Instant authoredAt = state.author() == null ? null : state.author().date();
            Author author = author(one);
            Commit commit = new Commit(
                    Field.of(one.sha(), path + ".sha"),
                    authoredAt != null ? authoredAt : committedAt,
                    authoredAt != null ? AuthorTime.AUTHOR_DATE : AuthorTime.COMMITTED,
                    author,
                    Mentions.message(place, author, Objects.requireNonNullElse(state.message(), "")),
                    null);
            commits.add(new RepositoryCommit(Repositories.id(repository), commit, parents(one, path), committedAt));
        }
        return commits;
    }

    private static List<CommitSha> parents(ApiPayload.ListedCommit commit, String path) {
        List<ApiPayload.Parent> all = all(commit.parents());
        List<CommitSha> parents = new ArrayList<>(all.size());
        for (int i = 0; i < all.size(); i++) {
            String place = path + ".parents[" + i + "]";
            parents.add(Field.of(all.get(i).sha(), place + ".sha"));
        }
        return parents;
    }

    /** The login of an account; for one that GitHub does not know, the name. */
    private static Author author(ApiPayload.ListedCommit commit) {
        Payload.User account = commit.author();
        if (account != null && account.login() != null) {
            return Authors.of(account);
        }
        ApiPayload.CommitState state = commit.commit();
        String name =
                state == null || state.author() == null ? null : state.author().name();
        return Authors.of(new Payload.Author(null, name, null));
    }

    private static List<Fact> files(ApiPayload.CommitFiles payload, Origin origin) {
        Payload.Repository repository = Field.of(payload.repository(), "repository");
        return List.of(
                Repositories.name(repository, origin),
                new CommitFiles(
                        Repositories.id(repository),
                        Field.of(payload.sha(), "sha"),
                        all(Field.of(payload.files(), "files"))));
    }

    private static List<Fact> tags(ApiPayload.Tags payload, Origin origin) {
        Payload.Repository repository = Field.of(payload.repository(), "repository");
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin)));
        for (ApiPayload.ListedTag tag : all(payload.tags())) {
            if (tag != null
                    && tag.name() != null
                    && tag.commit() != null
                    && tag.commit().sha() != null) {
                facts.add(new Tag(
                        Repositories.id(repository),
                        tag.name(),
                        tag.commit().sha(),
                        new Statement(origin.receivedAt(), origin.key())));
            }
        }
        return facts;
    }

    private static <T> List<T> all(@Nullable List<@Nullable T> list) {
        List<T> all = new ArrayList<>();
        for (T one : list == null ? List.<@Nullable T>of() : list) {
            if (one != null) {
                all.add(one);
            }
        }
        return all;
    }
}
