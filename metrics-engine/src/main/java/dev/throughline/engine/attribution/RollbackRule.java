package dev.throughline.engine.attribution;

import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.LogicalDeployment;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rule 3: a rollback marks the first deployment after the latest run of the version that it returns to as failed, or others if the service
 * is so configured. If that version never ran (a source may flag a rollback to anything), the deployment right before it.
 */
final class RollbackRule implements EvidenceRule {

    private final AttributionOptions.Blame blame;

    RollbackRule(AttributionOptions.Blame blame) {
        this.blame = blame;
    }

    @Override
    public Set<Trigger> triggers() {
        return Set.of(Trigger.OfHistory.ROLLBACK);
    }

    @Override
    public Stream<Evidence> evidence(Inquiry inquiry, List<Evidence> stronger) {
        return inquiry.history().deployments().stream()
                .filter(deployment -> deployment.kind() == DeploymentKind.ROLLBACK)
                .flatMap(rollback -> blamed(inquiry.history(), rollback)
                        .map(failed -> new Evidence(failed.id(), Evidence.Rule.ROLLBACK, null, rollback.id(), null)));
    }

    private Stream<LogicalDeployment> blamed(DeploymentSequence history, LogicalDeployment rollback) {
        List<LogicalDeployment> between = history.latestRunBefore(rollback)
                .map(target -> history.between(target, rollback))
                .orElseGet(() -> history.before(rollback).stream().toList());
        return switch (blame) {
            case FIRST_AFTER_TARGET -> between.stream().limit(1);
            case PRECEDING -> between.stream().skip(Math.max(0, between.size() - 1));
            case ALL_BETWEEN -> between.stream();
        };
    }
}
