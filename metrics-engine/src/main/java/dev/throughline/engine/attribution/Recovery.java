package dev.throughline.engine.attribution;

import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.LogicalDeployment;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** When the impact of a failed deployment began and when it was restored (definitions 1.6). One value per deployment. */
final class Recovery {

    /** A later deployment may be what ended the failure of an earlier one. */
    static final Set<Trigger> TRIGGERS = Set.of(Trigger.OfHistory.FAILURE_BEFORE);

    private final DeploymentSequence history;
    private final Map<UUID, IncidentCase> incidents;
    private final AttributionOptions.RecoveryStart start;

    Recovery(DeploymentSequence history, Map<UUID, IncidentCase> incidents, AttributionOptions.RecoveryStart start) {
        this.history = history;
        this.incidents = incidents;
        this.start = start;
    }

    /** @param evidence all of it, at least one piece */
    Failure of(LogicalDeployment failed, List<Evidence> evidence) {
        List<IncidentCase> linked = evidence.stream()
                .map(Evidence::incident)
                .filter(Objects::nonNull)
                .map(incidents::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Instant impactedAt = switch (start) {
            case IMPACT ->
                linked.stream()
                        .map(IncidentCase::openedAt)
                        .min(Comparator.naturalOrder())
                        .filter(impact -> impact.isAfter(failed.at()))
                        .orElse(failed.at());
            case DEPLOYMENT -> failed.at();
        };
        Optional<Instant> restoredAt = linked.isEmpty() ? remedied(failed, evidence) : resolved(linked);
        Instant remediedAt = remediedAt(history, evidence).orElse(null);
        return restoredAt
                .<Failure>map(end -> new Failure.Recovered(failed.id(), impactedAt, remediedAt, end))
                .orElseGet(() -> new Failure.Ongoing(failed.id(), impactedAt, remediedAt));
    }

    private static Optional<Instant> resolved(List<IncidentCase> linked) {
        return linked.stream().anyMatch(incident -> incident.resolvedAt() == null)
                ? Optional.empty()
                : linked.stream()
                        .map(incident -> Objects.requireNonNull(incident.resolvedAt()))
                        .max(Comparator.naturalOrder());
    }

    /** When the first deployment that remedied a failed one succeeded; empty when none did. */
    private static Optional<Instant> remediedAt(DeploymentSequence history, List<Evidence> evidence) {
        return evidence.stream()
                .map(Evidence::remedy)
                .filter(Objects::nonNull)
                .flatMap(remedy -> history.member(remedy).stream())
                .map(LogicalDeployment::at)
                .min(Comparator.naturalOrder());
    }

    /** The earliest remedy; without one, the same deployment's next success, otherwise the next deployment. */
    private Optional<Instant> remedied(LogicalDeployment failed, List<Evidence> evidence) {
        return remediedAt(history, evidence)
                .or(() -> history.runsOf(failed)
                        .flatMap(LogicalDeployment::attempts)
                        .map(Attempt::succeededAgainAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder()))
                .or(() -> history.after(failed).map(LogicalDeployment::at));
    }
}
