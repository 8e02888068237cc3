package dev.throughline.engine.linking;

import java.util.Locale;

/** What a reader of a deployment should know beside its kind. */
public enum DeploymentFlag {
    /** Some of its commits may have been delivered earlier: a push was entered in its middle. */
    AMBIGUOUS,
    /** No earlier deployment lies in its known history. */
    UNLINKED,
    /** A version that was live before comes back after a rollback. */
    REDELIVERED,
    /** A commit that an earlier deployment contains already, deployed as such for the first time. */
    NON_FAST_FORWARD,
    /** Its recovery ended before it began, by the clocks of the sources; counted as 0. */
    NEGATIVE_CLAMPED;

    /** Its name in the API and the database: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
