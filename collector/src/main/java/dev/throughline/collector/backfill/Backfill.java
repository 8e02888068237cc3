package dev.throughline.collector.backfill;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A backfill as shown by the API.
 *
 * @param state {@code waiting}, {@code running}, {@code limited}, {@code done}, {@code failed} or {@code stopped}; done means that all of
 *     it is in the numbers
 * @param since how far back; null for everything
 * @param requests how many requests were made to the forge
 * @param startedAt null before the first request
 * @param finishedAt null until it is over
 */
public record Backfill(
        UUID id,
        String source,
        String state,
        @Nullable Instant since,
        List<Progress> repositories,
        long requests,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("started_at") @Nullable Instant startedAt,
        @JsonProperty("finished_at") @Nullable Instant finishedAt) {

    /**
     * How far a repository has been read.
     *
     * @param detail what it is doing, or why it does not continue; null when there is nothing to say
     * @param expected roughly how many things there are to read at most, for lists that say so; null before they do
     * @param resumesAt when it continues by itself; null when it does not wait
     */
    public record Progress(
            String repository,
            String state,
            @Nullable String detail,
            Read read,
            @Nullable Long expected,
            @JsonProperty("resumes_at") @Nullable Instant resumesAt) {}

    /** How many things were read. */
    public record Read(long deployments, long changes, long incidents, long commits) {}
}
