package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/**
 * Durations in seconds, by their percentiles (linear interpolation).
 *
 * @param n samples
 * @param p50 median; null without samples
 * @param mean null without samples, and for recovery times, which have none
 * @param ci of the median; null below six samples
 */
public record Durations(
        @Nullable NoData reason,
        long n,
        @Nullable Double p50,
        @Nullable Double p75,
        @Nullable Double p90,
        @Nullable Double mean,
        @Nullable ConfidenceInterval ci)
        implements Measurement {

    /** The median. */
    @Override
    public @Nullable Double value() {
        return p50;
    }
}
