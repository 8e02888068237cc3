package dev.throughline.engine.attribution;

import dev.throughline.engine.fact.Term;

/** How far a piece of evidence can be trusted, strongest first. */
public enum Confidence implements Term {
    /** Somebody said so. */
    EXPLICIT,
    /** An incident names its cause. */
    DECLARED,
    /** Something was undone or repaired. */
    INFERRED,
    /** Only the time suggests it. */
    HEURISTIC;

    boolean isAtLeast(Confidence other) {
        return compareTo(other) <= 0;
    }
}
