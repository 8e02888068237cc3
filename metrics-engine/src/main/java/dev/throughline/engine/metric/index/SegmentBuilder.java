package dev.throughline.engine.metric.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Builds a {@link Segment} from rows. */
final class SegmentBuilder {

    private static final int FIRST = 16;
    private static final int GROWTH = 2;

    private int size;
    private boolean isByTime = true;
    private long[] at;
    private long[] high;
    private long[] low;
    private short[] flags;
    private short[] environments;
    private int[] commits;
    private long[] starts;
    private final List<int[]> wideStarts = new ArrayList<>();
    private final int[][] offsets = new int[Segment.BASES][];
    private final int[][] seconds = new int[Segment.BASES][];
    private final List<Failure> failures = new ArrayList<>();

    SegmentBuilder(int rows) {
        int capacity = Math.max(rows, FIRST);
        at = new long[capacity];
        high = new long[capacity];
        low = new long[capacity];
        flags = new short[capacity];
        environments = new short[capacity];
        commits = new int[capacity];
        starts = new long[capacity];
        for (int basis = 0; basis < Segment.BASES; basis++) {
            offsets[basis] = new int[capacity + 1];
            seconds[basis] = new int[capacity];
        }
    }

    private record Failure(long at, int row, int recovery) {}

    /**
     * Adds a deployment without lead times.
     *
     * @param at microseconds since 1970
     * @param flags of {@link SampleFlags}
     * @param environment as {@link Environments} numbers it
     * @param commits that it delivered first
     * @param starts how many lead times start where
     */
    void add(long at, UUID id, int flags, short environment, int commits, int[] starts) {
        long packed = Starts.packed(starts);
        if (packed < 0) {
            packed = ~(long) wideStarts.size();
            wideStarts.add(starts.clone());
        }
        row(at, id.getMostSignificantBits(), id.getLeastSignificantBits(), (short) flags, environment, commits, packed);
    }

    /** Adds lead times to the last deployment. */
    void leads(int basis, int[] added) {
        append(basis, added, 0, added.length);
    }

    /**
     * Says that the last deployment failed.
     *
     * @param recovery in seconds, or {@link Segment#OPEN}
     */
    void failed(long failedAt, int recovery) {
        failures.add(new Failure(failedAt, size - 1, recovery));
    }

    void copy(Segment from, int row) {
        long packed = from.starts[row];
        if (packed < 0) {
            wideStarts.add(from.wideStarts[(int) ~packed]);
            packed = ~(long) (wideStarts.size() - 1);
        }
        row(
                from.at[row],
                from.high[row],
                from.low[row],
                from.flags[row],
                from.environments[row],
                from.commits[row],
                packed);
        for (int basis = 0; basis < Segment.BASES; basis++) {
            int first = from.offsets[basis][row];
            append(basis, from.seconds[basis], first, from.offsets[basis][row + 1] - first);
        }
        if (from.is(row, SampleFlags.FAILED)) {
            for (int i = 0; i < from.failedRow.length; i++) {
                if (from.failedRow[i] == row) {
                    failed(from.failedAt[i], from.recovery[i]);
                }
            }
        }
    }

    private void row(
            long time, long idHigh, long idLow, short flag, short environment, int delivered, long packedStarts) {
        if (size == at.length) {
            grow(size + size / GROWTH + FIRST);
        }
        isByTime &= size == 0 || at[size - 1] <= time;
        at[size] = time;
        high[size] = idHigh;
        low[size] = idLow;
        flags[size] = flag;
        environments[size] = environment;
        commits[size] = delivered;
        starts[size] = packedStarts;
        size++;
        for (int[] ofBasis : offsets) {
            ofBasis[size] = ofBasis[size - 1];
        }
    }

    private void grow(int capacity) {
        at = Arrays.copyOf(at, capacity);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        flags = Arrays.copyOf(flags, capacity);
        environments = Arrays.copyOf(environments, capacity);
        commits = Arrays.copyOf(commits, capacity);
        starts = Arrays.copyOf(starts, capacity);
        for (int basis = 0; basis < Segment.BASES; basis++) {
            offsets[basis] = Arrays.copyOf(offsets[basis], capacity + 1);
        }
    }

    private void append(int basis, int[] values, int first, int length) {
        int end = offsets[basis][size];
        int needed = end + length;
        if (needed > seconds[basis].length) {
            seconds[basis] = Arrays.copyOf(seconds[basis], needed + needed / GROWTH);
        }
        System.arraycopy(values, first, seconds[basis], end, length);
        offsets[basis][size] = needed;
    }

    /** The segment, its rows by time. */
    Segment build() {
        Segment built = inOrderOfRows();
        if (isByTime) {
            return built;
        }
        Integer[] order = IntStream.range(0, size).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingLong(row -> built.at[row]));
        SegmentBuilder sorted = new SegmentBuilder(size);
        for (int row : order) {
            sorted.copy(built, row);
        }
        return sorted.inOrderOfRows();
    }

    private Segment inOrderOfRows() {
        failures.sort(Comparator.comparingLong(Failure::at));
        return new Segment(
                Arrays.copyOf(at, size),
                Arrays.copyOf(high, size),
                Arrays.copyOf(low, size),
                Arrays.copyOf(flags, size),
                Arrays.copyOf(environments, size),
                Arrays.copyOf(commits, size),
                Arrays.copyOf(starts, size),
                wideStarts.toArray(int[][]::new),
                IntStream.range(0, Segment.BASES)
                        .mapToObj(basis -> Arrays.copyOf(offsets[basis], size + 1))
                        .toArray(int[][]::new),
                IntStream.range(0, Segment.BASES)
                        .mapToObj(basis -> Arrays.copyOf(seconds[basis], offsets[basis][size]))
                        .toArray(int[][]::new),
                failures.stream().mapToLong(Failure::at).toArray(),
                failures.stream().mapToInt(Failure::row).toArray(),
                failures.stream().mapToInt(Failure::recovery).toArray());
    }
}
