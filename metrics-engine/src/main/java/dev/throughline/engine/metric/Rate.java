package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/**
 * Share of deployments of which something is true.
 *
 * @param value ratio 0..1; by the profile gitlab it may exceed 1
 * @param numerator deployments of which it is true; by the profile gitlab incidents
 * @param denominator deployments, redeploys left out
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
