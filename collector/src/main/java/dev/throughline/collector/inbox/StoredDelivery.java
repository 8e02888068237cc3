package dev.throughline.collector.inbox;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Headers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that a worker has taken.
 *
 * @param id its place in the inbox
 * @param key the sender's own id for it, otherwise the SHA-256 of the body
 * @param headers those that its source keeps
 * @param bytes length of the body as received
 * @param deflated the body, deflated
 * @param attempts how often it was tried before
 */
public record StoredDelivery(
        long id,
        String source,
        String key,
        String event,
        @Nullable String contentType,
        Headers headers,
        Instant receivedAt,
        int bytes,
        byte[] deflated,
        int attempts) {

    /** The delivery with its body as received. Throws when that is damaged, so it is inflated only when it is read. */
    public Delivery inflate() {
        return new Delivery(key, event, contentType, headers, receivedAt, Deflated.inflate(deflated, bytes));
    }
}
