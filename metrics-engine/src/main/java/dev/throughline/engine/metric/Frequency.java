package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/**
 * How often deployments reach production.
 *
 * @param value deployments per day
 * @param count deployments, without redeploys
 * @param deployDays days with at least one
 * @param medianIntervalSeconds median seconds between consecutive ones; null below two
 */
public record Frequency(
        @Nullable Double value,
        @Nullable NoData reason,
        long count,
        long deployDays,
        @Nullable Double medianIntervalSeconds)
        implements Measurement {

    @Override
    public long n() {
        return count;
    }

    /** Always null: a count has no interval. */
    @Override
    public @Nullable ConfidenceInterval ci() {
        return null;
    }
}
