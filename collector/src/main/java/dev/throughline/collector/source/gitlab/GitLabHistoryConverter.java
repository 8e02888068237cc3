package dev.throughline.collector.source.gitlab;

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
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitFiles;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns data from GitLab's API into facts, with the same code as for webhooks wherever both have the same object. */
final class GitLabHistoryConverter {

    private final PayloadJson json;
    private final GitLabDeployments deployments;
    private final Issues issues;

    GitLabHistoryConverter(PayloadJson json, GitLabDeployments deployments, Issues issues) {
        this.json = json;
        this.deployments = deployments;
        this.issues = issues;
    }

    /**
     * The facts of a delivery.
     *
     * @param kind what follows {@value Told#PREFIX}
     * @throws UnreadablePayload when the body does not have the shape that GitLab documents
     */
    Normalization convert(String kind, String body, Origin origin) {
        return switch (kind) {
            case "repository" ->
                new Facts(List.of(Repositories.name(
                        json.read(body, ApiPayload.Named.class).named(), origin)));
            case "deployment" -> deployment(json.read(body, ApiPayload.Deployment.class), origin);
            case "merge_request" -> mergeRequest(json.read(body, ApiPayload.MergeRequest.class), origin);
            case "issue" -> issue(json.read(body, ApiPayload.Issue.class), origin);
            case "release" -> deployments.released(json.read(body, Payload.Release.class), origin);
            case "pipeline" -> pipeline(json.read(body, ApiPayload.Pipeline.class), origin);
            case "job" -> {
                ApiPayload.Job payload = json.read(body, ApiPayload.Job.class);
                yield deployments.worked(Field.of(payload.job(), "job").of(payload.project()), origin);
            }
            case "commits" -> new Facts(commits(json.read(body, ApiPayload.Commits.class), origin));
            case "commit_files" -> new Facts(files(json.read(body, ApiPayload.CommitFiles.class), origin));
            case "tags" -> new Facts(tags(json.read(body, ApiPayload.Tags.class), origin));
            default -> new Ignored("nothing is measured from the event '" + Told.PREFIX + kind + "'");
        };
    }

    private Normalization deployment(ApiPayload.Deployment payload, Origin origin) {
        return deployments.listed(payload.named(), Field.of(payload.deployment(), "deployment"), origin);
    }

    private Normalization pipeline(ApiPayload.Pipeline payload, Origin origin) {
        ApiPayload.PipelineState pipeline = Field.of(payload.pipeline(), "pipeline");
        return deployments.ran(
                new Payload.Pipeline(payload.project(), null, pipeline.asInWebhook(), null, null), origin);
    }

    private static Normalization mergeRequest(ApiPayload.MergeRequest payload, Origin origin) {
        ApiPayload.MergeRequestState state = Field.of(payload.mergeRequest(), "merge_request");
        Payload project = payload.named();
        Normalization told = MergeRequests.listed(project, state, all(payload.notes()), origin);
        List<ApiPayload.ListedCommit> listed = all(payload.commits()).reversed();
        List<Fact> facts = new ArrayList<>(graph(project, listed, origin));
        MergeRequests.commits(project, state, listed(listed), origin).ifPresent(facts::add);
        return Normalization.ofAll(List.of(told, new Facts(facts)));
    }

    private static List<ChangeCommits.Listed> listed(List<ApiPayload.ListedCommit> commits) {
        List<ChangeCommits.Listed> listed = new ArrayList<>(commits.size());
        for (ApiPayload.ListedCommit one : commits) {
            Instant authoredAt = one.authoredDate() != null ? one.authoredDate() : one.committedDate();
            listed.add(new ChangeCommits.Listed(
                    Field.of(one.id(), "commits.id"), Field.of(authoredAt, "commits.authored_date")));
        }
        return listed;
    }

    private Normalization issue(ApiPayload.Issue payload, Origin origin) {
        ApiPayload.IssueState issue = Field.of(payload.issue(), "issue");
        Payload project = payload.named();
        List<ApiPayload.Note> notes = all(payload.notes());
        List<Normalization> told = new ArrayList<>();
        told.add(issues.listed(project, issue, notes.stream().anyMatch(ApiPayload.Note::isPromotion), origin));
        for (ApiPayload.Note note : notes) {
            if (!Boolean.TRUE.equals(note.system())) {
                told.add(Issues.commented(project, note.asInWebhook(issue.id()), origin));
            }
        }
        return Normalization.ofAll(told);
    }

    private static List<Fact> commits(ApiPayload.Commits payload, Origin origin) {
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(payload.named(), origin)));
        List<ApiPayload.ListedCommit> listed = all(payload.commits());
        for (int i = 0; i < listed.size(); i++) {
            facts.add(commit(payload.named(), listed.get(i), "commits[" + i + "]", origin));
        }
        return facts;
    }

    /** The commits of a merge request that list their parents: without parents, a commit would seem to be a root. */
    private static List<RepositoryCommit> graph(Payload project, List<ApiPayload.ListedCommit> listed, Origin origin) {
        List<RepositoryCommit> commits = new ArrayList<>();
        for (ApiPayload.ListedCommit one : listed) {
            if (!all(one.parentIds()).isEmpty()) {
                commits.add(commit(project, one, "commits", origin));
            }
        }
        return commits;
    }

    private static RepositoryCommit commit(Payload project, ApiPayload.ListedCommit one, String path, Origin origin) {
        Place place = Repositories.place(project, origin);
        Instant committedAt = Field.of(one.committedDate(), path + ".committed_date");
        Instant authoredAt = one.authoredDate();
        Author author = Authors.of(new Payload.CommitAuthor(one.authorName(), one.authorEmail()));
        List<CommitSha> parents = all(Field.of(one.parentIds(), path + ".parent_ids"));
        Commit commit = new Commit(
                Field.of(one.id(), path + ".id"),
                authoredAt != null ? authoredAt : committedAt,
                authoredAt != null ? AuthorTime.AUTHOR_DATE : AuthorTime.COMMITTED,
                author,
                Mentions.message(place, author, Objects.requireNonNullElse(one.message(), "")),
                null);
        return new RepositoryCommit(Repositories.id(project, origin), commit, parents, committedAt);
    }

    private static List<Fact> files(ApiPayload.CommitFiles payload, Origin origin) {
        return List.of(
                Repositories.name(payload.named(), origin),
                new CommitFiles(
                        Repositories.id(payload.named(), origin),
                        Field.of(payload.sha(), "sha"),
                        all(Field.of(payload.files(), "files"))));
    }

    private static List<Fact> tags(ApiPayload.Tags payload, Origin origin) {
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(payload.named(), origin)));
        for (ApiPayload.ListedTag tag : all(payload.tags())) {
            if (tag.name() != null && tag.commit() != null && tag.commit().id() != null) {
                facts.add(new Tag(
                        Repositories.id(payload.named(), origin),
                        tag.name(),
                        tag.commit().id(),
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
