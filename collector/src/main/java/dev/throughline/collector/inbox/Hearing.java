package dev.throughline.collector.inbox;

import dev.throughline.engine.fact.RepositoryId;
import java.time.Instant;

/**
 * A source posted something about a repository.
 *
 * @param at when it was received
 */
public record Hearing(String source, RepositoryId repository, Instant at) {}
