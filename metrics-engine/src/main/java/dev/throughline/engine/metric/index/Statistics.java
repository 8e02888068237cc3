package dev.throughline.engine.metric.index;

import dev.throughline.engine.metric.ConfidenceInterval;
import org.jspecify.annotations.Nullable;

/** The same functions as in {@code R__metrics.sql}, bit for bit. */
final class Statistics {

    private static final double Z = ConfidenceInterval.Z;

    private Statistics() {}

    /** Wilson interval of a rate, without continuity correction; null for a denominator of 0. */
    static @Nullable ConfidenceInterval rateInterval(long numerator, long denominator) {
        if (denominator == 0) {
            return null;
        }
        double n = denominator;
        double p = numerator / n;
        double middle = p + Z * Z / (2 * n);
        double reach = Z * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return ConfidenceInterval.of(
                numerator == 0 ? 0 : (middle - reach) / (1 + Z * Z / n),
                numerator == denominator ? 1 : (middle + reach) / (1 + Z * Z / n));
    }

    /** The value at this share of the way between two neighbours. */
    static double between(double low, double high, double share) {
        return low + share * (high - low);
    }
}
