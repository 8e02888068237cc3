package dev.throughline.engine.metric.index;

/** {@code median_rank} of {@code R__metrics.sql}. */
public final class MedianRanks {

    private static final double TAIL = 0.025;
    private static final int FEWEST = 6;
    private static final int SHORT_PRODUCT = 20;

    private MedianRanks() {}

    /**
     * k of the interval [x_k, x_(n+1-k)], counted from 1, that holds the median with at least 95 %: the largest k with P(Bin(n, 1/2)
     * &lt;= k - 1) &lt;= 0.025.
     *
     * @return 0 below n = 6
     */
    public static long of(long n) {
        if (n < FEWEST) {
            return 0;
        }
        long half = n / 2;
        double m = half;
        double mass = 1;
        // the middle of Bin(2m, 1/2): a product of m factors, by Stirling's series where that is exact to the last
        // digit
        if (half <= SHORT_PRODUCT) {
            for (int i = 1; i <= half; i++) {
                mass = mass * (2 * i - 1) / (2 * i);
            }
        } else {
            mass = Math.exp(-1 / (8 * m)
                            + 1 / (192 * Math.pow(m, 3))
                            - 1 / (640 * Math.pow(m, 5))
                            + 17 / (14336 * Math.pow(m, 7)))
                    / Math.sqrt(Math.PI * m);
        }
        long j;
        double below;
        if (n % 2 == 1) {
            j = half;
            mass = mass * (2 * m + 1) / (2 * m + 2);
            below = 0.5;
        } else {
            j = half - 1;
            below = (1 - mass) / 2;
            mass = mass * m / (m + 1);
        }
        while (below > TAIL) {
            below = below - mass;
            mass = mass * j / (n - j + 1);
            j--;
        }
        return j + 1;
    }
}
