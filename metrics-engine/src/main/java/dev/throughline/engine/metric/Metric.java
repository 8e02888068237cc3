package dev.throughline.engine.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** DORA's five metrics by the names of the API. */
public enum Metric {
    DEPLOYMENT_FREQUENCY,
    CHANGE_LEAD_TIME,
    CHANGE_FAIL_RATE,
    FAILED_DEPLOYMENT_RECOVERY_TIME,
    DEPLOYMENT_REWORK_RATE;

    /** Its name in paths, JSON and SQL, e.g. {@code change_lead_time}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The metric of this name; empty when there is none. */
    public static Optional<Metric> named(String word) {
        return Arrays.stream(values())
                .filter(metric -> metric.word().equals(word))
                .findAny();
    }
}
