package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;

/**
 * Incidents of a pager or a tracker that concern the same thing, which is not a service.
 *
 * @param source its name in facts
 * @param about its own keys and names, in lower case; empty when it has none
 * @param count how many there are
 * @param title the title of the newest
 * @param openedAt when the newest began
 */
public record UnmappedIncidents(String source, List<String> about, long count, String title, Instant openedAt) {

    /** The entry that a service needs among its {@code incidents} in the configuration to take them. */
    public String entry() {
        return about.isEmpty() ? "*" : source + ":" + about.getFirst();
    }
}
