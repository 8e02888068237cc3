package dev.throughline.engine.metric;

import java.util.Locale;

/** How a window is cut into buckets, by the calendar of its zone; weeks are ISO-8601 and start on Monday. */
public enum Interval {
    DAY,
    WEEK,
    MONTH,
    QUARTER;

    /** Its name in the API and the SQL functions: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
