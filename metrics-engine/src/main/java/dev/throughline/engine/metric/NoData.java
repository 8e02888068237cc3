package dev.throughline.engine.metric;

import dev.throughline.engine.fact.Term;

/** Why a metric has no value. */
public enum NoData implements Term {
    /** Nothing was deployed in the window; for a frequency: nothing before its end. */
    NO_DEPLOYMENTS,
    /** No deployment of the window has an earlier one to compare with. */
    NO_BASELINE,
    /** Nothing failed. */
    NO_FAILURES,
    /** There were cases, but none gives a value yet. */
    INSUFFICIENT_DATA,
    /** A profile needs data that is not stored. */
    NOT_STORED
}
