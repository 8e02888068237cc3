package dev.throughline.engine.ledger;

import dev.throughline.engine.fact.SourceTraits;
import java.util.Collection;

/** Keeps what sources say of themselves, shared by any number of processes. */
public interface SourceLedger {

    /**
     * From now on these sources are like this; what is known of others stays. Facts of theirs may have been recorded before: what
     * was concluded from them is derived again where it was otherwise.
     */
    void register(Collection<SourceTraits> sources);
}
