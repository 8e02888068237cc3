package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.Set;

/**
 * What has been delivered since the linking of a long history began, in 8 MB however long it is (a Bloom filter). For most commits it says
 * that they are new; the others must be looked up. With a million commits one in a thousand is looked up in vain, with five million one in
 * fifty.
 */
public final class DeliveriesFromStart {

    private static final int BITS = 1 << 26;

    /** Spreads a hash over all bits: 2 to the 32nd, divided by the golden ratio. */
    private static final int SPREAD = 0x9e3779b9;

    private final long[] bits = new long[BITS / Long.SIZE];

    /** Notes what deployments certainly delivered. */
    public void add(Collection<CommitSha> shas) {
        for (CommitSha sha : shas) {
            set(one(sha));
            set(other(sha));
        }
    }

    /** What was delivered so far, with the deployments stored that are no longer held in memory. */
    public EarlierDeliveries in(EarlierDeliveries stored) {
        return new EarlierDeliveries() {
            @Override
            public boolean mayContain(CommitSha sha) {
                return DeliveriesFromStart.this.mayContain(sha);
            }

            @Override
            public Set<CommitSha> certain(Collection<CommitSha> shas) {
                return stored.certain(shas);
            }

            @Override
            public Set<CommitSha> possible(Collection<CommitSha> shas) {
                return stored.possible(shas);
            }
        };
    }

    boolean mayContain(CommitSha sha) {
        return isSet(one(sha)) && isSet(other(sha));
    }

    private static int one(CommitSha sha) {
        return sha.hashCode() & BITS - 1;
    }

    private static int other(CommitSha sha) {
        return sha.hashCode() * SPREAD >>> Integer.numberOfLeadingZeros(BITS - 1);
    }

    private void set(int bit) {
        bits[bit / Long.SIZE] |= 1L << bit;
    }

    private boolean isSet(int bit) {
        return (bits[bit / Long.SIZE] & 1L << bit) != 0;
    }
}
