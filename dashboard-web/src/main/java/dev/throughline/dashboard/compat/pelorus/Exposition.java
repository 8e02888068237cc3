package dev.throughline.dashboard.compat.pelorus;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One gauge in Prometheus' text format, its values unix seconds. A series appears once, however often it is added. */
final class Exposition {

    private final StringBuilder text = new StringBuilder();
    private final String name;
    private final Set<String> series = new LinkedHashSet<>();

    Exposition(String name, String help) {
        this.name = name;
        text.append("# HELP %s %s\n# TYPE %s gauge\n".formatted(name, help, name));
    }

    /**
     * @param stamp the sample's time for Prometheus; null for that of the scrape
     * @param labels names and values in turn
     */
    void add(Instant value, @Nullable Instant stamp, String... labels) {
        String label = labels(labels);
        if (series.add(label)) {
            text.append(String.format(Locale.ROOT, "%s{%s} %d", name, label, value.getEpochSecond()));
            if (stamp != null) {
                text.append(' ').append(stamp.getEpochSecond() * 1_000);
            }
            text.append('\n');
        }
    }

    private static String labels(String... labels) {
        return IntStream.range(0, labels.length / 2)
                .mapToObj(i -> "%s=\"%s\"".formatted(labels[2 * i], escaped(labels[2 * i + 1])))
                .collect(Collectors.joining(","));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
