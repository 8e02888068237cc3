package dev.throughline.collector.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verified sender posted, byte for byte.
 *
 * @param key the sender's own id for it, otherwise the SHA-256 of the body in hex
 * @param event the sender's word for what happened; empty when it gave none
 * @param contentType as received; distinguishes a form-encoded body from plain JSON
 * @param headers those that its source keeps
 * @param receivedAt when the whole body had been read
 */
public record Delivery(
        String key, String event, @Nullable String contentType, Headers headers, Instant receivedAt, byte[] body) {

    /** One whose source keeps no headers. */
    public Delivery(String key, String event, @Nullable String contentType, Instant receivedAt, byte[] body) {
        this(key, event, contentType, Headers.NONE, receivedAt, body);
    }
}
