package dev.throughline.engine.fact;

import java.util.Locale;

/** Kinds of event of a forge that a deployment can be read from. */
public enum DeploymentEvent {
    TAG,
    RELEASE,
    WORKFLOW,
    PIPELINE,
    JOB,
    DEPLOYMENT;

    /** Whether it is something that runs for any reason, and so needs a name to be distinguished from tests. */
    public boolean isRun() {
        return this == WORKFLOW || this == PIPELINE || this == JOB;
    }

    /** Its name in the configuration and the database: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
