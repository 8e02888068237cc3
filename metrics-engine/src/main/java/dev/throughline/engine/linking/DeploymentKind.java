package dev.throughline.engine.linking;

import dev.throughline.engine.fact.Term;

/** What a deployment is relative to the production history of its service (definitions 1.2). */
public enum DeploymentKind implements Term {
    /** The first success ever. */
    INITIAL,
    /** What is already live. */
    REDEPLOY,
    /** Back to a version that ran before the current one. */
    ROLLBACK,
    /** Everything else. */
    FORWARD;
}
