package dev.throughline.engine.metric;

import java.util.function.Function;

/** Answers queries as of one instant: everything that a query reads from the database is from the same state. */
public interface Snapshots {

    /** Queries within one snapshot. It contains everything committed before, by whichever process. */
    <T> T ask(Function<Distribution, T> question);
}
