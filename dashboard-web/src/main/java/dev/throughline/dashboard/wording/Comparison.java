package dev.throughline.dashboard.wording;

import dev.throughline.engine.metric.Difference;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import java.util.Optional;

/**
 * A value compared with the previous period: an arrow only if there is a clear difference.
 *
 * @param text e.g. {@code ↗ was 2 h 24 min}
 * @param title with the former value
 */
public record Comparison(String text, String title) {

    /** Empty if nothing can be said. */
    public static Optional<Comparison> of(Metric metric, FiveMetrics now, FiveMetrics before) {
        String former = Reading.of(metric, before).text();
        return Difference.between(now.of(metric), before.of(metric))
                .map(difference -> new Comparison(
                        !difference.isClear()
                                ? "≈ no clear change"
                                : (difference.value() > 0 ? "↗" : "↘") + " was " + former,
                        "The period before: " + former));
    }
}
