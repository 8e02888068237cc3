package dev.throughline.dashboard.page.change;

import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a change, drawn to the scale of all of them.
 *
 * @param meaning from what to what it goes
 * @param start where its bar begins, and {@code width} how long it is, in percent of all stages that are known
 */
record StageView(String name, String meaning, String took, String exactly, String start, String width) {

    private record Stage(
            String name, String meaning, @Nullable Long seconds) {}

    static List<StageView> of(Stages stages) {
        List<Stage> known = List.of(
                        new Stage("Coding", "first commit to opening", stages.coding()),
                        new Stage("Pickup", "opening to first review", stages.pickup()),
                        new Stage(
                                "Review",
                                stages.pickup() == null
                                        ? "opening to merge, without a review"
                                        : "first review to merge",
                                stages.review()),
                        new Stage("Queue", "merge to start of the deployment", stages.queue()),
                        new Stage("Deploy", "start of the deployment to its success", stages.deploy()))
                .stream()
                .filter(stage -> stage.seconds() != null)
                .toList();
        ToLongFunction<Stage> seconds = stage -> stage.seconds() == null ? 0 : stage.seconds();
        long total = Math.max(1, known.stream().mapToLong(seconds).sum());
        List<StageView> views = new ArrayList<>();
        long before = 0;
        for (Stage stage : known) {
            long length = seconds.applyAsLong(stage);
            views.add(new StageView(
                    stage.name(),
                    stage.meaning(),
                    Wording.duration((double) length),
                    Wording.exactly((double) length),
                    percent(before, total),
                    percent(length, total)));
            before += length;
        }
        return views;
    }

    private static String percent(long part, long total) {
        return String.format(Locale.ROOT, "%.2f%%", 100.0 * part / total);
    }
}
