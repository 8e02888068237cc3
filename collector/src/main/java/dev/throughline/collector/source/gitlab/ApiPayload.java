package dev.throughline.collector.source.gitlab;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.source.gitlab.Payload.Label;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Merge;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Deliveries made from answers of GitLab's API, one record per kind. Its objects are those of webhooks under other names: each is turned
 * into what the webhook has. Anything may be absent.
 */
sealed interface ApiPayload {

    Payload.@Nullable Project project();

    /** Which project it is, as a payload. */
    default Payload named() {
        return new Payload.Named(project());
    }

    record Named(Payload.@Nullable Project project) implements ApiPayload {}

    record Deployment(
            Payload.@Nullable Project project, @Nullable DeploymentState deployment) implements ApiPayload {}

    /** @param commits newest first; null when not all of them are known */
    record MergeRequest(
            Payload.@Nullable Project project,
            @Nullable MergeRequestState mergeRequest,
            @Nullable List<@Nullable ListedCommit> commits,
            @Nullable List<@Nullable Note> notes)
            implements ApiPayload {}

    /** @param notes null when they were not requested */
    record Issue(
            Payload.@Nullable Project project,
            @Nullable IssueState issue,
            @Nullable List<@Nullable Note> notes) implements ApiPayload {}

    record Pipeline(
            Payload.@Nullable Project project, @Nullable PipelineState pipeline) implements ApiPayload {}

    record Job(Payload.@Nullable Project project, @Nullable JobState job) implements ApiPayload {}

    record Commits(
            Payload.@Nullable Project project, @Nullable List<@Nullable ListedCommit> commits) implements ApiPayload {}

    /** @param files names of all files that the commit adds, changes or removes */
    record CommitFiles(
            Payload.@Nullable Project project,
            @Nullable CommitSha sha,
            @Nullable List<@Nullable String> files) implements ApiPayload {}

    record Tags(Payload.@Nullable Project project, @Nullable List<@Nullable ListedTag> tags) implements ApiPayload {}

