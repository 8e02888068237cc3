package dev.throughline.engine.metric;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a metric changed from one window to another, with the 95 % interval of the true difference: the method of variance estimates
 * recovery (MOVER) of Zou and Donner, <i>Statistics in Medicine</i> 27 (2008), using only the two intervals.
 *
 * @param value now minus before, in {@link Metric#unit()}
 */
public record Difference(double value, double low, double high) {

    private static final double Z = ConfidenceInterval.Z;

    /**
     * Between the same metric of two windows of equal length.
     *
     * @return empty if one of the two has no interval, so that nothing can be said
     */
    public static Optional<Difference> between(Measurement now, Measurement before) {
        ConfidenceInterval a = interval(now, before);
        ConfidenceInterval b = interval(before, now);
        if (now.value() == null || before.value() == null || a == null || b == null) {
            return Optional.empty();
        }
        double difference = now.value() - before.value();
        return Optional.of(new Difference(
                difference,
                difference - Math.hypot(now.value() - a.low(), b.high() - before.value()),
                difference + Math.hypot(a.high() - now.value(), before.value() - b.low())));
    }

    /** Whether there is a difference at all: zero is not in the interval. */
    public boolean isClear() {
        return low > 0 || high < 0;
    }

    private static @Nullable ConfidenceInterval interval(Measurement one, Measurement other) {
        return one instanceof Frequency frequency && other instanceof Frequency beside
                ? score(frequency, beside)
                : one.ci();
    }

    /** Score interval of a Poisson rate; the length of the window follows from the count and the rate of either. */
    private static @Nullable ConfidenceInterval score(Frequency one, Frequency other) {
        Frequency counted = one.count() > 0 ? one : other;
        if (counted.value() == null || counted.count() == 0) {
            return null;
        }
        double days = counted.count() / counted.value();
        double n = one.count();
        double middle = n + Z * Z / 2;
        double reach = Z * Math.sqrt(n + Z * Z / 4);
        return ConfidenceInterval.of((middle - reach) / days, (middle + reach) / days);
    }
}
