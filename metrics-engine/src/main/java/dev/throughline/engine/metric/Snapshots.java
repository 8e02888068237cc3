package dev.throughline.engine.metric;

import java.util.function.Function;

/** Answers questions as of one instant: whatever a question asks of the database, it sees the same state of it. */
public interface Snapshots {

    /** Asks within one snapshot. What was committed before is in it, by whichever process. */
    <T> T ask(Function<Distribution, T> question);
}
