package dev.throughline.dashboard.page.table;

import dev.throughline.dashboard.wording.ColumnUnit;
import dev.throughline.dashboard.wording.Reading;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Difference;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.Measurement;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Rate;
import dev.throughline.engine.metric.Trend;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one row, in the unit of its column.
 *
 * @param name of the column, with its unit: on a narrow screen there is no head
 * @param value in the unit of the API; null without data
 * @param text the value; {@code n/a} without data
 * @param exactly the value as it was counted, or why there is none
 * @param basis its sample size, e.g. {@code 36/796}
 * @param interval of the true value; empty if unknown, and if there are enough cases to leave it out
 * @param change from the previous period; null if nothing can be said
 * @param href explains the number
 */
public record Cell(
        String name,
        @Nullable Double value,
        String text,
        String exactly,
        String basis,
        String interval,
        @Nullable Change change,
        Sparkline trend,
        String href) {

    /** From this many cases on, the interval is only on the service's page. */
    private static final int MANY = 30;

    /**
     * Compared with the previous period.
     *
     * @param sign an arrow if there is a clear difference
     * @param said the same in words
     * @param title with the previous value
     */
    public record Change(String sign, String said, String title, boolean isClear) {

        static @Nullable Change of(Measurement now, Measurement before, ColumnUnit unit) {
            return Difference.between(now, before)
                    .map(difference -> {
                        String sign = !difference.isClear() ? "≈" : difference.value() > 0 ? "↗" : "↘";
                        String said = !difference.isClear()
                                ? "no clear change"
                                : difference.value() > 0 ? "higher than before" : "lower than before";
                        return new Change(
                                sign,
                                said,
                                said + "; the period before: " + unit.write(before.value()) + " " + unit.label(),
                                difference.isClear());
                    })
                    .orElse(null);
        }
    }

    static Cell of(Metric metric, Trend trend, ColumnUnit unit, String href) {
        Measurement now = trend.metrics().of(metric);
        Reading reading = Reading.of(metric, trend.metrics());
        return new Cell(
                Column.name(metric) + ", " + unit.label(),
                now.value(),
                unit.write(now.value()),
                reading.exactly(),
                now.value() == null && now.n() == 0 ? "" : basis(metric, trend.metrics()),
                interval(now, unit),
                Change.of(now, trend.previous().of(metric), unit),
                sparkline(metric, trend),
                href);
    }

    public boolean isNone() {
        return text.equals(Wording.NOTHING);
    }

    private static String basis(Metric metric, FiveMetrics all) {
        return switch (all.of(metric)) {
            case Frequency it -> counted(it.count());
            case Rate it -> String.format(Locale.ROOT, "%,d/%,d", it.numerator(), it.denominator());
            case Durations it ->
                counted(it.n())
                        + (metric == Metric.FAILED_DEPLOYMENT_RECOVERY_TIME
                                        && all.openFailures().count() > 0
                                ? String.format(
                                        Locale.ROOT,
                                        ", %,d open",
                                        all.openFailures().count())
                                : "");
        };
    }

    private static String counted(long n) {
        return String.format(Locale.ROOT, "n %,d", n);
    }

    private static String interval(Measurement now, ColumnUnit unit) {
        ConfidenceInterval ci = now.ci();
        return ci == null || now.n() >= MANY ? "" : unit.write(ci.low()) + " – " + unit.write(ci.high());
    }

    private static Sparkline sparkline(Metric metric, Trend trend) {
        List<Sparkline.Point> points = trend.buckets().stream()
                .map(bucket -> {
                    Measurement it = bucket.metrics().of(metric);
                    return new Sparkline.Point(it.value(), it.n(), bucket.isProvisional());
                })
                .toList();
        return metric.kind() == Metric.Kind.FREQUENCY ? Sparkline.bars(points) : Sparkline.points(points);
    }
}
