package dev.throughline.collector.source.gitlab;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The delivery that a payload came in.
 *
 * @param key the sender's id for it
 * @param receivedAt replaces a time that the payload does not have
 * @param instance address of the GitLab, by a header that no signature covers: for the few payloads that name none; null without that
 *     header
 */
record Origin(String key, Instant receivedAt, @Nullable String instance) {}
