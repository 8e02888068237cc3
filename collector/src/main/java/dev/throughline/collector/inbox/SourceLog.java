package dev.throughline.collector.inbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has come from each source, and what was refused of it. */
public interface SourceLog {

    /**
     * What has come from a source.
     *
     * @param deliveries how many are stored
     * @param lastDeliveryAt when the newest was received, of those that have been read; null when none has
     * @param lastRefusedAt when one was last refused for its signature; null when none was
     * @param refusedInARow how many were refused since the last one whose signature was right
     */
    record Heard(
            long deliveries,
            @Nullable Instant lastDeliveryAt,
            @Nullable Instant lastRefusedAt,
            int refusedInARow) {

        /** Whether so many were refused that the source does not work. */
        public boolean isRefused() {
            return refusedInARow >= Refusals.MANY;
        }
    }

    /** By name of the source; none for one that nothing has ever come from. */
    Map<String, Heard> heard();
}
