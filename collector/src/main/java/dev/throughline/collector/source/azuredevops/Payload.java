package dev.throughline.collector.source.azuredevops;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** The parts of the payloads that we read: one record for what all of them have, and one per kind of resource. Anything may be absent. */
final class Payload {

    private Payload() {}

    /** What every event says about itself. */
    record Event(
            @Nullable String id,
            @Nullable String eventType,
            @Nullable String subscriptionId,
            @Nullable Long notificationId,
            @Nullable Anything resource,
            @Nullable Text detailedMessage,
            @Nullable Containers resourceContainers,
            @Nullable Instant createdDate) {}

    /** All that matters is that it is present. */
    record Anything() {}

    record Text(@Nullable String text) {}

    record Containers(@Nullable Container project, @Nullable Container collection) {}

    record Container(@Nullable String id, @Nullable String baseUrl) {}

    /** {@code git.repo.…}: the repository is all that matters. */
    record Named(@Nullable NamedResource resource) {}

    record NamedResource(@Nullable Repository repository) {}

    record Push(@Nullable PushResource resource) {}

    record PushResource(
            @Nullable Repository repository,
            @Nullable List<@Nullable PushedCommit> commits,
            @Nullable List<@Nullable RefUpdate> refUpdates,
            @Nullable Instant date) {}

    record RefUpdate(
            @Nullable String name,
            @Nullable CommitSha oldObjectId,
            @Nullable CommitSha newObjectId) {}

    record PushedCommit(
            @Nullable CommitSha commitId,
            @Nullable Author author,
            @Nullable String comment) {}

    record Author(
            @Nullable String name,

            @JsonDeserialize(using = PayloadJson.AuthorTimeDeserializer.class) @Nullable
            Instant date) {}

    record PullRequest(@Nullable PullRequestState resource) {}

    record PullRequestState(
            @Nullable Repository repository,
            @Nullable Long pullRequestId,
            @Nullable String status,
            @Nullable String title,
            @Nullable String description,
            @Nullable Identity createdBy,
            @Nullable String sourceRefName,
            @Nullable String targetRefName,
            @Nullable Fork forkSource,
            @Nullable Commit lastMergeSourceCommit,
            @Nullable Commit lastMergeCommit,
            @Nullable List<@Nullable Reviewer> reviewers,
            @Nullable List<@Nullable Label> labels,
            @Nullable Instant creationDate,
            @Nullable Instant closedDate) {}

    record Fork(@Nullable Repository repository) {}

    record Commit(@Nullable CommitSha commitId) {}

    record Identity(
            @Nullable String id,
            @Nullable String displayName,
            @Nullable String uniqueName) {}

    record Reviewer(@Nullable String id, @Nullable Integer vote) {}

    record Label(@Nullable String name) {}

    record Repository(
            @Nullable String id,
            @Nullable String name,
            @Nullable String type,
            @Nullable String url,
            @Nullable String remoteUrl,
            @Nullable Project project) {}

    record Project(@Nullable String id, @Nullable String name) {}

    /** Created, deleted, restored or commented. */
    record WorkItem(@Nullable WorkItemResource resource) {}

    record WorkItemResource(
            @Nullable Long id,
            @Nullable Integer rev,
            @Nullable String url,
            @JsonProperty("_links") @Nullable Links links,
            @Nullable Fields fields) {}

    record WorkItemUpdate(@Nullable WorkItemUpdateResource resource) {}

    record WorkItemUpdateResource(
            @Nullable Long workItemId,
            @Nullable String url,
            @JsonProperty("_links") @Nullable Links links,
            @Nullable FieldChanges fields,
            @Nullable Revision revision) {}

    record Revision(@Nullable Long id, @Nullable Fields fields) {}

    /** Each field that an update changes has its old and its new value. */
    record FieldChanges(
            @JsonProperty("System.WorkItemType") @Nullable TextChange type) {}

    record TextChange(@Nullable String oldValue) {}

    record Fields(
            @JsonProperty("System.TeamProject") @Nullable String project,

            @JsonProperty("System.WorkItemType") @Nullable String type,
            @JsonProperty("System.State") @Nullable String state,
            @JsonProperty("System.Title") @Nullable String title,

            @JsonProperty("System.Description") @Nullable String description,

            @JsonProperty("System.History") @Nullable String comment,
            @JsonProperty("System.Tags") @Nullable String tags,

            @JsonProperty("System.AreaPath") @Nullable String area,

            @JsonProperty("System.CreatedDate") @Nullable Instant createdAt,

            @JsonProperty("System.ChangedDate") @Nullable Instant changedAt,

            @JsonProperty("Microsoft.VSTS.Common.ResolvedDate") @Nullable
            Instant resolvedAt,

            @JsonProperty("Microsoft.VSTS.Common.ClosedDate") @Nullable
            Instant closedAt,

            @JsonProperty("Microsoft.VSTS.Common.StateChangeDate") @Nullable
            Instant stateChangedAt) {}

    record Links(@Nullable Link html, @Nullable Link web) {}

    record Link(@Nullable String href) {}

    record Build(@Nullable BuildResource resource) {}

    /**
     * A run of a pipeline.
     *
     * @param sourceVersion in resource version 2.0 its commit
     * @param sourceGetVersion in resource version 1.0 {@code LG:}, its branch, {@code :} and its commit
     */
    record BuildResource(
            @Nullable Long id,
            @Nullable String status,
            @Nullable String result,
            @Nullable String reason,
            @Nullable Definition definition,
            @Nullable Project project,
            @Nullable Repository repository,
            @Nullable String sourceVersion,
            @Nullable String sourceGetVersion,
            @Nullable String sourceBranch,
            @Nullable String url,
            @JsonProperty("_links") @Nullable Links links,
            @Nullable Instant queueTime,
            @Nullable Instant startTime,
            @Nullable Instant finishTime) {}

    record Definition(@Nullable String name, @Nullable Project project) {}
}
