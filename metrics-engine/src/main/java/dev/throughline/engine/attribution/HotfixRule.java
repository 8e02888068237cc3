package dev.throughline.engine.attribution;

import java.util.List;
import java.util.stream.Stream;

/** Rule 5: a hotfix that is not itself linked to an incident fails the member of D right before the deployment that brings it. */
final class HotfixRule implements EvidenceRule {

    @Override
    public Stream<Evidence> evidence(History history, List<Remedy> remedies, List<IncidentCase> incidents) {
        return remedies.stream()
                .filter(Remedy.Hotfix.class::isInstance)
                .map(Remedy.Hotfix.class::cast)
                .filter(hotfix -> !hotfix.isLinked())
                .flatMap(hotfix -> history
                        .member(hotfix.deployment())
                        .flatMap(history::before)
                        .map(failed -> new Evidence(
                                failed.id(), Evidence.Rule.HOTFIX, null, hotfix.deployment(), hotfix.sha()))
                        .stream());
    }
}
