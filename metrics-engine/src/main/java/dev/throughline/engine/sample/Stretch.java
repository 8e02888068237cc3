package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.Trigger;
import dev.throughline.engine.attribution.Verdicts;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.linking.ProductionHistory;
import dev.throughline.engine.linking.RolloutOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A production history from some deployment on to its end.
 *
 * @param history according to the facts, in order
 * @param stored according to the samples, in order
 * @param firstChanged the place of the first deployment that new facts concern; its length when they concern none in it
 * @param isWhole whether it begins with the first deployment of all
 */
record Stretch(List<LogicalDeployment> history, List<StoredDeployment> stored, int firstChanged, boolean isWhole) {

    /** The whole history, according to facts and samples. */
    static Stretch whole(Attempts attempts, StoredHistory samples, RolloutOptions options) {
        return new Stretch(ProductionHistory.of(attempts.all(), options), samples.deployments(), 0, true);
    }

    /** Whether a place of the history is in it. */
    boolean reaches(Place place) {
        return isWhole || Place.of(stored.getFirst()).compareTo(place) <= 0;
    }

    /**
     * Whether the deployments from a place on show none of the signs that trigger a rule, and the samples say nothing special about them.
     */
    boolean isPlainFrom(int from) {
        return isStandingPlain(from)
                && Verdicts.triggers(Trigger.OfHistory.class).stream().noneMatch(trigger -> shows(trigger, from));
    }

    private boolean isStandingPlain(int from) {
        Set<UUID> ids = later(from).stream().map(LogicalDeployment::id).collect(Collectors.toSet());
        return stored.subList(Math.min(from, stored.size()), stored.size()).stream()
                .allMatch(deployment -> ids.contains(deployment.id())
                        && !deployment.verdict().isFailed()
                        && !deployment.verdict().isRework());
    }

    private boolean shows(Trigger.OfHistory trigger, int from) {
        return switch (trigger) {
            case ROLLBACK -> later(from).stream().anyMatch(deployment -> deployment.kind() == DeploymentKind.ROLLBACK);
            case FAILED_STATUS ->
                later(from).stream()
                        .flatMap(LogicalDeployment::attempts)
                        .anyMatch(attempt -> attempt.failedAt() != null);
            case FAILURE_BEFORE -> !areFollowingSuccess(later(from), from);
        };
    }

    private List<LogicalDeployment> later(int from) {
        return history.subList(from, history.size());
    }

    /** The next deployment of the same repository may be what ended a failure. */
    private boolean areFollowingSuccess(List<LogicalDeployment> later, int from) {
        Map<String, UUID> members = new HashMap<>();
        history.subList(0, from).stream()
                .filter(LogicalDeployment::counts)
                .forEach(deployment -> members.put(deployment.first().repository(), deployment.id()));
        Set<UUID> succeeded = stored.stream()
                .filter(deployment -> !deployment.verdict().isFailed())
                .map(StoredDeployment::id)
                .collect(Collectors.toSet());
        Map<String, LogicalDeployment> next = new HashMap<>();
        later.forEach(deployment -> next.putIfAbsent(deployment.first().repository(), deployment));
        return next.entrySet().stream()
                .allMatch(first -> first.getValue().kind() == DeploymentKind.INITIAL
                        || succeeded.contains(members.get(first.getKey())));
    }
}
