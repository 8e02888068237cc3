package dev.throughline.engine.metric.index;

import java.util.Arrays;

/** Ascending times, and the median of the gaps between them. */
final class Times {

    private static final int FEW = 4_096;
    private static final int SHORT = 48;

    private long[] values = new long[16];
    private int size;
    private boolean isSorted = true;

    void add(long time) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        isSorted &= size == 0 || values[size - 1] <= time;
        values[size++] = time;
    }

    /** Adds those of another one after its own. */
    void addAll(Times other) {
        int needed = size + other.size;
        if (needed > values.length) {
            values = Arrays.copyOf(values, Math.max(needed, 2 * values.length));
        }
        if (other.size > 0) {
            isSorted &= other.isSorted && (size == 0 || values[size - 1] <= other.values[0]);
        }
        System.arraycopy(other.values, 0, values, size, other.size);
        size = needed;
    }

    int size() {
        return size;
    }

    /** Median seconds between one and the next; NaN below two. */
    double medianInterval() {
        if (size < 2) {
            return Double.NaN;
        }
        if (!isSorted) {
            sort();
        }
        long[] gaps = new long[size - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = values[i + 1] - values[i];
        }
        int low = (gaps.length - 1) / 2;
        double lower = seconds(nth(gaps, low));
        if (gaps.length % 2 == 1) {
            return lower;
        }
        long next = Long.MAX_VALUE;
        for (int i = low + 1; i < gaps.length; i++) {
            next = Math.min(next, gaps[i]);
        }
        return Statistics.between(lower, seconds(next), 0.5);
    }

    private static double seconds(long micros) {
        return micros / (double) LocalDays.SECOND;
    }

    /** By cells of equal length first, because times are spread evenly enough: several times as fast as comparing them all. */
    private void sort() {
        isSorted = true;
        if (size < FEW) {
            Arrays.sort(values, 0, size);
            return;
        }
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        int shift = 0;
        while ((most - least) >>> shift >= size) {
            shift++;
        }
        int[] starts = new int[(int) ((most - least) >>> shift) + 2];
        for (int i = 0; i < size; i++) {
            starts[(int) ((values[i] - least) >>> shift) + 1]++;
        }
        for (int cell = 1; cell < starts.length; cell++) {
            starts[cell] += starts[cell - 1];
        }
        long[] sorted = new long[size];
        int[] next = Arrays.copyOf(starts, starts.length);
        for (int i = 0; i < size; i++) {
            sorted[next[(int) ((values[i] - least) >>> shift)]++] = values[i];
        }
        for (int cell = 0; cell + 1 < starts.length; cell++) {
            int from = starts[cell];
            int until = starts[cell + 1];
            if (until - from > SHORT) {
                Arrays.sort(sorted, from, until);
            } else {
                insertionSort(sorted, from, until);
            }
        }
        values = sorted;
    }

    private static void insertionSort(long[] values, int from, int until) {
        for (int i = from + 1; i < until; i++) {
            long value = values[i];
            int place = i;
            while (place > from && values[place - 1] > value) {
                values[place] = values[--place];
            }
            values[place] = value;
        }
    }

    /** The value of this rank, counted from 0; afterwards no greater one is before it and no smaller one after it. */
    static long nth(long[] values, int rank) {
        int from = 0;
        int until = values.length - 1;
        while (from < until) {
            long pivot = middle(values[from], values[(from + until) >>> 1], values[until]);
            int left = from;
            int right = until;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    long swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (rank <= right) {
                until = right;
            } else if (rank >= left) {
                from = left;
            } else {
                break;
            }
        }
        return values[rank];
    }

    private static long middle(long a, long b, long c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
