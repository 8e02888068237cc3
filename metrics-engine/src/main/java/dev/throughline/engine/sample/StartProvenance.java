package dev.throughline.engine.sample;

import dev.throughline.engine.fact.Term;

/** Where the start of a lead time was read, best first (definitions 1.4): also the order of deployment_fact.lead_starts. */
public enum StartProvenance implements Term {
    /** The change's own list of commits. */
    PR_COMMITS,
    /** The pushes to the branch of a squashed change. */
    BRANCH_PUSH,
    /** The commit that it was cherry-picked from. */
    TRAILER,
    /** The opening of a squashed change whose commits are unknown. */
    PR_OPENED,
    /** The delivered commit itself. */
    COMMIT,
    /** The same by its committer time, because the author time is unknown. */
    COMMITTED;
}
