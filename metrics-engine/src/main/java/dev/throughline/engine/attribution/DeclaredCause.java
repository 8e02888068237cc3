package dev.throughline.engine.attribution;

import java.util.List;
import java.util.stream.Stream;

/** Rule 2: an incident declares its root cause. */
final class DeclaredCause implements EvidenceRule {

    @Override
    public Stream<Evidence> evidence(History history, List<Remedy> remedies, List<IncidentCase> incidents) {
        return incidents.stream()
                .flatMap(incident -> incident.causes().stream()
                        .flatMap(cause -> history
                                .member(cause.deployment())
                                .map(failed -> new Evidence(
                                        failed.id(), Evidence.Rule.DECLARED, incident.id(), null, cause.sha()))
                                .stream()));
    }
}
