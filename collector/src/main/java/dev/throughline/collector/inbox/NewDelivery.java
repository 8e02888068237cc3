package dev.throughline.collector.inbox;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Headers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified delivery on its way into the inbox.
 *
 * @param source name of the source that it was posted to
 * @param key the sender's own id for it, otherwise the SHA-256 of the body in hex
 * @param event the sender's word for what happened; empty when it gave none
 * @param contentType as received
 * @param headers those that its source keeps
 * @param receivedAt when the whole body had been read
 * @param bytes length of the body as received
 * @param deflated the body, deflated
 */
public record NewDelivery(
        String source,
        String key,
        String event,
        @Nullable String contentType,
        Headers headers,
        Instant receivedAt,
        int bytes,
        byte[] deflated) {

    /** One received at that time, with its body as it arrived. */
    public static NewDelivery received(String source, Delivery delivery) {
        return new NewDelivery(
                source,
                delivery.key(),
                delivery.event(),
                delivery.contentType(),
                delivery.headers(),
                delivery.receivedAt(),
                delivery.body().length,
                Deflated.of(delivery.body()));
    }

    /** The same under another key. */
    NewDelivery under(String other) {
        return new NewDelivery(source, other, event, contentType, headers, receivedAt, bytes, deflated);
    }
}
