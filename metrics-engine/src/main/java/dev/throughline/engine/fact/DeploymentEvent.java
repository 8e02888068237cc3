package dev.throughline.engine.fact;

import java.util.Locale;

/** Kinds of event of a forge that a deployment can be read from. */
public enum DeploymentEvent {
    TAG,
    RELEASE,
    WORKFLOW,
    DEPLOYMENT;

    /** Its name in the configuration and the database: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
