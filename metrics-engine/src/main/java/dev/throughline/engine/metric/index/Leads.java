package dev.throughline.engine.metric.index;

import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.NoData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples in seconds in ranges of several arrays, and their exact percentiles without sorting them all: a histogram of keys that are at
 * most 1.6 % wide shows which key contains each wanted rank, and only the samples of those keys are sorted.
 */
final class Leads {

    private static final int FEW = 256;
    private static final int STEPS = 64;
    private static final int STEP_BITS = 6;
    private static final int KEYS = (32 - STEP_BITS) * STEPS;
    private static final double[] PERCENTILES = {0.5, 0.75, 0.9};

    private final List<int[]> arrays = new ArrayList<>();
    private int[] bounds = new int[16];
    private int stretches;
    private long n;
    private long sum;
    /** How many samples each key has; null while nobody has asked. */
    private int @Nullable [] counts;

    /** Adds a range of an array. */
    void add(int[] samples, int from, int until) {
        if (from == until) {
            return;
        }
        n += until - from;
        counts = null;
        if (stretches > 0 && arrays.getLast() == samples && bounds[2 * stretches - 1] == from) {
            bounds[2 * stretches - 1] = until;
            return;
        }
        if (2 * stretches == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        arrays.add(samples);
        bounds[2 * stretches] = from;
        bounds[2 * stretches + 1] = until;
        stretches++;
    }

    /** Adds what others have, and what they know of it. */
    void addAll(List<Leads> others) {
        int[] counted = new int[KEYS];
        long total = countInto(counted);
        for (Leads other : others) {
            total += other.countInto(counted);
            for (int i = 0; i < other.stretches; i++) {
                add(other.arrays.get(i), other.bounds[2 * i], other.bounds[2 * i + 1]);
            }
        }
        counts = counted;
        sum = total;
    }

    /**
     * Percentiles, mean and interval.
     *
     * @param reason why there are none, when there are none
     */
    Durations durations(@Nullable NoData reason) {
        if (n == 0) {
            return new Durations(reason, 0, null, null, null, null, null);
        }
        long[] ranks = ranks();
        int[] found = n <= FEW ? ofFew(ranks) : ofMany(ranks);
        double[] values = new double[PERCENTILES.length];
        for (int i = 0; i < values.length; i++) {
            double place = PERCENTILES[i] * (n - 1);
            double low = found[2 * i];
            values[i] = Statistics.between(low, found[2 * i + 1], place - Math.floor(place));
        }
        ConfidenceInterval interval = MedianRanks.of(n) == 0 ? null : ConfidenceInterval.of(found[6], found[7]);
        return new Durations(null, n, values[0], values[1], values[2], sum / (double) n, interval);
    }

    /** Both neighbours of each percentile, then both ends of the interval; counted from 0. */
    private long[] ranks() {
        long[] ranks = new long[2 * PERCENTILES.length + 2];
        for (int i = 0; i < PERCENTILES.length; i++) {
            double place = PERCENTILES[i] * (n - 1);
            ranks[2 * i] = (long) Math.floor(place);
            ranks[2 * i + 1] = (long) Math.ceil(place);
        }
        long rank = Math.max(MedianRanks.of(n), 1);
        ranks[6] = rank - 1;
        ranks[7] = n - rank;
        return ranks;
    }

    private int[] histogram() {
        if (counts == null) {
            int[] counted = new int[KEYS];
            sum = countInto(counted);
            counts = counted;
        }
        return counts;
    }

    /** Adds to how many samples each key has; answers the sum of the samples. */
    private long countInto(int[] counted) {
        int[] known = counts;
        if (known != null) {
            for (int key = 0; key < KEYS; key++) {
                counted[key] += known[key];
            }
            return sum;
        }
        long total = 0;
        for (int i = 0; i < stretches; i++) {
            int[] samples = arrays.get(i);
            for (int at = bounds[2 * i]; at < bounds[2 * i + 1]; at++) {
                int sample = samples[at];
                total += sample;
                counted[key(sample)]++;
            }
        }
        return total;
    }

    private int[] ofFew(long[] ranks) {
        int[] all = new int[(int) n];
        int filled = 0;
        for (int i = 0; i < stretches; i++) {
            int length = bounds[2 * i + 1] - bounds[2 * i];
            System.arraycopy(arrays.get(i), bounds[2 * i], all, filled, length);
            filled += length;
        }
        Arrays.sort(all);
        sum = Arrays.stream(all).asLongStream().sum();
        return Arrays.stream(ranks).mapToInt(rank -> all[(int) rank]).toArray();
    }

    private int[] ofMany(long[] ranks) {
        int[] known = histogram();
        int[] keyOf = new int[ranks.length];
        long[] before = new long[ranks.length];
        boolean[] isWanted = new boolean[KEYS];
        long[] ascending = ranks.clone();
        Arrays.sort(ascending);
        long below = 0;
        int key = 0;
        for (long rank : ascending) {
            while (below + known[key] <= rank) {
                below += known[key++];
            }
            isWanted[key] = true;
            for (int i = 0; i < ranks.length; i++) {
                if (ranks[i] == rank) {
                    keyOf[i] = key;
                    before[i] = below;
                }
            }
        }
        int[] starts = new int[KEYS + 1];
        for (int each = 0; each < KEYS; each++) {
            starts[each + 1] = starts[each] + (isWanted[each] ? known[each] : 0);
        }
        int[] wanted = gathered(isWanted, starts);
        for (int each = 0; each < KEYS; each++) {
            if (isWanted[each]) {
                Arrays.sort(wanted, starts[each], starts[each + 1]);
            }
        }
        int[] found = new int[ranks.length];
        for (int i = 0; i < ranks.length; i++) {
            found[i] = wanted[starts[keyOf[i]] + (int) (ranks[i] - before[i])];
        }
        return found;
    }

    private int[] gathered(boolean[] isWanted, int[] starts) {
        int[] wanted = new int[starts[KEYS]];
        int[] next = Arrays.copyOf(starts, KEYS);
        for (int i = 0; i < stretches; i++) {
            int[] samples = arrays.get(i);
            for (int at = bounds[2 * i]; at < bounds[2 * i + 1]; at++) {
                int key = key(samples[at]);
                if (isWanted[key]) {
                    wanted[next[key]++] = samples[at];
                }
            }
        }
        return wanted;
    }

    /** Grows with the value; below 64 each value has its own key, above that each power of two has 64. */
    private static int key(int value) {
        if (value < STEPS) {
            return value;
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(value);
        return (exponent - STEP_BITS + 1) * STEPS + (value >>> exponent - STEP_BITS & STEPS - 1);
    }
}
