package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/** What was measured of one {@link Metric} over one scope and window, by its {@link Metric.Kind}. */
public sealed interface Measurement permits Frequency, Durations, Rate {

    /** The headline, in {@link Metric#unit()}; null when there is no data. */
    @Nullable
    Double value();

    /** Why there is no value; null when there is one. */
    @Nullable
    NoData reason();

    /** How many cases the value rests on: deployments, samples or restored failures. */
    long n();

    /** Of the value; null when there is no value, when there are too few cases, and for a frequency. */
    @Nullable
    ConfidenceInterval ci();
}
