package dev.throughline.collector.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What is waiting in the spool of a process.
 *
 * @param files deliveries that are waiting for the database
 * @param bytes their size on disk
 * @param oldestSeconds age of the oldest; 0 when there is none
 * @param broken files that could not be used, set aside as {@code .broken}
 */
public record SpoolState(
        long files,
        long bytes,
        @JsonProperty("oldest_seconds") double oldestSeconds,
        long broken) {}
