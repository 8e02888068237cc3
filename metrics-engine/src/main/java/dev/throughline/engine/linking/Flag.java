package dev.throughline.engine.linking;

import dev.throughline.engine.fact.Term;

/** What a reader should know about a deployment or a sample besides its numbers. */
public enum Flag implements Term {
    /** Some of its commits may have been delivered earlier: a push was entered in its middle. */
    AMBIGUOUS,
    /** No earlier deployment is in its known history. */
    UNLINKED,
    /** A version that was live before comes back after a rollback; of a sample: a commit that is delivered again. */
    REDELIVERED,
    /** A commit that an earlier deployment already contains, itself deployed for the first time. */
    NON_FAST_FORWARD,
    /** It ended before it began, by the clocks of the sources; counted as 0. */
    NEGATIVE_CLAMPED,
    /** The clock of a commit's author ran ahead of its push. */
    CLOCK_SKEW,
    /** A commit was more than a year old when it was delivered. */
    STALE,
    /** A lead time starts at the opening of a change. */
    PR_OPENED
}
