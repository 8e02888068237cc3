package dev.throughline.collector.source.fourkeys;

import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.DeploymentStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bodies in GitLab's format. They say what they are; the older generator deploys through pipelines. */
final class GitLabMock implements MadeUpBodies {

    private static final Pattern COMMIT = Pattern.compile("/commit/([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$");

    private final PayloadJson json = PayloadJson.snakeCase();

    private record Kind(@Nullable String objectKind) {}

    private record Push(
            @Nullable CommitSha checkoutSha, @Nullable List<PushedCommits.@Nullable Listed> commits) {}

    private record Deployed(
            @Nullable String deploymentId,
            @Nullable String status,
            @Nullable String statusChangedAt,
            @Nullable String commitUrl) {}

    private record Ran(@Nullable Run objectAttributes, PushedCommits.@Nullable Listed commit) {}

    private record Run(
            @Nullable String id,
            @Nullable String status,
            @Nullable String createdAt,
            @Nullable String updatedAt,
            @Nullable String finishedAt) {}

    private record Issues(@Nullable Issue objectAttributes) {}

    private record Issue(
            @Nullable Long id,
            @Nullable String createdAt,
            @Nullable String updatedAt,
            @Nullable String closedAt,
            @Nullable String title,
            @Nullable String description,
            @Nullable List<@Nullable Label> labels) {}

    private record Label(@Nullable String title) {}

    @Override
    public String name() {
        return "gitlabmock";
    }

    @Override
    public Optional<MadeUp> read(String event, String body) {
        return switch (Field.of(json.read(body, Kind.class).objectKind(), "object_kind")) {
            case "push" -> Optional.of(push(json.read(body, Push.class)));
            case "deployment" -> deployed(json.read(body, Deployed.class));
            case "pipeline" -> ran(json.read(body, Ran.class));
            case "issue" -> Optional.of(issue(json.read(body, Issues.class)));
            default -> Optional.empty();
        };
    }

    private static MadeUp push(Push push) {
        return PushedCommits.push(Field.of(push.checkoutSha(), "checkout_sha"), "checkout_sha", push.commits());
    }

    private static Optional<MadeUp> deployed(Deployed deployed) {
        Matcher commit = COMMIT.matcher(Field.of(deployed.commitUrl(), "commit_url"));
        if (!commit.find()) {
            throw UnreadablePayload.at("commit_url", "does not end in a commit hash");
        }
        CommitSha sha = CommitSha.parse(commit.group(1))
                .orElseThrow(() -> UnreadablePayload.at("commit_url", "names no commit"));
        String id = Field.of(deployed.deploymentId(), "deployment_id");
        Instant at = MadeUpTimes.of(deployed.statusChangedAt(), "status_changed_at");
        return state(Field.of(deployed.status(), "status")).map(state -> new MadeUp.Deployed(id, sha, state, at));
    }

    private static Optional<MadeUp> ran(Ran ran) {
        Run run = Field.of(ran.objectAttributes(), "object_attributes");
        CommitSha sha = Field.of(Field.of(ran.commit(), "commit").id(), "commit.id");
        String id = "pipeline " + Field.of(run.id(), "object_attributes.id");
        String told = Stream.of(run.finishedAt(), run.updatedAt(), run.createdAt())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        Instant at = MadeUpTimes.of(told, "object_attributes.created_at");
        return state(Field.of(run.status(), "object_attributes.status"))
                .map(state -> new MadeUp.Deployed(id, sha, state, at));
    }

    private static Optional<State> state(String word) {
        return switch (word) {
            case "success" -> Optional.of(State.SUCCESS);
            case "failed" -> Optional.of(State.FAILURE);
            case "canceled" -> Optional.of(State.CANCELLED);
            default -> Optional.empty();
        };
    }

    private static MadeUp issue(Issues issues) {
        Issue issue = Field.of(issues.objectAttributes(), "object_attributes");
        Instant openedAt = MadeUpTimes.of(issue.createdAt(), "object_attributes.created_at");
        return new MadeUp.Issue(
                Field.of(issue.id(), "object_attributes.id"),
                openedAt,
                issue.closedAt() == null ? null : MadeUpTimes.of(issue.closedAt(), "object_attributes.closed_at"),
                issue.updatedAt() == null
                        ? openedAt
                        : MadeUpTimes.of(issue.updatedAt(), "object_attributes.updated_at"),
                Objects.requireNonNullElse(issue.title(), ""),
                Objects.requireNonNullElse(issue.description(), ""),
                Objects.requireNonNullElse(issue.labels(), List.<@Nullable Label>of()).stream()
                        .filter(Objects::nonNull)
                        .map(Label::title)
                        .filter(Objects::nonNull)
                        .toList());
    }
}
