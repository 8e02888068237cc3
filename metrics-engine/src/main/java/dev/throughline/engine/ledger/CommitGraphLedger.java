package dev.throughline.engine.ledger;

import dev.throughline.engine.fact.GraphCommit;
import java.util.Iterator;

/** Where the commit graph is kept. */
public interface CommitGraphLedger {

    /**
     * Records commits, all or none: when the iterator throws, nothing is kept, and what it threw is thrown. A commit that is known stays as
     * it is, unless it was cut off from its parents and now comes with them. Holds only the current one in memory.
     */
    Receipt record(Iterator<GraphCommit> commits);

    /**
     * The result.
     *
     * @param received how many commits there were
     * @param stored how many of them were new or more complete than before
     */
    record Receipt(long received, long stored) {}
}
