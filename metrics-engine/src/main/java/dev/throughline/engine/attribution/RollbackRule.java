package dev.throughline.engine.attribution;

import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.LogicalDeployment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rule 3: a rollback fails the first deployment after the latest run of the version that it goes back to. When that version never
 * ran (a source may flag a rollback to anything), the deployment right before it.
 */
final class RollbackRule implements EvidenceRule {

    @Override
    public Stream<Evidence> evidence(History history, List<Remedy> remedies, List<IncidentCase> incidents) {
        return history.deployments().stream()
                .filter(deployment -> deployment.kind() == DeploymentKind.ROLLBACK)
                .flatMap(rollback -> blamed(history, rollback)
                        .map(failed -> new Evidence(failed.id(), Evidence.Rule.ROLLBACK, null, rollback.id(), null))
                        .stream());
    }

    private static Optional<LogicalDeployment> blamed(History history, LogicalDeployment rollback) {
        return history.latestRunBefore(rollback)
                .map(history::after)
                .orElseGet(() -> history.before(rollback))
                .filter(failed -> !failed.id().equals(rollback.id()));
    }
}
