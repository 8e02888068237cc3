package dev.throughline.dashboard.source;

import java.time.Duration;
import java.time.Instant;

/**
 * A repository that a source has posted nothing about for unusually long.
 *
 * @param source name of the source
 * @param repository full name
 * @param since when something last arrived
 * @param threshold a longer pause is silence
 */
public record SilentRepository(String source, String repository, Instant since, Duration threshold) {}
