package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/** The measurement of one {@link Metric} over one scope and window, by its {@link Metric.Kind}. */
public sealed interface Measurement permits Frequency, Durations, Rate {

    /**
     * Fewer cases are too few for a line, a percentile or a comparison. From here on the median has an interval: five cases are all on one
     * side of it more often than one time in twenty (2 · ½⁵ = 6.25 %), six do not (definitions 2, {@code median_rank}).
     */
    long ENOUGH = 6;

    /** The headline, in {@link Metric#unit()}; null when there is no data. */
    @Nullable
    Double value();

    /** Why there is no value; null when there is one. */
    @Nullable
    NoData reason();

    /** How many cases the value is based on: deployments, samples or restored failures. */
    long n();

    /** Whether it is based on at least {@value #ENOUGH} cases. */
    default boolean isEnough() {
        return n() >= ENOUGH;
    }

    /** The interval of the value; null when there is no value, when there are too few cases, and for a frequency. */
    @Nullable
    ConfidenceInterval ci();
}
