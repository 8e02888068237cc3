package dev.throughline.engine.metric;

import dev.throughline.engine.fact.Term;

/** How a window is cut into buckets, by the calendar of its zone; weeks are ISO-8601 and start on Monday. */
public enum Interval implements Term {
    DAY,
    WEEK,
    MONTH,
    QUARTER;
}
