package dev.throughline.engine.sample;

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
 * @param history as the facts tell it, in order
 * @param stored as the samples have it, in order
 * @param firstChanged the place of the first deployment that new facts speak of; its length when they speak of none in it
 * @param isWhole whether it begins with the first deployment of all
 */
record Stretch(List<LogicalDeployment> history, List<StoredDeployment> stored, int firstChanged, boolean isWhole) {

    /** The whole history, as facts and samples have it. */
    static Stretch whole(Attempts attempts, StoredHistory samples, RolloutOptions options) {
        return new Stretch(ProductionHistory.of(attempts.all(), options), samples.deployments(), 0, true);
    }

    /** Whether a place of the history is in it. */
    boolean reaches(Place place) {
        return isWhole || Place.of(stored.getFirst()).compareTo(place) <= 0;
    }

    /**
     * Whether neither the statuses of the deployments from a place on, nor what the samples said of them, tell of failure or
     * repair, and none that is followed by them has failed.
     */
    boolean isPlainFrom(int from) {
        List<LogicalDeployment> later = history.subList(from, history.size());
        Set<UUID> ids = later.stream().map(LogicalDeployment::id).collect(Collectors.toSet());
        return stored.subList(Math.min(from, stored.size()), stored.size()).stream()
                        .allMatch(deployment -> ids.contains(deployment.id())
                                && !deployment.verdict().isFailed()
                                && !deployment.verdict().isRework())
                && later.stream().allMatch(Stretch::isPlain)
                && areFollowingSuccess(later, from);
    }

    private static boolean isPlain(LogicalDeployment deployment) {
        return deployment.kind() != DeploymentKind.ROLLBACK
                && deployment.attempts().allMatch(attempt -> attempt.failedAt() == null);
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
