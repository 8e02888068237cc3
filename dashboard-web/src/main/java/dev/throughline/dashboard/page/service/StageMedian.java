package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.wording.Stage;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.ListedChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The median duration of a stage, drawn to the scale of all stages.
 *
 * @param meaning what it spans
 * @param n for how many changes it is known
 * @param start where its bar begins, and {@code width} how long it is, in percent
 */
record StageMedian(String name, String meaning, String took, int n, String start, String width) {

    /** Those that are known of any of these changes; medians do not sum to a median. */
    static List<StageMedian> of(List<ListedChange> changes) {
        List<StageMedian> medians = new ArrayList<>();
        double total = 0;
        for (Stage stage : Stage.values()) {
            total += median(known(stage, changes));
        }
        double before = 0;
        for (Stage stage : Stage.values()) {
            List<Long> known = known(stage, changes);
            if (!known.isEmpty()) {
                double median = median(known);
                medians.add(new StageMedian(
                        stage.title(),
                        stage.meaning(),
                        Wording.duration(median),
                        known.size(),
                        percent(before, total),
                        percent(median, total)));
                before += median;
            }
        }
        return medians;
    }

    private static List<Long> known(Stage stage, List<ListedChange> changes) {
        return changes.stream()
                .map(ListedChange::stages)
                .map(stage::seconds)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    /** @param sorted the least first; 0 for none */
    private static double median(List<Long> sorted) {
        int n = sorted.size();
        return n == 0 ? 0 : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0;
    }

    private static String percent(double part, double total) {
        return String.format(Locale.ROOT, "%.2f%%", total == 0 ? 0 : 100.0 * part / total);
    }
}
