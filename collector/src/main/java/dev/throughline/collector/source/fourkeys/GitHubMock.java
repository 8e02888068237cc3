package dev.throughline.collector.source.fourkeys;

import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.DeploymentStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bodies in GitHub's format. */
final class GitHubMock implements MadeUpBodies {

    private final PayloadJson json = PayloadJson.snakeCase();

    private record Push(
            PushedCommits.@Nullable Listed headCommit,
            @Nullable List<PushedCommits.@Nullable Listed> commits) {}

    private record Deployed(
            @Nullable Status deploymentStatus, @Nullable Deployment deployment) {}

    private record Status(
            @Nullable String id,
            @Nullable String state,
            @Nullable String updatedAt) {}

    private record Deployment(@Nullable CommitSha sha) {}

    private record Issues(@Nullable Issue issue) {}

    private record Issue(
            @Nullable Long number,
            @Nullable String createdAt,
            @Nullable String updatedAt,
            @Nullable String closedAt,
            @Nullable String title,
            @Nullable String body,
            @Nullable List<@Nullable Label> labels) {}

    private record Label(@Nullable String name) {}

    @Override
    public String name() {
        return "githubmock";
    }

    @Override
    public Optional<MadeUp> read(String event, String body) {
        return switch (event) {
            case "push" -> Optional.of(push(json.read(body, Push.class)));
            case "deployment_status" -> deployed(json.read(body, Deployed.class));
            case "issues" -> Optional.of(issue(json.read(body, Issues.class)));
            default -> Optional.empty();
        };
    }

    private static MadeUp push(Push push) {
        CommitSha head = Field.of(Field.of(push.headCommit(), "head_commit").id(), "head_commit.id");
        return PushedCommits.push(head, "head_commit.id", push.commits());
    }

    private static Optional<MadeUp> deployed(Deployed deployed) {
        Status status = Field.of(deployed.deploymentStatus(), "deployment_status");
        CommitSha sha = Field.of(Field.of(deployed.deployment(), "deployment").sha(), "deployment.sha");
        String id = Field.of(status.id(), "deployment_status.id");
        Instant at = MadeUpTimes.of(status.updatedAt(), "deployment_status.updated_at");
        return switch (Field.of(status.state(), "deployment_status.state")) {
            case "success" -> Optional.of(new MadeUp.Deployed(id, sha, State.SUCCESS, at));
            case "failure", "error" -> Optional.of(new MadeUp.Deployed(id, sha, State.FAILURE, at));
            default -> Optional.empty();
        };
    }

    private static MadeUp issue(Issues issues) {
        Issue issue = Field.of(issues.issue(), "issue");
        Instant openedAt = MadeUpTimes.of(issue.createdAt(), "issue.created_at");
        return new MadeUp.Issue(
                Field.of(issue.number(), "issue.number"),
                openedAt,
                issue.closedAt() == null ? null : MadeUpTimes.of(issue.closedAt(), "issue.closed_at"),
                issue.updatedAt() == null ? openedAt : MadeUpTimes.of(issue.updatedAt(), "issue.updated_at"),
                Objects.requireNonNullElse(issue.title(), ""),
                Objects.requireNonNullElse(issue.body(), ""),
                Objects.requireNonNullElse(issue.labels(), List.<@Nullable Label>of()).stream()
                        .filter(Objects::nonNull)
                        .map(Label::name)
                        .filter(Objects::nonNull)
                        .toList());
    }
}
