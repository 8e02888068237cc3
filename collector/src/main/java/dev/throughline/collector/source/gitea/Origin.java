package dev.throughline.collector.source.gitea;

import java.time.Instant;

/**
 * The delivery that a payload came in.
 *
 * @param key the sender's id for it
 * @param receivedAt replaces a time that the payload does not have
 */
record Origin(String key, Instant receivedAt) {}
