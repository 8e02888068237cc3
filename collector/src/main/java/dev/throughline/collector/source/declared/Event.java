package dev.throughline.collector.source.declared;

import dev.throughline.collector.cloudevents.CloudEvent;
import dev.throughline.collector.source.Delivery;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The input of an expression from a delivery, which may hold several.
 *
 * @param key identifies it
 * @param at when it happened, if known
 * @param body JSON; null when there is none
 */
record Event(String key, Instant at, byte @Nullable [] body, Map<String, Object> variables) {

    /** A delivery that is an event. */
    static Event of(Delivery delivery, Map<String, String> settings) {
        return new Event(
                delivery.key(),
                delivery.receivedAt(),
                delivery.body(),
                Map.of(
                        "headers", delivery.headers().byName(),
                        "event", delivery.event(),
                        "settings", settings,
                        "received_at", delivery.receivedAt().toString()));
    }

    /** One of several in a delivery. One without a time happened when it arrived. */
    static Event of(CloudEvent event, byte @Nullable [] body, Delivery delivery, Map<String, String> settings) {
        Instant at = Objects.requireNonNullElse(event.time(), delivery.receivedAt());
        Map<String, String> attributes = new HashMap<>(
                Map.of("id", event.id(), "source", event.source(), "type", event.type(), "time", at.toString()));
        if (event.subject() != null) {
            attributes.put("subject", event.subject());
        }
        Map<String, Object> variables = new HashMap<>(of(delivery, settings).variables());
        variables.put("event", event.type());
        variables.put("ce", attributes);
        return new Event(event.key(), at, body, Map.copyOf(variables));
    }
}
