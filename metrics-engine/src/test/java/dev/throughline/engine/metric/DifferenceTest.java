package dev.throughline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    /** Newcombe's own example (1998, method 10): 56 of 70 less 48 of 80, 0.0524 to 0.3339. */
    @Test
    void agreesWithTheIntervalOfTwoRatesByWilson() {
        Rate now = rate(56, 70, 0.6917, 0.8766);
        Rate before = rate(48, 80, 0.4903, 0.7000);

        Difference difference = Difference.between(now, before).orElseThrow();

        assertThat(difference.value()).isCloseTo(0.2, within(1e-9));
        assertThat(difference.low()).isCloseTo(0.0524, within(2e-4));
        assertThat(difference.high()).isCloseTo(0.3339, within(2e-4));
        assertThat(difference.isClear()).isTrue();
    }

    @Test
    void isNotClearWhereZeroIsWithin() {
        assertThat(Difference.between(rate(3, 20, 0.052, 0.360), rate(1, 20, 0.009, 0.236)))
                .hasValueSatisfying(difference -> {
                    assertThat(difference.low()).isNegative();
                    assertThat(difference.high()).isPositive();
                    assertThat(difference.isClear()).isFalse();
                });
    }

    @Test
    void saysNothingWithoutAnInterval() {
        assertThat(Difference.between(durations(3_600, null), durations(60, new ConfidenceInterval(30, 90, 0.95))))
                .isEmpty();
        assertThat(Difference.between(durations(60, new ConfidenceInterval(30, 90, 0.95)), durations(3_600, null)))
                .isEmpty();
        assertThat(Difference.between(rate(1, 4, 0.1, 0.7), new Rate(null, NoData.NO_DEPLOYMENTS, 0, 0, null)))
                .isEmpty();
    }

    /** Score interval of 10 events: 5.432 to 18.409. */
    @Test
    void takesTheScoreIntervalOfACount() {
        Difference same =
                Difference.between(frequency(10, 10), frequency(10, 10)).orElseThrow();
        assertThat(same.value()).isZero();
        assertThat(same.high()).isCloseTo(Math.hypot(8.4094, 4.5680) / 10, within(1e-4));
        assertThat(same.low()).isCloseTo(-same.high(), within(1e-9));

        assertThat(Difference.between(frequency(40, 10), frequency(10, 10))
                        .orElseThrow()
                        .isClear())
                .isTrue();
        assertThat(Difference.between(frequency(12, 10), frequency(10, 10))
                        .orElseThrow()
                        .isClear())
                .isFalse();
    }

    @Test
    void knowsTheWindowOfASilentOneByTheOther() {
        assertThat(Difference.between(frequency(0, 10), frequency(30, 10)).orElseThrow())
                .satisfies(difference -> {
                    assertThat(difference.value()).isEqualTo(-3);
                    assertThat(difference.isClear()).isTrue();
                });
        assertThat(Difference.between(frequency(0, 10), frequency(0, 10))).isEmpty();
    }

    private static Rate rate(long numerator, long denominator, double low, double high) {
        return new Rate(
                (double) numerator / denominator,
                null,
                numerator,
                denominator,
                new ConfidenceInterval(low, high, 0.95));
    }

    private static Durations durations(double median, @Nullable ConfidenceInterval interval) {
        return new Durations(null, 9, median, null, null, null, interval);
    }

    private static Frequency frequency(long count, double days) {
        return new Frequency(count / days, null, count, count, null);
    }
}
