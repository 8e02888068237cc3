package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;

/**
 * Incidents of a pager or a tracker that are about the same, which is no service.
 *
 * @param source its name in facts
 * @param about keys and names of its own, in lower case; empty when it tells none
 * @param count how many they are
 * @param title the title of the newest
 * @param openedAt when the newest began
 */
public record UnmappedIncidents(String source, List<String> about, long count, String title, Instant openedAt) {

    /** What a service has to have among its {@code incidents} in the configuration to take them. */
    public String entry() {
        return about.isEmpty() ? "*" : source + ":" + about.getFirst();
    }
}
