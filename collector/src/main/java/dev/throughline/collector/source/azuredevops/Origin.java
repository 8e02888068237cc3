package dev.throughline.collector.source.azuredevops;

import java.time.Instant;

/**
 * The event that a payload reports.
 *
 * @param key the sender's id for it, otherwise that of the delivery
 * @param at when it happened, otherwise when it was received
 * @param receivedAt when the delivery was received
 */
record Origin(String key, Instant at, Instant receivedAt) {}
