package dev.throughline.engine.ledger;

import dev.throughline.engine.fact.Fact;
import java.util.List;

/** Where facts are kept. Written by the collector, in the transaction that marks their deliveries as processed. */
public interface Ledger {

    /**
     * Merges facts into what is known, and notes which services are to be derived again. Recording the same facts again, in
     * any order or number, leaves the same rows. Takes part in the caller's transaction.
     */
    void record(List<? extends Fact> facts);
}
