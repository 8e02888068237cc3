package dev.throughline.dashboard.source;

import java.time.Duration;
import java.time.Instant;

/**
 * A repository that a source posts nothing about, for longer than is usual.
 *
 * @param source name of the source
 * @param repository full name
 * @param since when something last came
 * @param threshold a pause longer than that is silence
 */
public record SilentRepository(String source, String repository, Instant since, Duration threshold) {}
