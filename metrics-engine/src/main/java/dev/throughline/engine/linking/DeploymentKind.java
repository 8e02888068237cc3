package dev.throughline.engine.linking;

import java.util.Locale;

/** What a deployment is relative to the production history of its service (definitions 1.2). */
public enum DeploymentKind {
    /** The first success ever. */
    INITIAL,
    /** What is already live. */
    REDEPLOY,
    /** Back to a version that ran before the current one did. */
    ROLLBACK,
    /** Everything else. */
    FORWARD;

    /** Its name in the API and the database: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
