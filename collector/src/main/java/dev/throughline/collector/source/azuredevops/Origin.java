package dev.throughline.collector.source.azuredevops;

import java.time.Instant;

/**
 * The event that a payload tells.
 *
 * @param key the sender's id of it, else that of the delivery
 * @param at when it came about, else when it was received
 * @param receivedAt when the delivery was received
 */
record Origin(String key, Instant at, Instant receivedAt) {}
