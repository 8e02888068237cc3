package dev.throughline.collector.inbox;

import java.util.List;

/** Where it is noted of which repositories sources post something. */
@FunctionalInterface
public interface Hearings {

    /** Notes it, in the caller's transaction; what the ledger does not know is left out. Any order, any number of times. */
    void note(List<Hearing> hearings);
}
