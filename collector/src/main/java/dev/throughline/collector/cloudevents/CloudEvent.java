package dev.throughline.collector.cloudevents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event, in whatever mode it was sent.
 *
 * @param id the same whenever its source resends it
 * @param source who reports it, as a URI
 * @param type what happened
 * @param subject what it happened to; null when absent
 * @param time when it happened; null when absent
 */
public record CloudEvent(
        String id,
        String source,
        String type,
        @Nullable String subject,
        @Nullable Instant time,
        Data data) {

    /** Distinguishes it from every other one. */
    public String key() {
        return key(source, id);
    }

    static String key(String source, String id) {
        return source + " " + id;
    }

    /** Its content apart from its attributes. */
    public sealed interface Data {

        record Json(String text) implements Data {}

        record None() implements Data {}

        /** Something else than JSON. */
        record Other(String contentType) implements Data {}
    }
}
