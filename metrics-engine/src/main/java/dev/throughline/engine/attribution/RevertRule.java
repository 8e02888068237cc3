package dev.throughline.engine.attribution;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rule 4: a revert fails the deployment that was the first to deliver what is reverted, when that is an earlier one. A change and
 * its revert in one deployment are nothing. Only a revert that fails a deployment is rework.
 */
final class RevertRule implements EvidenceRule {

    @Override
    public Stream<Evidence> evidence(History history, List<Remedy> remedies, List<IncidentCase> incidents) {
        return reverts(history, remedies).flatMap(revert -> evidence(history, revert).stream());
    }

    /** The reverts that are evidence. */
    static Stream<Remedy.Revert> reverts(History history, List<Remedy> remedies) {
        return remedies.stream()
                .filter(Remedy.Revert.class::isInstance)
                .map(Remedy.Revert.class::cast)
                .filter(revert -> history.isBefore(revert.reverted(), revert.deployment()))
                .filter(revert -> evidence(history, revert).isPresent());
    }

    private static Optional<Evidence> evidence(History history, Remedy.Revert revert) {
        return history.member(revert.reverted())
                .map(failed ->
                        new Evidence(failed.id(), Evidence.Rule.REVERT, null, revert.deployment(), revert.sha()));
    }
}
