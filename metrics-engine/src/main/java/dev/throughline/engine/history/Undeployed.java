package dev.throughline.engine.history;

import java.time.Instant;

/**
 * Merged changes that are waiting for a deployment to production.
 *
 * @param oldestMergedAt when the one that has waited longest was merged
 */
public record Undeployed(long count, Instant oldestMergedAt) {}
