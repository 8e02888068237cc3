package dev.throughline.engine.attribution;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rule 4: a revert marks the deployment that first delivered what is reverted as failed, if that is an earlier one. A change and its revert
 * in one deployment do not count. Only a revert that marks a deployment as failed is rework.
 */
final class RevertRule implements EvidenceRule {

    @Override
    public Set<Trigger> triggers() {
        return Set.of(Trigger.OfWork.REVERT, Trigger.OfWord.ABBREVIATED_REVERT);
    }

    @Override
    public Stream<Evidence> evidence(Inquiry inquiry, List<Evidence> stronger) {
        return reverts(inquiry).flatMap(revert -> evidence(inquiry.history(), revert).stream());
    }

    /** The reverts that are evidence. */
    static Stream<Work.Revert> reverts(Inquiry inquiry) {
        DeploymentSequence history = inquiry.history();
        return inquiry.works().stream()
                .filter(Work.Revert.class::isInstance)
                .map(Work.Revert.class::cast)
                .filter(revert -> history.isBefore(revert.reverted(), revert.deployment()))
                .filter(revert -> evidence(history, revert).isPresent());
    }

    private static Optional<Evidence> evidence(DeploymentSequence history, Work.Revert revert) {
        return history.member(revert.reverted())
                .map(failed ->
                        new Evidence(failed.id(), Evidence.Rule.REVERT, null, revert.deployment(), revert.sha()));
    }
}
