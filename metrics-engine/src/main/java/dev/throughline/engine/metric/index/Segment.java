package dev.throughline.engine.metric.index;

import dev.throughline.engine.metric.Basis;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** The deployments of one service in columns, by time. Immutable. Times are microseconds since 1970. */
final class Segment {

    static final int OPEN = -1;
    static final int BASES = Basis.values().length;

    final int size;
    final long[] at;
    /** Ids, in two halves. */
    final long[] high;

    final long[] low;
    final short[] flags;
    final short[] environments;
    final int[] commits;
    /** Six counts each, see {@link Starts}. */
    final long[] starts;

    final int[][] wideStarts;
    /** For each basis: the samples of row i are {@code seconds[offsets[i]]} up to {@code seconds[offsets[i + 1]]}. */
    final int[][] offsets;

    final int[][] seconds;
    /** The failures by their start, each with its row and its recovery in seconds or {@link #OPEN}. */
    final long[] failedAt;

    final int[] failedRow;
    final int[] recovery;

    Segment(
            long[] at,
            long[] high,
            long[] low,
            short[] flags,
            short[] environments,
            int[] commits,
            long[] starts,
            int[][] wideStarts,
            int[][] offsets,
            int[][] seconds,
            long[] failedAt,
            int[] failedRow,
            int[] recovery) {
        this.size = at.length;
        this.at = at;
        this.high = high;
        this.low = low;
        this.flags = flags;
        this.environments = environments;
        this.commits = commits;
        this.starts = starts;
        this.wideStarts = wideStarts;
        this.offsets = offsets;
        this.seconds = seconds;
        this.failedAt = failedAt;
        this.failedRow = failedRow;
        this.recovery = recovery;
    }

    boolean is(int row, int flag) {
        return (flags[row] & flag) != 0;
    }

    /** The first row that is not before an instant; the size if all are. */
    int firstFrom(long instant) {
        return firstFrom(at, instant);
    }

    static int firstFrom(long[] times, long instant) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** This one without the rows that were removed or written again, and with the new ones. */
    Segment with(Set<UUID> gone, Segment anew) {
        Set<UUID> dropped = new HashSet<>(gone);
        for (int row = 0; row < anew.size; row++) {
            dropped.add(new UUID(anew.high[row], anew.low[row]));
        }
        SegmentBuilder merged = new SegmentBuilder(size + anew.size);
        int next = 0;
        for (int row = 0; row < size; row++) {
            while (next < anew.size && anew.at[next] < at[row]) {
                merged.copy(anew, next++);
            }
            if (!dropped.contains(new UUID(high[row], low[row]))) {
                merged.copy(this, row);
            }
        }
        while (next < anew.size) {
            merged.copy(anew, next++);
        }
        return merged.build();
    }

    /** Rough size on the heap. */
    long bytes() {
        long samples = 0;
        for (int[] ofBasis : seconds) {
            samples += ofBasis.length;
        }
        return bytes(size, samples, failedAt.length);
    }

    /** The size of this many rows. */
    static long bytes(long rows, long samples, long failures) {
        return 400
                + rows * (4L * Long.BYTES + 2 * Short.BYTES + (1L + BASES) * Integer.BYTES)
                + samples * Integer.BYTES
                + failures * (Long.BYTES + 2 * Integer.BYTES);
    }
}
