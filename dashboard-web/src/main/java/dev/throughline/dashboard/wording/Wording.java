package dev.throughline.dashboard.wording;

import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.NoData;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of the metrics with their units, in English. Names of the metrics: {@link MetricWords}. */
public final class Wording {

    /** Shown if there is no data. Never 0. */
    public static final String NOTHING = "n/a";

    static final double DAYS_PER_MONTH = 365.25 / 12;
    static final double DAYS_PER_YEAR = 365.25;

    private Wording() {}

    /** The headline of a metric, e.g. {@code 2 h 24 min}; {@link #NOTHING} without data. */
    public static String headline(Metric metric, FiveMetrics metrics) {
        Double value = metrics.of(metric).value();
        return switch (metric.kind()) {
            case FREQUENCY -> frequency(value);
            case DURATIONS -> duration(value);
            case RATE -> percent(value);
        };
    }

    /** Deployments per day in the unit that makes the number at least 1, e.g. {@code 3.1/week}. */
    public static String frequency(@Nullable Double perDay) {
        if (perDay == null) {
            return NOTHING;
        }
        if (perDay >= 1) {
            return decimal(perDay) + "/day";
        }
        if (perDay * 7 >= 1 || perDay == 0) {
            return decimal(perDay * 7) + "/week";
        }
        return perDay * DAYS_PER_MONTH >= 1
                ? decimal(perDay * DAYS_PER_MONTH) + "/month"
                : decimal(perDay * DAYS_PER_YEAR) + "/year";
    }

    /** A ratio 0..1 as {@code 4.8 %}. */
    public static String percent(@Nullable Double ratio) {
        if (ratio == null) {
            return NOTHING;
        }
        return ratio > 0 && ratio < 0.0005 ? "< 0.1 %" : decimal(ratio * 100) + " %";
    }

    /** Seconds in one unit, e.g. {@code 2.4 h}. */
    public static String shortDuration(@Nullable Double seconds) {
        if (seconds == null) {
            return NOTHING;
        }
        if (Math.round(seconds) < 120) {
            return Math.round(seconds) + " s";
        }
        if (Math.round(seconds / 60) < 90) {
            return Math.round(seconds / 60) + " min";
        }
        return seconds < 2 * 86_400 ? decimal(seconds / 3_600) + " h" : decimal(seconds / 86_400) + " d";
    }

    /** Seconds in two units, e.g. {@code 2 d 6 h}. */
    public static String duration(@Nullable Double seconds) {
        if (seconds == null) {
            return NOTHING;
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 600) {
            return pair(whole, 60, "min", "s");
        }
        long minutes = Math.round(seconds / 60);
        if (minutes < 60) {
            return minutes + " min";
        }
        if (minutes < 1_440) {
            return pair(minutes, 60, "h", "min");
        }
        long hours = Math.round(seconds / 3_600);
        return hours < 100 * 24 ? pair(hours, 24, "d", "h") : Math.round(seconds / 86_400) + " d";
    }

    /** Exact seconds, for comparison, e.g. {@code 241682 seconds}. */
    public static String exactly(@Nullable Double seconds) {
        if (seconds == null) {
            return "no data";
        }
        return seconds == Math.rint(seconds)
                ? "%d seconds".formatted(Math.round(seconds))
                : String.format(Locale.ROOT, "%.3f seconds", seconds);
    }

    /** A number of things, e.g. {@code 1 commit} or {@code 1,204 commits}. */
    public static String counted(long count, String one) {
        return counted(count, one, one + "s");
    }

    /** The same for things with an irregular plural, e.g. {@code 2 deliveries}. */
    public static String counted(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }

    /** Why there is no value, as a sentence; empty for null. */
    public static String reason(@Nullable NoData reason) {
        return switch (reason) {
            case null -> "";
            case NO_DEPLOYMENTS -> "No deployments in this window.";
            case NO_BASELINE ->
                "No commit in this window could be timed: nothing is known before the first deployment.";
            case NO_FAILURES -> "No failed deployment was recovered in this window.";
            case INSUFFICIENT_DATA -> "Too little data in this window.";
            case NOT_STORED -> "What this profile counts is not stored for this window.";
        };
    }

    private static String pair(long value, long perLarge, String large, String small) {
        long rest = value % perLarge;
        return value / perLarge + " " + large + (rest == 0 ? "" : " " + rest + " " + small);
    }

    private static String decimal(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, value >= 99.95 ? "%.0f" : "%.1f", value);
    }
}
