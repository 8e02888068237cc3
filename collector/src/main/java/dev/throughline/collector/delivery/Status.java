package dev.throughline.collector.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.throughline.collector.inbox.SpoolState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether everything that arrived is in the numbers. Settled when nothing is pending and the samples are not behind.
 *
 * @param deliveries how many deliveries there are; null while the database is away
 * @param samplesBehindSeconds age of the oldest that is not in the numbers yet: a spooled delivery, a fact whose samples are still to
 *     be derived, a commit graph that is still to be fetched; 0 when there is none; null while the database is away
 * @param spool what this process has spooled; null when it is not a collector
 * @param database {@code up} or {@code down}
 * @param graph the state of fetching the commit graph, by name of the repository; absent unless it is configured
 */
record Status(
        InboxStatus.@Nullable Counts deliveries,
        @JsonProperty("samples_behind_seconds") @Nullable Double samplesBehindSeconds,
        @Nullable SpoolState spool,
        String database,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<InboxStatus.Fetch> graph) {

    static Status up(InboxStatus known, @Nullable SpoolState spool) {
        double behind = Math.max(known.samplesBehindSeconds(), spool == null ? 0 : spool.oldestSeconds());
        return new Status(known.deliveries(), behind, spool, "up", known.graph());
    }

    static Status down(@Nullable SpoolState spool) {
        return new Status(null, null, spool, "down", null);
    }
}
