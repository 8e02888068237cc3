package dev.throughline.engine.metric;

import dev.throughline.engine.fact.Term;

/** Which of the three lead-time series is meant (definitions 1.4). One number never mixes two. */
public enum Basis implements Term {
    /** Per commit, from its author's time: the headline. */
    COMMIT,
    /** Per change, from its first commit. */
    CHANGE,
    /** Per change, from its merge. */
    MERGE;
}
