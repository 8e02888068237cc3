package dev.throughline.collector.inbox;

import dev.throughline.collector.source.Delivery;

/**
 * A delivery that a worker has taken, with its body inflated.
 *
 * @param id its place in the inbox
 * @param attempts how often it was tried before
 */
public record StoredDelivery(long id, String source, int attempts, Delivery delivery) {}
