package dev.throughline.engine.ledger;

import dev.throughline.engine.fact.SourceTraits;
import java.util.Collection;

/** Stores the traits of sources, shared by any number of processes. */
public interface SourceLedger {

    /**
     * Sets the traits of these sources from now on; those of others stay. Facts from them may have been recorded before: conclusions from
     * these are derived again if the traits have changed.
     */
    void register(Collection<SourceTraits> sources);
}
