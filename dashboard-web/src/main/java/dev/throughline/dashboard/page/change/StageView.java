package dev.throughline.dashboard.page.change;

import dev.throughline.dashboard.wording.Stage;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.Stages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A stage of a change, drawn to the scale of all of them.
 *
 * @param meaning what it spans
 * @param start where its bar begins, and {@code width} how long it is, in percent of all stages that are known
 */
record StageView(String name, String meaning, String took, String exactly, String start, String width) {

    static List<StageView> of(Stages stages) {
        long total = Math.max(
                1,
                Arrays.stream(Stage.values())
                        .mapToLong(stage -> known(stage, stages))
                        .sum());
        List<StageView> views = new ArrayList<>();
        long before = 0;
        for (Stage stage : Stage.values()) {
            if (stage.seconds(stages) == null) {
                continue;
            }
            long length = known(stage, stages);
            views.add(new StageView(
                    stage.title(),
                    stage.meaning(stages),
                    Wording.duration((double) length),
                    Wording.exactly((double) length),
                    percent(before, total),
                    percent(length, total)));
            before += length;
        }
        return views;
    }

    private static long known(Stage stage, Stages stages) {
        Long seconds = stage.seconds(stages);
        return seconds == null ? 0 : seconds;
    }

    private static String percent(long part, long total) {
        return String.format(Locale.ROOT, "%.2f%%", 100.0 * part / total);
    }
}
