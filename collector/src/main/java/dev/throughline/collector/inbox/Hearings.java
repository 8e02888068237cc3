package dev.throughline.collector.inbox;

import java.util.List;

/** Records which repositories sources post about. */
@FunctionalInterface
public interface Hearings {

    /** Records it, in the caller's transaction; repositories unknown to the ledger are left out. Any order, any number of times. */
    void note(List<Hearing> hearings);
}
