package dev.throughline.collector.source.bitbucket;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** The parts of Bitbucket's payloads that we read, one record per event. Anything may be absent; everything else is skipped. */
sealed interface Payload {

    @Nullable
    Repository repository();

    record Pushed(@Nullable Repository repository, @Nullable Push push) implements Payload {}

    record PullRequest(
            @Nullable Repository repository,
            @Nullable PullRequestState pullrequest,
            @Nullable Approval approval) implements Payload {}

    record Issues(
            @Nullable Repository repository,
            @Nullable Issue issue,
            @Nullable Comment comment,
            @Nullable IssueChanges changes)
            implements Payload {}

    /** {@code repo:updated}: renamed, moved and so on. */
    record Updated(
            @Nullable Repository repository, @Nullable Changes changes) implements Payload {}

    record Repository(
            @Nullable String uuid,
            @Nullable String fullName,
            @Nullable Links links) {}

    record Links(@Nullable Link html) {}

    record Link(@Nullable String href) {}

    record Push(@Nullable List<@Nullable Change> changes) {}

    record Change(
            @Nullable Ref old,
            @JsonProperty("new") @Nullable Ref now,

            @Nullable Boolean forced,
            @Nullable Boolean truncated,
            @Nullable List<@Nullable Commit> commits) {}

    record Ref(
            @Nullable String type,
            @Nullable String name,
            @Nullable Target target) {}

    record Target(@Nullable CommitSha hash) {}

    record Commit(
            @Nullable CommitSha hash,

            @JsonDeserialize(using = PayloadJson.AuthorTimeDeserializer.class) @Nullable
            Instant date,

            @Nullable String message,
            @Nullable Author author,
            @Nullable List<@Nullable Target> parents) {}

    record Author(@Nullable String raw, @Nullable User user) {}

    record User(
            @Nullable String uuid,
            @Nullable String type,
            @Nullable String nickname,
            @Nullable String displayName) {}

    record PullRequestState(
            @Nullable Long id,
            @Nullable String state,
            @Nullable String title,
            @Nullable String description,
            @Nullable User author,
            @Nullable Side source,
            @Nullable Side destination,
            @Nullable Abbreviated mergeCommit,
            @Nullable Links links,
            @Nullable Instant createdOn,
            @Nullable Instant updatedOn) {}

    record Side(
            @Nullable Abbreviated commit,
            @Nullable Branch branch,
            @Nullable Repository repository) {}

    record Branch(@Nullable String name) {}

    /** A commit by a hash that may be abbreviated. */
    record Abbreviated(@Nullable String hash) {}

    record Approval(@Nullable Instant date, @Nullable User user) {}

    record Issue(
            @Nullable Long id,
            @Nullable String title,
            @Nullable Content content,
            @Nullable String kind,
            @Nullable Named component,
            @Nullable String state,
            @Nullable Links links,
            @Nullable Instant createdOn,
            @Nullable Instant updatedOn) {}

    record Named(@Nullable String name) {}

    record Content(@Nullable String raw) {}

    record Comment(
            @Nullable Long id,
            @Nullable Content content,
            @Nullable Instant createdOn,
            @Nullable Instant updatedOn) {}

    record IssueChanges(@Nullable TextChange status) {}

    record Changes(@Nullable TextChange fullName) {}

    record TextChange(@Nullable String old) {}
}
