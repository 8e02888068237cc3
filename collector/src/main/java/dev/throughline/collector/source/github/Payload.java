package dev.throughline.collector.source.github;

import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** The parts of GitHub's payloads that we read, one record per event. Anything may be absent; everything else is skipped. */
sealed interface Payload {

    @Nullable
    Repository repository();

    /** {@code ping}, {@code create}, {@code delete}: the repository is all that matters. */
    record Named(@Nullable Repository repository) implements Payload {}

    record Push(
            @Nullable Repository repository,
            @Nullable String ref,
            @Nullable CommitSha before,
            @Nullable CommitSha after,
            @Nullable Boolean created,
            @Nullable Boolean deleted,
            @Nullable Boolean forced,
            @Nullable String baseRef,
            @Nullable PushedCommit headCommit,
            @Nullable Integer size,
            @Nullable List<@Nullable PushedCommit> commits)
            implements Payload {}

    record PullRequest(
            @Nullable Repository repository, @Nullable PullRequestState pullRequest) implements Payload {}

    record PullRequestReview(
            @Nullable Repository repository,
            @Nullable PullRequestState pullRequest,
            @Nullable Review review) implements Payload {}

    record Deployment(
            @Nullable Repository repository,
            @Nullable DeploymentState deployment,
            @Nullable Run workflowRun) implements Payload {}

    record DeploymentStatus(
            @Nullable Repository repository,
            @Nullable DeploymentState deployment,
            @Nullable Status deploymentStatus,
            @Nullable Run workflowRun)
            implements Payload {}

    record WorkflowRun(
            @Nullable Repository repository,
            @Nullable String action,
            @Nullable Workflow workflow,
            @Nullable Run workflowRun)
            implements Payload {}

    record Release(
            @Nullable Repository repository,
            @Nullable String action,
            @Nullable ReleaseState release) implements Payload {}

    record Issues(
            @Nullable Repository repository,
            @Nullable String action,
            @Nullable Issue issue) implements Payload {}

    record IssueComment(
            @Nullable Repository repository,
            @Nullable String action,
            @Nullable Issue issue,
            @Nullable Comment comment) implements Payload {}

    /** {@code repository}: renamed, transferred and so on. */
    record Renaming(
            @Nullable Repository repository, @Nullable Changes changes) implements Payload {}

    record Repository(
            @Nullable Long id,
            @Nullable String name,
            @Nullable String fullName,
            @Nullable String htmlUrl,
            @Nullable String url,
            @Nullable User owner,
            @Nullable Instant pushedAt,
            @Nullable Instant updatedAt) {}

    record User(
            @Nullable Long id,
            @Nullable String login,
            @Nullable String type) {}

    record PushedCommit(
            @Nullable CommitSha id,
            @Nullable String message,

            @JsonDeserialize(using = PayloadJson.AuthorTimeDeserializer.class) @Nullable
            Instant timestamp,

            @Nullable Author author,
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

    record Author(
            @JsonDeserialize(using = PayloadJson.AuthorTimeDeserializer.class) @Nullable
            Instant date,

            @Nullable String name,
            @Nullable String username) {}

    record PullRequestState(
            @Nullable Long number,
            @Nullable String title,
            @Nullable String body,
            @Nullable String htmlUrl,
            @Nullable User user,
            @Nullable List<@Nullable Label> labels,
            @Nullable Branch head,
            @Nullable Branch base,
            @Nullable Integer commits,
            @Nullable Boolean merged,
            @Nullable CommitSha mergeCommitSha,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant mergedAt) {}

    record Branch(
            @Nullable String ref,
            @Nullable CommitSha sha,
            @Nullable Fork repo) {}

    record Fork(@Nullable Long id) {}

    record Label(@Nullable String name) {}

    record Review(
            @Nullable User user,
            @Nullable String state,
            @Nullable Instant submittedAt) {}

    record DeploymentState(
            @Nullable Long id,
            @Nullable CommitSha sha,
            @Nullable String ref,
            @Nullable String task,
            @Nullable String environment,
            @Nullable String originalEnvironment,
            @Nullable Boolean productionEnvironment,
            @Nullable Boolean transientEnvironment,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {}

    record Status(
            @Nullable Long id,
            @Nullable String state,
            @Nullable String environment,
            @Nullable Instant createdAt) {}

    record Workflow(@Nullable String name) {}

    record Run(
            @Nullable Long id,
            @Nullable String name,
            @Nullable String event,
            @Nullable String conclusion,
            @Nullable CommitSha headSha,
            @Nullable String headBranch,
            @Nullable Integer runAttempt,
            @Nullable String htmlUrl,
            @Nullable Instant createdAt,
            @Nullable Instant runStartedAt,
            @Nullable Instant updatedAt) {}

    record ReleaseState(
            @Nullable Long id,
            @Nullable String tagName,
            @Nullable Boolean draft,
            @Nullable Boolean prerelease,
            @Nullable String htmlUrl,
            @Nullable Instant publishedAt,
            @Nullable Instant updatedAt) {}

    record Issue(
            @Nullable Long id,
            @Nullable Long number,
            @Nullable String title,
            @Nullable String body,
            @Nullable String state,
            @Nullable String stateReason,
            @Nullable String htmlUrl,
            @Nullable IssueType type,
            @Nullable PullRequestLink pullRequest,
            @Nullable List<@Nullable Label> labels,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant closedAt) {}

    /** Present only in a pull request, which is also an issue. */
    record PullRequestLink(@Nullable String url) {}

    record Comment(
            @Nullable Long id,
            @Nullable String body,
            @Nullable User user,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {}

    record IssueType(@Nullable String name) {}

    record Changes(
            @Nullable OldRepository repository, @Nullable OldOwner owner) {}

    record OldRepository(@Nullable OldName name) {}

    record OldName(@Nullable String from) {}

    record OldOwner(@Nullable OldAccount from) {}

    record OldAccount(@Nullable User user, @Nullable User organization) {}
}
