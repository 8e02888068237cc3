package dev.throughline.collector.inbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each source has sent, and what was refused. */
public interface SourceLog {

    /**
     * What a source has sent.
     *
     * @param deliveries how many are stored
     * @param lastDeliveryAt when the newest of those that have been read was received; null when none has
     * @param lastRefusedAt when one was last refused because of its signature; null when none was
     * @param refusedInARow how many were refused since the last one with a valid signature
     */
    record Heard(
            long deliveries,
            @Nullable Instant lastDeliveryAt,
            @Nullable Instant lastRefusedAt,
            int refusedInARow) {

        /** Whether so many were refused that the source counts as broken. */
        public boolean isRefused() {
            return refusedInARow >= Refusals.MANY;
        }
    }

    /** By name of the source; none for one that has never sent anything. */
    Map<String, Heard> heard();
}
