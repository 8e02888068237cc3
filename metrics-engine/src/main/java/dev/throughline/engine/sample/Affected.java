package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.LogicalDeployment;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the first deployment that new facts affect. */
final class Affected {

    private final TouchedSamples samples;

    Affected(TouchedSamples samples) {
        this.samples = samples;
    }

    /**
     * The place of the first deployment that new facts affect.
     *
     * @return the length of the stretch when they affect none; empty when they affect one before it
     */
    OptionalInt first(Stretch stretch, DueServices.Due due) {
        List<LogicalDeployment> history = stretch.history();
        List<StoredDeployment> stored = stretch.stored();
        int same = 0;
        while (same < Math.min(history.size(), stored.size())
                && stored.get(same).isOf(history.get(same))) {
            same++;
        }
        if (stored.isEmpty()) {
            return OptionalInt.of(0);
        }
        Optional<Place> touched = firstTouched(
                due, cameOrWent(history.subList(same, history.size()), stored.subList(same, stored.size())));
        if (touched.isPresent() && !stretch.reaches(touched.get())) {
            return OptionalInt.empty();
        }
        int unchanged = same;
        return OptionalInt.of(touched.map(place -> Math.min(unchanged, placeOf(place, history)))
                .orElse(unchanged));
    }

    /** The first deployment whose samples are affected by commits, or by the grown commit graph. */
    Optional<Place> firstTouched(DueServices.Due due, Set<CommitSha> deployed) {
        return Stream.of(
                        samples.firstTouched(due.shas(), deployed),
                        due.isGraphGrown() ? samples.firstLinkedWithoutGraph() : Optional.<Place>empty())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** The commits at which the history is now entered and was not before, or no longer is. */
    private static Set<CommitSha> cameOrWent(List<LogicalDeployment> history, List<StoredDeployment> stored) {
        Set<CommitSha> now = history.stream()
                .map(LogicalDeployment::sha)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<CommitSha> before = stored.stream()
                .map(StoredDeployment::sha)
                .filter(Objects::nonNull)
                .map(CommitSha::new)
                .collect(Collectors.toSet());
        Set<CommitSha> changed = new HashSet<>(now);
        changed.addAll(before);
        before.retainAll(now);
        changed.removeAll(before);
        return changed;
    }

    private static int placeOf(Place place, List<LogicalDeployment> history) {
        int index = 0;
        while (index < history.size() && Place.of(history.get(index)).compareTo(place) < 0) {
            index++;
        }
        return index;
    }
}
