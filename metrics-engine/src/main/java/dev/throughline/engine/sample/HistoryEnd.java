package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.linking.ProductionHistory;
import dev.throughline.engine.linking.RolloutOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the end of a production history: from as far before the first deployment that may have changed as is needed to classify it and all
 * later ones. Everything earlier is taken from the samples.
 */
final class HistoryEnd {

    /** How many unchanged deployments are read: the last of each repository should be among them. */
    private static final int UNCHANGED = 20;

    private final Attempts attempts;
    private final StoredHistory samples;
    private final RolloutOptions options;

    HistoryEnd(Attempts attempts, StoredHistory samples, RolloutOptions options) {
        this.attempts = attempts;
        this.samples = samples;
        this.options = options;
    }

    /**
     * Reads the end from before an instant on.
     *
     * @param since before it no deployment changed, came or went
     * @param changed the deployments that may have
     * @return empty when the whole history is needed to tell
     */
    Optional<Stretch> read(Instant since, Set<UUID> changed) {
        if (options.groupingAt() != RolloutOptions.GroupingAt.FIRST) {
            return Optional.empty();
        }
        // reports of one deployment are close together, and so are the deployments of a rollout: twice, for what is
        // open when it begins
        Instant settled = since.minus(
                ProductionHistory.ROLLOUT.plus(options.dedupeWindow()).multipliedBy(2));
        Optional<Instant> start = samples.nthLastBefore(settled, UNCHANGED);
        List<StoredDeployment> stored = start.map(samples::deploymentsSince).orElseGet(samples::deployments);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        List<UUID> ids = stored.stream().map(StoredDeployment::id).collect(Collectors.toCollection(ArrayList::new));
        ids.addAll(samples.mergedInto(ids));
        ids.addAll(changed);
        List<LogicalDeployment> history = ProductionHistory.of(attempts.of(ids), options);
        int firstChanged = firstChanged(history, since, changed);
        return start.isEmpty()
                ? Optional.of(new Stretch(history, stored, firstChanged, true))
                : continued(history, stored, firstChanged);
    }

    private static int firstChanged(List<LogicalDeployment> history, Instant since, Set<UUID> changed) {
        int place = 0;
        while (place < history.size()
                && history.get(place).at().isBefore(since)
                && history.get(place).attempts().map(Attempt::id).noneMatch(changed::contains)) {
            place++;
        }
        return place;
    }

    /** An unchanged deployment keeps its kind; later ones follow from that, unless their version ran before all of them. */
    private Optional<Stretch> continued(
            List<LogicalDeployment> history, List<StoredDeployment> stored, int firstChanged) {
        if (firstChanged > stored.size()) {
            return Optional.empty();
        }
        List<LogicalDeployment> continued = new ArrayList<>();
        Map<String, LogicalDeployment> last = new HashMap<>();
        for (int place = 0; place < firstChanged; place++) {
            StoredDeployment before = stored.get(place);
            LogicalDeployment unchanged = history.get(place).as(before.kind(), before.isRedelivered());
            if (!before.isOf(unchanged)) {
                return Optional.empty();
            }
            continued.add(unchanged);
            last.put(unchanged.first().repository(), unchanged);
        }
        List<LogicalDeployment> later = history.subList(firstChanged, history.size());
        continued.addAll(later);
        if (!later.stream()
                .allMatch(deployment -> last.containsKey(deployment.first().repository()))) {
            return Optional.empty();
        }
        Set<CommitSha> versions = Stream.concat(last.values().stream(), later.stream())
                .map(LogicalDeployment::sha)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return samples.isDeployedBefore(stored.getFirst().at(), versions)
                ? Optional.empty()
                : Optional.of(new Stretch(continued, stored, firstChanged, false));
    }
}
