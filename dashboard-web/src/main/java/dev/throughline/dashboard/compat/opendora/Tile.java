package dev.throughline.dashboard.compat.opendora;

import dev.throughline.dashboard.benchmark.Edition;
import dev.throughline.dashboard.benchmark.Reading;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Window;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plugin's tiles. It has its own words for their keys; the tiers themselves are those of an edition of DORA's survey. */
enum Tile {
    DF(Metric.DEPLOYMENT_FREQUENCY, "na-deployments"),
    MLTC(Metric.CHANGE_LEAD_TIME, "na-deployments"),
    CFR(Metric.CHANGE_FAIL_RATE, "na-deployments"),
    MTTR(Metric.FAILED_DEPLOYMENT_RECOVERY_TIME, "na-incidents");

    private final Metric metric;
    private final String nothing;

    Tile(Metric metric, String nothing) {
        this.metric = metric;
        this.nothing = nothing;
    }

    /** @param edition null for none, which compares nothing */
    BenchmarkAnswer answer(FiveMetrics metrics, Window window, @Nullable Edition edition) {
        return Optional.ofNullable(edition)
                .flatMap(chosen -> chosen.read(metric, metrics))
                .map(Reading::clusters)
                .filter(clusters -> !clusters.isEmpty())
                .map(clusters -> answer(metrics, window, clusters.getFirst()))
                .orElseGet(() -> new BenchmarkAnswer(nothing, ""));
    }

    private BenchmarkAnswer answer(FiveMetrics metrics, Window window, String cluster) {
        return switch (this) {
            case DF -> {
                boolean isWeekly = cluster.equals("elite") || cluster.equals("high");
                yield new BenchmarkAnswer(
                        (isWeekly ? "week-" : "month-") + cluster,
                        decimal(deployDays(metrics, window, isWeekly ? 7 : 30)));
            }
            case MLTC -> new BenchmarkAnswer(cluster, decimal(Chart.MLTC.value(metrics)));
            case CFR -> new BenchmarkAnswer(cluster, decimal(Chart.CFR.value(metrics)));
            case MTTR -> new BenchmarkAnswer(cluster, decimal(Chart.MTTR.value(metrics)));
        };
    }

    /** The plugin's words count days with a deployment. */
    private static double deployDays(FiveMetrics metrics, Window window, int ofDays) {
        double days = Duration.between(window.from(), window.until()).toSeconds()
                / (double) Duration.ofDays(1).toSeconds();
        return metrics.deploymentFrequency().deployDays() / days * ofDays;
    }

    private static String decimal(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.1f", value);
    }

    static Optional<Tile> named(String word) {
        return Arrays.stream(values())
                .filter(tile -> tile.name().toLowerCase(Locale.ROOT).equals(word))
                .findAny();
    }
}
