package dev.throughline.dashboard.wording;

import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.Measurement;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.NoData;
import dev.throughline.engine.metric.Rate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The headline of one metric, with its notes.
 *
 * @param value as counted; null for none
 * @param basis the sample behind the value, e.g. {@code 2 of 42 deployments}
 */
public record Reading(
        @Nullable Double value,
        @Nullable NoData reason,
        Metric.Kind kind,
        String basis,
        @Nullable ConfidenceInterval ci) {

    public static Reading of(Metric metric, FiveMetrics all) {
        Measurement it = all.of(metric);
        return new Reading(it.value(), it.reason(), metric.kind(), basis(metric, all), it.ci());
    }

    private static String basis(Metric metric, FiveMetrics all) {
        return switch (all.of(metric)) {
            case Frequency it -> counted(it.count(), "deployment");
            case Rate it -> it.numerator() + " of " + counted(it.denominator(), "deployment");
            case Durations it ->
                metric == Metric.CHANGE_LEAD_TIME
                        ? counted(it.n(), "commit")
                        : it.n() + " restored" + open(all.openFailures().count());
        };
    }

    private static String open(long failures) {
        return failures == 0 ? "" : ", " + failures + " open";
    }

    /** The value for people. */
    public String text() {
        return write(value);
    }

    /** The value as it was counted, for a tooltip. */
    public String exactly() {
        if (value == null) {
            return Wording.reason(reason);
        }
        return switch (kind) {
            case DURATIONS -> Wording.exactly(value);
            case FREQUENCY -> String.format(Locale.ROOT, "%.6f per day", value);
            case RATE -> String.format(Locale.ROOT, "%.6f", value);
        };
    }

    /** The interval of the true value, for people; empty when unknown. */
    public String interval() {
        return ci == null ? "" : write(ci.low()) + " to " + write(ci.high());
    }

    public String exactInterval() {
        if (ci == null) {
            return "";
        }
        return kind == Metric.Kind.DURATIONS
                ? Wording.exactly(ci.low()) + " to " + Wording.exactly(ci.high())
                : String.format(Locale.ROOT, "%.4f to %.4f", ci.low(), ci.high());
    }

    private String write(@Nullable Double number) {
        return switch (kind) {
            case DURATIONS -> Wording.duration(number);
            case FREQUENCY -> Wording.frequency(number);
            case RATE -> Wording.percent(number);
        };
    }

    private static String counted(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }
}
