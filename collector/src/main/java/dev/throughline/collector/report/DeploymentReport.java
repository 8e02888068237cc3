package dev.throughline.collector.report;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finished deployment.
 *
 * @param ref what was requested to be deployed, for display
 */
record DeploymentReport(
        Subject subject,
        String environment,
        CommitSha sha,
        State outcome,
        Instant startedAt,
        Instant finishedAt,
        @Nullable String ref,
        boolean isRollback,
        @Nullable String url,
        Deployment.Details details)
        implements SourceReport {

    static DeploymentReport of(Subject subject, Fields fields) {
        String environment = fields.name("environment", LONGEST_NAME);
        CommitSha sha = fields.sha("sha");
        Instant finishedAt = fields.time("finished_at");
        return new DeploymentReport(
                subject,
                environment,
                sha,
                fields.maybeOneOf("outcome", "success, failure or cancelled", DeploymentReport::outcome, State.SUCCESS)
                        .orElse(State.SUCCESS),
                fields.maybeTime("started_at").orElse(finishedAt),
                finishedAt,
                fields.maybeName("ref", LONGEST_NAME).orElse(null),
                fields.maybeTruth("rollback").orElse(false),
                fields.maybeAddress("url", LONGEST_URL).orElse(null),
                new Deployment.Details(
                        fields.maybeWord("version", LONGEST_NAME).orElse(null),
                        fields.maybeName("digest", LONGEST_NAME).orElse(null),
                        fields.maybeName("repository", LONGEST_NAME).orElse(null),
                        fields.maybeTruth("unplanned").orElse(null)));
    }

    private static Optional<State> outcome(String word) {
        return switch (word) {
            case "success" -> Optional.of(State.SUCCESS);
            case "failure" -> Optional.of(State.FAILURE);
            case "cancelled" -> Optional.of(State.CANCELLED);
            default -> Optional.empty();
        };
    }

    private DeploymentKey key() {
        return new DeploymentKey(subject.repository(), subject.id());
    }

    @Override
    public UUID id() {
        return key().id();
    }

    /** Outcomes accumulate, at their times: of several successes the first counts, and a failure after one is evidence. */
    @Override
    public List<Fact> facts(Statement statement) {
        List<Fact> facts = new ArrayList<>(List.of(
                new Deployment(
                        key(),
                        Revision.of(sha, ref),
                        Environment.named(environment),
                        new Deployment.Request(startedAt, isRollback, url),
                        details,
                        statement),
                new DeploymentStatus(key(), outcome + "@" + finishedAt, outcome, finishedAt)));
        if (startedAt.isBefore(finishedAt)) {
            facts.add(new DeploymentStatus(key(), State.IN_PROGRESS + "@" + startedAt, State.IN_PROGRESS, startedAt));
        }
        return List.copyOf(facts);
    }
}
