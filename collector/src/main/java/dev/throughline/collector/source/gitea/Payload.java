package dev.throughline.collector.source.gitea;

import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** The parts of the payloads that we read, one record per event. Anything may be absent; everything else is skipped. */
sealed interface Payload {

    @Nullable
    Repository repository();

    /** {@code create}, {@code delete}, {@code repository}: the repository is all that matters. */
    record Named(@Nullable Repository repository) implements Payload {}

    record Push(
            @Nullable Repository repository,
            @Nullable String ref,
            @Nullable CommitSha before,
            @Nullable CommitSha after,
            @Nullable PushedCommit headCommit,
            @Nullable Integer totalCommits,
            @Nullable List<@Nullable PushedCommit> commits)
            implements Payload {}

    record PullRequest(
            @Nullable Repository repository,
            @Nullable PullRequestState pullRequest,
            @Nullable User sender) implements Payload {}

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
            @Nullable Comment comment,
            @Nullable Boolean isPull)
            implements Payload {}

    record Repository(
            @Nullable Long id,
            @Nullable String fullName,
            @Nullable String htmlUrl,
            @Nullable Instant updatedAt) {}

    record User(@Nullable Long id, @Nullable String login) {}

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

    record Author(@Nullable String name, @Nullable String username) {}

    record PullRequestState(
            @Nullable Long number,
            @Nullable String title,
            @Nullable String body,
            @Nullable String htmlUrl,
            @Nullable User user,
            @Nullable List<@Nullable Label> labels,
            @Nullable Branch head,
            @Nullable Branch base,
            @Nullable String headBranch,
            @Nullable Boolean merged,
            @Nullable CommitSha mergeCommitSha,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant mergedAt) {

        /** Gogs says neither where the branch of one points nor when it was opened. */
        boolean isWithoutHead() {
            return head == null && headBranch != null;
        }
    }

    record Branch(
            @Nullable String ref,
            @Nullable CommitSha sha,
            @Nullable Long repoId) {}

    record Label(@Nullable String name) {}

    record ReleaseState(
            @Nullable Long id,
            @Nullable String tagName,
            @Nullable Boolean draft,
            @Nullable Boolean prerelease,
            @Nullable String htmlUrl,
            @Nullable Instant publishedAt) {}

    record Issue(
            @Nullable Long id,
            @Nullable Long number,
            @Nullable String title,
            @Nullable String body,
            @Nullable String state,
            @Nullable String htmlUrl,
            @Nullable PullRequestLink pullRequest,
            @Nullable List<@Nullable Label> labels,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable Instant closedAt) {}

    /** Present only in a pull request, which is also an issue. */
    record PullRequestLink(@Nullable Boolean merged) {}

    record Comment(
            @Nullable Long id,
            @Nullable String body,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {}
}
