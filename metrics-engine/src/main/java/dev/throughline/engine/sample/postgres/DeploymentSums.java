package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.sample.DeliveredChange;
import dev.throughline.engine.sample.DeliveredCommit;
import dev.throughline.engine.sample.Deliveries;
import dev.throughline.engine.sample.StartProvenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The totals over the commits and changes of one deployment. */
final class DeploymentSums {

    private final List<DeliveredChange> changes = new ArrayList<>();
    private final Set<UUID> changesAgain = new LinkedHashSet<>();
    private final List<Integer> leadSeconds = new ArrayList<>();
    private final List<Integer> leadSecondsAlone = new ArrayList<>();
    private final Map<StartProvenance, Integer> starts = new EnumMap<>(StartProvenance.class);
    private int commits;

    void add(Deliveries some) {
        some.commits().forEach(this::add);
        changes.addAll(some.changes());
        changesAgain.addAll(some.changesAgain());
    }

    private void add(DeliveredCommit commit) {
        if (commit.isCertain() && commit.isKnown() && commit.deliveredAs() == null && !commit.isElsewhere()) {
            commits++;
        }
        DeliveredCommit.Sample sample = commit.sample();
        if (sample != null) {
            leadSeconds.add(sample.seconds());
            starts.merge(sample.provenance(), 1, Integer::sum);
            if (commit.change() == null) {
                leadSecondsAlone.add(sample.seconds());
            }
        }
    }

    List<DeliveredChange> changes() {
        return changes;
    }

    Set<UUID> changesAgain() {
        return changesAgain;
    }

    /** How many of the known commits it certainly delivered. */
    int commits() {
        return commits;
    }

    Integer[] lead() {
        return leadSeconds.toArray(Integer[]::new);
    }

    Integer[] leadStarts() {
        return Arrays.stream(StartProvenance.values())
                .map(provenance -> starts.getOrDefault(provenance, 0))
                .toArray(Integer[]::new);
    }

    /** Commits without a change are in this series too. */
    Integer[] leadChange() {
        return Stream.concat(changes.stream().map(DeliveredChange::leadSeconds), leadSecondsAlone.stream())
                .toArray(Integer[]::new);
    }

    Integer[] leadMerge() {
        return changes.stream().map(DeliveredChange::mergeSeconds).toArray(Integer[]::new);
    }
}
