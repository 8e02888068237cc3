package dev.throughline.collector.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far processing is, as far as the database knows.
 *
 * @param deliveries how many deliveries there are
 * @param samplesBehindSeconds age of the oldest fact whose samples are still to be derived, or whose commit graph is still to be
 *     fetched; 0 when there is none
 * @param graph the state of fetching the commit graph, by name of the repository; null unless it is configured
 */
public record InboxStatus(
        Counts deliveries,
        double samplesBehindSeconds,
        @Nullable List<Fetch> graph) {

    /** For a process that does not fetch the commit graph. */
    public InboxStatus(Counts deliveries, double samplesBehindSeconds) {
        this(deliveries, samplesBehindSeconds, null);
    }

    /** Deliveries by status; {@code received} is their sum. */
    public record Counts(long received, long processed, long ignored, long malformed, long pending, long failed) {}

    /**
     * The commit graph of a repository, as fetched with git.
     *
     * @param repository its newest name
     * @param state {@code waiting}, {@code ok}, {@code failed}, {@code too-large} or {@code bad-name}
     * @param detail why it is in another state than the first two; null otherwise
     * @param fetchedAt end of the last fetch that succeeded; null before the first
     * @param commits how many commits that one read
     * @param bytes size of the mirror on disk after it
     * @param seconds how long it took
     */
    public record Fetch(
            String repository,
            String state,
            @Nullable String detail,
            @JsonProperty("fetched_at") @Nullable Instant fetchedAt,
            @Nullable Long commits,
            @Nullable Long bytes,
            @Nullable Double seconds) {}
}
