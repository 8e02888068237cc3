package dev.throughline.engine.attribution;

import java.util.Locale;

/** How far a piece of evidence can be trusted, strongest first. */
public enum Confidence {
    /** Somebody said so. */
    EXPLICIT,
    /** An incident names its cause. */
    DECLARED,
    /** Something was undone or repaired. */
    INFERRED,
    /** Nothing but time speaks for it. */
    HEURISTIC;

    /** Its name in the API and the database: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isAtLeast(Confidence other) {
        return compareTo(other) <= 0;
    }
}
