package dev.throughline.engine.metric;

import java.util.Locale;

/** Which of the three lead-time series is meant (definitions 1.4). One number never mixes two. */
public enum Basis {
    /** Per commit, from its author's time: the headline. */
    COMMIT,
    /** Per change, from its first commit. */
    CHANGE,
    /** Per change, from its merge. */
    MERGE;

    /** Its name in the API and the SQL functions: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
