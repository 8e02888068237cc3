package dev.throughline.dashboard.benchmark;

import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.Measurement;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Rate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one of DORA's surveys published. Clusters describe respondents after the fact, with gaps and overlaps: they are not thresholds.
 *
 * @param edition the year
 * @param title of the report
 * @param place where in it
 * @param url of the report
 * @param evidence what the numbers were read from
 * @param notes what to know before anything is compared with it
 * @param clusters best first; none where the edition has none
 * @param bands by metric, the best first; a metric that was not asked for is absent
 */
public record Edition(
        String edition,
        String title,
        String place,
        String url,
        String evidence,
        List<String> notes,
        List<Cluster> clusters,
        Map<Metric, List<Band>> bands) {

    /** @param sharePercent of the respondents; null where that could not be read */
    public record Cluster(String name, @Nullable Double sharePercent) {}

    /** How the headline of a metric compares; empty without data, with fewer than six samples, and if no answer matches. */
    public Optional<Reading> read(Metric metric, FiveMetrics metrics) {
        Double value = value(metric, metrics);
        List<Band> asked = bands.getOrDefault(metric, List.of());
        if (value == null || asked.isEmpty()) {
            return Optional.empty();
        }
        double nearest =
                asked.stream().mapToDouble(band -> band.distance(value)).min().orElseThrow();
        List<Band> found = asked.stream()
                .filter(band -> band.isPoint() ? band.distance(value) == nearest : band.contains(value))
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(reading(found));
    }

    private Reading reading(List<Band> found) {
        return new Reading(
                edition,
                found.stream().map(Band::answer).distinct().collect(Collectors.joining(" or ")),
                found.stream().map(Band::cluster).filter(Objects::nonNull).toList(),
                found.getFirst().sharePercent(),
                found.getFirst().cumulativePercent());
    }

    private static @Nullable Double value(Metric metric, FiveMetrics metrics) {
        Measurement measured = metrics.of(metric);
        boolean isEnough = switch (measured) {
            case Frequency frequency -> frequency.count() > 0;
            case Durations durations -> durations.isEnough();
            case Rate rate -> rate.isEnough();
        };
        return isEnough ? measured.value() : null;
    }
}
