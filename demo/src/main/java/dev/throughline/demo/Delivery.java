package dev.throughline.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook delivery as GitHub posts it.
 *
 * @param event GitHub's word for what happened, its {@code X-GitHub-Event}
 * @param at when it happened; GitHub does not send it, it orders the deliveries
 * @param payload the JSON body
 */
public record Delivery(String event, Instant at, Map<String, @Nullable Object> payload) {

    /** The body as posted, compact JSON in UTF-8. */
    public byte[] body() {
        return Payload.bytes(payload);
    }

    /** Its {@code X-GitHub-Delivery}: made from the content, so the same event has the same id whenever it is posted. */
    public String id() {
        byte[] body = body();
        byte[] content = new byte[event.length() + body.length];
        System.arraycopy(event.getBytes(StandardCharsets.US_ASCII), 0, content, 0, event.length());
        System.arraycopy(body, 0, content, event.length(), body.length);
        return UUID.nameUUIDFromBytes(content).toString();
    }
}
