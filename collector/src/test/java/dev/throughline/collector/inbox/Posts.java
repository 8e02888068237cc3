package dev.throughline.collector.inbox;

import dev.throughline.collector.source.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Deliveries to store. */
final class Posts {

    static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00.123456Z");

    private Posts() {}

    static NewDelivery post(String key) {
        return post(key, "body of " + key);
    }

    static NewDelivery post(String key, String body) {
        return post(key, body, RECEIVED_AT);
    }

    static NewDelivery post(String key, String body, Instant receivedAt) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new NewDelivery(
                "fake", key, "event", "application/json", Headers.NONE, receivedAt, bytes.length, Deflated.of(bytes));
    }
}
