package dev.throughline.collector.source.bitbucket;

import java.time.Instant;

/**
 * The delivery that a payload came in.
 *
 * @param key the sender's id of it
 * @param at when its event came about, as its header tells, else when it was received
 */
record Origin(String key, Instant at) {}
