package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** The parts of GitLab's payloads that we read, one record per event. Anything may be absent; everything else is skipped. */
sealed interface Payload {

    @Nullable
    Project project();

    /** The project's number next to the project: older payloads have it only there. */
    @Nullable
    Long projectId();

    /** Older payloads have the addresses of a project only there. */
    default @Nullable Repository repository() {
        return null;
    }

    /** What happened; system hooks have only the second. */
    record Kind(@Nullable String objectKind, @Nullable String eventName) {}

    /** Nothing but which project it is. */
    record Named(@Nullable Project project) implements Payload {

        @Override
        public @Nullable Long projectId() {
            return null;
        }
    }

    /** {@code project_create}, {@code project_rename}, {@code project_transfer}: the fields of the project are at the top level. */
    record Naming(
            @Nullable Long projectId,
            @Nullable String pathWithNamespace,
            @Nullable String oldPathWithNamespace,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt)
            implements Payload {

        @Override
        public Project project() {
            return new Project(projectId, pathWithNamespace, null);
        }
    }

    record Push(
            @Nullable Project project,
            @Nullable Long projectId,
            @Nullable Repository repository,
            @Nullable String objectKind,
            @Nullable String ref,
            @Nullable CommitSha before,
            @Nullable CommitSha after,
            @Nullable CommitSha checkoutSha,
            @Nullable Integer totalCommitsCount,
            @Nullable List<@Nullable PushedCommit> commits)
            implements Payload {}

    record MergeRequest(
            @Nullable Project project,
            @Nullable Repository repository,
            @Nullable User user,
            @Nullable List<@Nullable Label> labels,
            @Nullable MergeRequestState objectAttributes)
            implements Payload {

        @Override
        public @Nullable Long projectId() {
            return objectAttributes == null ? null : objectAttributes.targetProjectId();
        }
    }

    record Issue(
            @Nullable Project project,
            @Nullable Repository repository,
            @Nullable List<@Nullable Label> labels,
            @Nullable IssueState objectAttributes)
            implements Payload {

        @Override
        public @Nullable Long projectId() {
            return objectAttributes == null ? null : objectAttributes.projectId();
        }
    }

    record Note(
            @Nullable Project project,
            @Nullable Long projectId,
            @Nullable Repository repository,
            @Nullable User user,
            @Nullable NoteState objectAttributes,
            @Nullable MergeRequestState mergeRequest)
            implements Payload {}

    record Deployment(
            @Nullable Project project,
            @Nullable Long projectId,
            @Nullable String status,
            @Nullable Instant statusChangedAt,
            @Nullable Long deploymentId,
            @Nullable Long deployableId,
            @Nullable String deployableUrl,
            @Nullable String environment,
            @Nullable String environmentTier,
            @Nullable String commitUrl,
            @Nullable String ref)
            implements Payload {}

    record Pipeline(
            @Nullable Project project,
            @Nullable Long projectId,
            @Nullable PipelineState objectAttributes,
            @Nullable SourcePipeline sourcePipeline,
            @Nullable List<@Nullable Build> builds)
            implements Payload {}

    /** {@code build}: a job, whose commit has the number of the pipeline as its id. */
    record Job(
            @Nullable Project project,
            @Nullable Long projectId,
            @Nullable Repository repository,
            @Nullable String ref,
            @Nullable CommitSha sha,
            @Nullable Long pipelineId,
            @Nullable Long buildId,
            @Nullable String buildName,
            @Nullable String buildStatus,
            @Nullable Instant buildFinishedAt,
            @Nullable JobEnvironment environment,
            @Nullable SourcePipeline sourcePipeline)
            implements Payload {

        Build build() {
            return new Build(buildId, buildName, buildStatus, buildFinishedAt, environment);
        }
    }

    record Release(
            @Nullable Project project,
            @Nullable Long projectId,
            @Nullable Long id,
            @Nullable String action,
            @Nullable String tag,
            @Nullable String url,
            @Nullable Instant createdAt,
            @Nullable Instant releasedAt,
            @Nullable ReleasedCommit commit)
            implements Payload {}

    record Project(
            @Nullable Long id,
            @Nullable String pathWithNamespace,
            @Nullable String webUrl) {}

    record Repository(@Nullable String homepage) {}

    record User(@Nullable Long id, @Nullable String username) {}

    record CommitAuthor(@Nullable String name, @Nullable String email) {}

    record PushedCommit(
            @Nullable CommitSha id,
            @Nullable String message,

            @JsonDeserialize(using = PayloadJson.AuthorTimeDeserializer.class) @Nullable
            Instant timestamp,

            @Nullable CommitAuthor author,
            @Nullable List<@Nullable String> added,
            @Nullable List<@Nullable String> modified,
            @Nullable List<@Nullable String> removed) {

        /** The files that it touches; null when one of the three lists is missing. */
        @Nullable
        List<String> paths() {
            return added == null || modified == null || removed == null
                    ? null
                    : Stream.of(added, modified, removed)
                            .flatMap(List::stream)
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList();
        }
    }

    record MergeRequestState(
            @Nullable Long iid,
            @Nullable String action,
            @Nullable String state,
            @Nullable Long authorId,
            @Nullable Long sourceProjectId,
            @Nullable Long targetProjectId,
            @Nullable String sourceBranch,
            @Nullable String targetBranch,
            @Nullable String title,
            @Nullable String description,
            @Nullable String url,
            @Nullable List<@Nullable Label> labels,
            @Nullable LastCommit lastCommit,
            @Nullable CommitSha mergeCommitSha,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {}

    record LastCommit(@Nullable CommitSha id) {}

    record Label(@Nullable String title) {}

    record IssueState(
            @Nullable Long id,
            @Nullable Long iid,
            @Nullable Long projectId,
            @Nullable String type,
            @Nullable String state,
            @Nullable String title,
            @Nullable String description,
            @Nullable String url,
            @Nullable List<@Nullable Label> labels,
            @Nullable Long movedToId,
            @Nullable Long duplicatedToId,
            @Nullable Long promotedToEpicId,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant closedAt) {}

    record NoteState(
            @Nullable Long id,
            @Nullable String note,
            @Nullable String noteableType,
            @Nullable Long noteableId,
            @Nullable String action,
            @Nullable Boolean system,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {}

    record PipelineState(
            @Nullable Long id,
            @Nullable String name,
            @Nullable String ref,
            @Nullable CommitSha sha,
            @Nullable String source,
            @Nullable String status,
            @Nullable String url,
            @Nullable Instant createdAt,
            @Nullable Instant finishedAt) {}

    record SourcePipeline(
            @Nullable Project project, @Nullable Long pipelineId) {}

    record Build(
            @Nullable Long id,
            @Nullable String name,
            @Nullable String status,
            @Nullable Instant finishedAt,
            @Nullable JobEnvironment environment) {}

    record JobEnvironment(@Nullable String action) {}

    record ReleasedCommit(@Nullable CommitSha id) {}
}
