package dev.throughline.collector.source.github;

import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Deliveries made from answers of GitHub's API, one record per kind: the objects are the same as in webhooks. Anything may be absent.
 */
sealed interface ApiPayload {

    Payload.@Nullable Repository repository();

    /** @param workflowRun the attempt of the run that made it; null if unknown */
    record Deployment(
            Payload.@Nullable Repository repository,
            Payload.@Nullable DeploymentState deployment,
            @Nullable List<Payload.@Nullable Status> statuses,
            Payload.@Nullable Run workflowRun)
            implements ApiPayload {}

    /** @param attempts earlier ones of the run, which is its newest attempt */
    record WorkflowRun(
            Payload.@Nullable Repository repository,
            Payload.@Nullable Run workflowRun,
            @Nullable List<Payload.@Nullable Run> attempts)
            implements ApiPayload {}

    /** @param commits null when not all of them are known */
    record PullRequest(
            Payload.@Nullable Repository repository,
            Payload.@Nullable PullRequestState pullRequest,
            @Nullable List<@Nullable ListedCommit> commits,
            @Nullable List<Payload.@Nullable Review> reviews)
            implements ApiPayload {}

    record Issue(
            Payload.@Nullable Repository repository,
            Payload.@Nullable Issue issue,
            @Nullable List<Payload.@Nullable Comment> comments)
            implements ApiPayload {}

    record Commits(
            Payload.@Nullable Repository repository,
            @Nullable List<@Nullable ListedCommit> commits) implements ApiPayload {}

    /** @param files names of all that the commit adds, changes or removes */
    record CommitFiles(
            Payload.@Nullable Repository repository,
            @Nullable CommitSha sha,
            @Nullable List<@Nullable String> files) implements ApiPayload {}

    record Tags(
            Payload.@Nullable Repository repository,
            @Nullable List<@Nullable ListedTag> tags) implements ApiPayload {}

    /** A commit as in lists. */
    record ListedCommit(
            @Nullable CommitSha sha,
            @Nullable CommitState commit,
            Payload.@Nullable User author,
            @Nullable List<@Nullable Parent> parents) {}

    record CommitState(
            @Nullable String message,
            @Nullable Signed author,
            @Nullable Signed committer) {}

    record Signed(
            @Nullable String name,

            @JsonDeserialize(using = PayloadJson.AuthorTimeDeserializer.class) @Nullable
            Instant date) {}

    record Parent(@Nullable CommitSha sha) {}

    record ListedTag(@Nullable String name, @Nullable Parent commit) {}
}
