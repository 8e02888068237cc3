package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/**
 * Share of deployments for which something is true.
 *
 * @param value ratio 0..1; with the profile gitlab it may exceed 1
 * @param numerator deployments for which it is true; with the profile gitlab, incidents
 * @param denominator deployments, without redeploys
 */
public record Rate(
        @Nullable Double value,
        @Nullable NoData reason,
        long numerator,
        long denominator,
        @Nullable ConfidenceInterval ci)
        implements Measurement {

    @Override
    public long n() {
        return denominator;
    }
}
