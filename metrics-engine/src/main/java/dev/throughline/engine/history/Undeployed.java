package dev.throughline.engine.history;

import java.time.Instant;

/**
 * Merged changes that wait for a deployment to production.
 *
 * @param oldestMergedAt when the one was merged that waits longest
 */
public record Undeployed(long count, Instant oldestMergedAt) {}
