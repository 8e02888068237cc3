package dev.throughline.engine.metric.index;

import dev.throughline.engine.sample.StartProvenance;

/** Where the lead times of one deployment start: a count for each {@link StartProvenance}, in ten bits each while they fit. */
final class Starts {

    static final int KINDS = StartProvenance.values().length;
    private static final int BITS = 10;
    private static final int MOST = (1 << BITS) - 1;

    private Starts() {}

    /** The counts in one number; negative when one of them does not fit. */
    static long packed(int[] counts) {
        long packed = 0;
        for (int kind = 0; kind < KINDS; kind++) {
            if (counts[kind] > MOST) {
                return -1;
            }
            packed |= (long) counts[kind] << kind * BITS;
        }
        return packed;
    }

    static int of(long packed, int kind) {
        return (int) (packed >>> kind * BITS) & MOST;
    }
}
