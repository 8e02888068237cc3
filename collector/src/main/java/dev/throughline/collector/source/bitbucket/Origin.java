package dev.throughline.collector.source.bitbucket;

import java.time.Instant;

/**
 * The delivery that a payload came in.
 *
 * @param key the sender's id for it
 * @param at when its event happened, according to its header, otherwise when it was received
 */
record Origin(String key, Instant at) {}
