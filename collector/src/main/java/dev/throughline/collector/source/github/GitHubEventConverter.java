package dev.throughline.collector.source.github;

import dev.throughline.collector.backfill.Item.Told;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryName;
import java.util.List;
import java.util.stream.Stream;

/** Turns GitHub's events into facts; the only place that does. How each field is read: definitions 1.4, 1.5 and 1.10. */
final class GitHubEventConverter {

    private final PayloadJson json = PayloadJson.snakeCase();
    private final GitHubDeployments deployments;
    private final Pushes pushes;
    private final Issues issues;
    private final GitHubHistoryConverter history;

    GitHubEventConverter(GitHubProperties properties, GitHubDeployments deployments) {
        this.deployments = deployments;
        this.pushes = new Pushes(deployments);
        this.issues = new Issues(properties.incidentLabels());
        this.history = new GitHubHistoryConverter(json, deployments, issues);
    }

    /** @throws UnreadablePayload when the body does not have the shape that GitHub documents */
    Normalization convert(String event, String body, Origin origin) {
        if (event.startsWith(Told.PREFIX)) {
            return history.convert(event.substring(Told.PREFIX.length()), body, origin);
        }
        return switch (event) {
            case "ping", "create", "delete" -> named(event, json.read(body, Payload.Named.class), origin);
            case "repository" -> renaming(json.read(body, Payload.Renaming.class), origin);
            case "push" -> new Facts(pushes.told(json.read(body, Payload.Push.class), origin));
            case "pull_request" -> new Facts(PullRequests.told(json.read(body, Payload.PullRequest.class), origin));
            case "pull_request_review" ->
                new Facts(PullRequests.reviewed(json.read(body, Payload.PullRequestReview.class), origin));
            case "issues" -> new Facts(issues.told(json.read(body, Payload.Issues.class), origin));
            case "issue_comment" -> new Facts(Issues.commented(json.read(body, Payload.IssueComment.class), origin));
            case "deployment" -> deployments.created(json.read(body, Payload.Deployment.class), origin);
            case "deployment_status" -> deployments.stated(json.read(body, Payload.DeploymentStatus.class), origin);
            case "workflow_run" -> deployments.ran(json.read(body, Payload.WorkflowRun.class), origin);
            case "release" -> deployments.released(json.read(body, Payload.Release.class), origin);
            case "" -> new Ignored("no X-GitHub-Event header says what happened");
            default -> new Ignored("nothing is measured from the event '" + event + "'");
        };
    }

    private static Normalization named(String event, Payload.Named payload, Origin origin) {
        return payload.repository() == null
                ? new Ignored("the event '" + event + "' names no repository")
                : new Facts(List.of(Repositories.name(payload.repository(), origin)));
    }

    private static Normalization renaming(Payload.Renaming payload, Origin origin) {
        Payload.Repository repository = Repositories.of(payload);
        RepositoryName name = Repositories.name(repository, origin);
        return new Facts(Stream.concat(
                        Repositories.formerName(repository, payload.changes()).stream()
                                .<Fact>map(former -> name.former(former)),
                        Stream.of(name))
                .toList());
    }
}
