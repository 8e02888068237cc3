package dev.throughline.engine.ledger;

import dev.throughline.engine.fact.GraphCommit;
import java.util.Iterator;

/** Where the commit graph is kept. */
public interface CommitGraphLedger {

    /**
     * Records commits, all or none: when the iterator throws, nothing is kept, and what it threw is thrown. A commit that is known
     * stays as it is, unless it was cut off from its parents and now comes with them. Takes memory for none but the one at hand.
     */
    Receipt record(Iterator<GraphCommit> commits);

    /**
     * What came of it.
     *
     * @param received how many commits there were
     * @param stored how many of them were new or better known than before
     */
    record Receipt(long received, long stored) {}
}
