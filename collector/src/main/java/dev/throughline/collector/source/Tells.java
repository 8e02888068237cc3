package dev.throughline.collector.source;

import java.util.Locale;

/** What a source can report. */
public enum Tells {
    /** Commits, and the changes that they are merged with. */
    CHANGES,
    /** Deployments and how they ended. */
    DEPLOYMENTS,
    /** Incidents, from their beginning to their end. */
    INCIDENTS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
