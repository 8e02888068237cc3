package dev.throughline.engine.history;

import dev.throughline.engine.fact.Term;

/** How a deployment went, according to its source. */
public enum Outcome implements Term {
    /** It succeeded at least once. */
    SUCCESS,
    FAILURE,
    CANCELLED,
    /** It has not closed yet. */
    IN_PROGRESS
}
