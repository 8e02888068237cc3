package dev.throughline.collector.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whether everything that arrived is in the numbers. Settled when nothing is pending and the samples are not behind.
 *
 * @param deliveries how many deliveries there are
 * @param samplesBehindSeconds age of the oldest fact whose samples are still to be derived; 0 when there is none
 */
public record InboxStatus(
        Counts deliveries,
        @JsonProperty("samples_behind_seconds") double samplesBehindSeconds) {

    /** Deliveries by what became of them; {@code received} is their sum. */
    public record Counts(long received, long processed, long ignored, long malformed, long pending, long failed) {}
}
