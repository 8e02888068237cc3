package dev.throughline.engine.metric.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.engine.TestDatabase;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statistics against exact arithmetic and the numbers of definitions 2. */
class StatisticsIT {

    private static final JdbcClient JDBC = JdbcClient.create(TestDatabase.create());

    @ParameterizedTest
    @CsvSource({
        "1, 4, 0.046, 0.699",
        "3, 20, 0.052, 0.360",
        "0, 20, 0, 0.161",
        "0, 10, 0, 0.278",
        "2, 8, 0.0715, 0.5907",
        "2, 42, 0.0132, 0.1579",
        "10, 10, 0.722, 1",
        "1, 1, 0.207, 1"
    })
    void givesTheWilsonIntervalOfARate(long numerator, long denominator, double low, double high) {
        Double[] interval = rateInterval(numerator, denominator);

        assertThat(interval[0]).isCloseTo(low, within(0.0005));
        assertThat(interval[1]).isCloseTo(high, within(0.0005));
    }

    @Test
    void endsTheIntervalOfNoFailuresAtExactlyZeroAndOfOnlyFailuresAtExactlyOne() {
        assertThat(rateInterval(0, 7)[0]).isZero();
        assertThat(rateInterval(7, 7)[1]).isOne();
    }

    @Test
    void givesNoIntervalOfARateOfNothing() {
        assertThat(JDBC.sql("select rate_interval(0, 0) is null")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void takesTheExactRankForTheIntervalOfAMedian() {
        long[] counts = LongStream.rangeClosed(0, 1_000).toArray();

        assertThat(ranks(counts))
                .isEqualTo(LongStream.of(counts)
                        .mapToObj(n -> exactRank((int) n))
                        .map(String::valueOf)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "5, null",
        "6, 1",
        "10, 2",
        "20, 6",
        "12345, 6064",
        "100001, 49691",
        "1000000, 499020",
        "3333333, 1664877"
    })
    void takesTheKnownRankOfSmallAndLargeSamples(long n, String rank) {
        assertThat(ranks(n)).containsExactly(rank);
    }

    @Test
    void takesThePercentilesThatPostgreSqlTakes() {
        assertThat(JDBC.sql("""
                        select count(*)
                          from generate_series(1, 400) seed
                         cross join lateral (
                              select array_agg(x order by x) as sorted,
                                     percentile_cont(array[0.5, 0.75, 0.9]) within group (order by x) as expected
                                from (select ((seed * i * 7919::bigint + i * i * 104729::bigint) % 1000003)::integer as x
                                        from generate_series(1, seed) i) sample) drawn
                         cross join durations_of(drawn.sorted) actual
                         where array[actual.p50, actual.p75, actual.p90] <> drawn.expected or actual.n <> seed
                        """).query(Long.class).single()).isZero();
    }

    @Test
    void showsHowFarMedianAndMeanAreApart() {
        assertThat(JDBC.sql("select p50, p75, p90 from durations_of(array[1, 2, 3, 100])")
                        .query((row, _) -> List.of(row.getDouble(1), row.getDouble(2), row.getDouble(3)))
                        .single())
                .containsExactly(2.5, 27.25, 3 + (0.9 * 3 - 2) * 97);
    }

    private static Double[] rateInterval(long numerator, long denominator) {
        return JDBC.sql("select rate_interval(?, ?)")
                .params(numerator, denominator)
                .query((row, _) -> (Double[]) row.getArray(1).getArray())
                .single();
    }

    private static List<String> ranks(long... counts) {
        return JDBC.sql(
                        "select coalesce(median_rank(n)::text, 'null') from unnest(?) with ordinality asked (n, i) order by i")
                .param(LongStream.of(counts).boxed().toArray(Long[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** The largest k with P(Bin(n, 1/2) ≤ k − 1) ≤ 0.025, by whole numbers: 40 · Σ C(n, j) ≤ 2ⁿ. */
    private static @Nullable Integer exactRank(int n) {
        BigInteger whole = BigInteger.TWO.pow(n);
        BigInteger ways = BigInteger.ONE;
        BigInteger below = BigInteger.ONE;
        int k = 0;
        while (below.multiply(BigInteger.valueOf(40)).compareTo(whole) <= 0) {
            ways = ways.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
            below = below.add(ways);
            k++;
        }
        return k == 0 ? null : k;
    }
}
