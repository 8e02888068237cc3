package dev.throughline.collector.source.gitea;

import java.time.Instant;

/**
 * The delivery that a payload came in.
 *
 * @param key the sender's id of it
 * @param receivedAt stands in for a time that the payload does not tell
 */
record Origin(String key, Instant receivedAt) {}
