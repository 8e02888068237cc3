package dev.throughline.engine.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** DORA's five metrics by the names of the API. */
public enum Metric {
    DEPLOYMENT_FREQUENCY(Kind.FREQUENCY),
    CHANGE_LEAD_TIME(Kind.DURATIONS),
    CHANGE_FAIL_RATE(Kind.RATE),
    FAILED_DEPLOYMENT_RECOVERY_TIME(Kind.DURATIONS),
    DEPLOYMENT_REWORK_RATE(Kind.RATE);

    /** What sort of number a metric is. */
    public enum Kind {
        /** Something per day: {@link Frequency}. */
        FREQUENCY("deployments/day"),
        /** A median with other percentiles: {@link Durations}. */
        DURATIONS("seconds"),
        /** A part of a whole: {@link Rate}. */
        RATE("ratio");

        private final String unit;

        Kind(String unit) {
            this.unit = unit;
        }

        /** The unit of its values, as in the API. */
        public String unit() {
            return unit;
        }
    }

    private final Kind kind;

    Metric(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The unit of its values: {@code deployments/day}, {@code seconds} or {@code ratio}. */
    public String unit() {
        return kind.unit();
    }

    /** Its name in paths, JSON and SQL, e.g. {@code change_lead_time}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The metric with this name; empty when there is none. */
    public static Optional<Metric> named(String word) {
        return Arrays.stream(values())
                .filter(metric -> metric.word().equals(word))
                .findAny();
    }
}
