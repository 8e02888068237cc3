package dev.throughline.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commit as a push lists it.
 *
 * @param timestamp the time that GitHub always sends
 * @param authorDate {@code author.date}, which GitHub sends in some payloads only; null when left out
 * @param author login of who wrote it
 */
public record Commit(
        String sha,
        String message,
        Instant timestamp,
        @Nullable Instant authorDate,
        String author) {}