    record DeploymentState(
            @Nullable Long id,
            @Nullable String status,
            @Nullable String ref,
            @Nullable CommitSha sha,
            @Nullable EnvironmentState environment,
            @Nullable Deployable deployable,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {}

    record EnvironmentState(@Nullable String name, @Nullable String tier) {}

    record Deployable(
            @Nullable Long id,
            @Nullable String name,
            @Nullable String webUrl,
            @Nullable PipelineState pipeline,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    record MergeRequestState(
            @Nullable Long iid,
            @Nullable String state,
            Payload.@Nullable User author,
            @Nullable Long sourceProjectId,
            @Nullable Long targetProjectId,
            @Nullable String sourceBranch,
            @Nullable String targetBranch,
            @Nullable String title,
            @Nullable String description,
            @Nullable String webUrl,
            @Nullable List<@Nullable String> labels,
            @Nullable CommitSha sha,
            @Nullable CommitSha mergeCommitSha,
            @Nullable CommitSha squashCommitSha,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant mergedAt) {

        Payload.MergeRequestState asInWebhook() {
            return new Payload.MergeRequestState(
                    iid,
                    null,
                    state,
                    author == null ? null : author.id(),
                    sourceProjectId,
                    targetProjectId,
                    sourceBranch,
                    targetBranch,
                    title,
                    description,
                    webUrl,
                    ApiPayload.labels(labels),
                    sha == null ? null : new Payload.LastCommit(sha),
                    mergeCommitSha,
                    createdAt,
                    updatedAt);
        }

        /**
         * How it was merged; null when it is not. It resulted in its squash, even if a merge brought that; otherwise in the merge;
         * otherwise, fast-forwarded, in its own head.
         */
        @Nullable
        Merge merge() {
            Instant at = mergedAt != null ? mergedAt : updatedAt;
            if (!"merged".equals(state) || at == null) {
                return null;
            }
            CommitSha named = squashCommitSha != null ? squashCommitSha : mergeCommitSha;
            return Merge.atLatest(at, named != null ? named : sha);
        }
    }

    record IssueState(
            @Nullable Long id,
            @Nullable Long iid,
            @Nullable String issueType,
            @Nullable String state,
            @Nullable String title,
            @Nullable String description,
            @Nullable String webUrl,
            @Nullable List<@Nullable String> labels,
            @Nullable Long movedToId,

            @JsonProperty("_links") @Nullable IssueLinks links,

            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant closedAt) {

        Payload.IssueState asInWebhook(boolean isPromoted) {
            boolean isDuplicate = links != null && links.closedAsDuplicateOf() != null;
            return new Payload.IssueState(
                    id,
                    iid,
                    null,
                    issueType,
                    state,
                    title,
                    description,
                    webUrl,
                    ApiPayload.labels(labels),
                    movedToId,
                    // which one does not matter
                    isDuplicate ? id : null,
                    isPromoted ? id : null,
                    createdAt,
                    updatedAt,
                    closedAt);
        }
    }

    record IssueLinks(@Nullable String closedAsDuplicateOf) {}

    /** On a merge request or an issue; {@code system} means that GitLab itself wrote it. */
    record Note(
            @Nullable Long id,
            @Nullable Boolean system,
            @Nullable String body,
            Payload.@Nullable User author,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {

        boolean isApproval() {
            return isOfGitLab("approved this merge request");
        }

        boolean isPromotion() {
            return isOfGitLab("promoted to epic");
        }

        private boolean isOfGitLab(String words) {
            return Boolean.TRUE.equals(system) && body != null && body.startsWith(words);
        }

        /** As in the webhook of a new or edited comment. */
        Payload.NoteState asInWebhook(@Nullable Long of) {
            boolean isEdited = updatedAt != null && !updatedAt.equals(createdAt);
            return new Payload.NoteState(
                    id, body, "Issue", of, isEdited ? "update" : "create", system, createdAt, updatedAt);
        }
    }

    record PipelineState(
            @Nullable Long id,
            @Nullable String name,
            @Nullable String ref,
            @Nullable CommitSha sha,
            @Nullable String source,
            @Nullable String status,
            @Nullable String webUrl,
            @Nullable Instant createdAt,
            @Nullable Instant finishedAt) {

        Payload.PipelineState asInWebhook() {
            return new Payload.PipelineState(id, name, ref, sha, source, status, webUrl, createdAt, finishedAt);
        }
    }

    record JobState(
            @Nullable Long id,
            @Nullable String name,
            @Nullable String ref,
            @Nullable String status,
            @Nullable Named commit,
            @Nullable PipelineState pipeline,
            @Nullable Instant finishedAt) {

        Payload.Job of(Payload.@Nullable Project project) {
            return new Payload.Job(
                    project,
                    null,
                    null,
                    pipeline != null && pipeline.ref() != null ? pipeline.ref() : ref,
                    commit != null && commit.id() != null ? commit.id() : pipeline == null ? null : pipeline.sha(),
                    pipeline == null ? null : pipeline.id(),
                    id,
                    name,
                    status,
                    finishedAt,
                    null,
                    null);
        }

        record Named(@Nullable CommitSha id) {}
    }

    /** A commit as in lists; those of merge requests may have no parents. */
    record ListedCommit(
            @Nullable CommitSha id,
            @Nullable List<@Nullable CommitSha> parentIds,
            @Nullable String message,
            @Nullable String authorName,
            @Nullable String authorEmail,

            @JsonDeserialize(using = PayloadJson.AuthorTimeDeserializer.class) @Nullable
            Instant authoredDate,

            @JsonDeserialize(using = PayloadJson.AuthorTimeDeserializer.class) @Nullable
            Instant committedDate) {}

    record ListedTag(@Nullable String name, JobState.@Nullable Named commit) {}

    private static @Nullable List<@Nullable Label> labels(@Nullable List<@Nullable String> names) {
        return names == null
                ? null
                : names.stream().<@Nullable Label>map(Label::new).toList();
    }
}
