package dev.throughline.collector.cloudevents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event, however it was put into a request.
 *
 * @param id the same whenever its source sends it again
 * @param source who tells it, as a URI
 * @param type what happened
 * @param subject what it happened to; null when it is not told
 * @param time when it happened; null when it is not told
 */
public record CloudEvent(
        String id,
        String source,
        String type,
        @Nullable String subject,
        @Nullable Instant time,
        Data data) {

    /** Tells it apart from every other one. */
    public String key() {
        return key(source, id);
    }

    static String key(String source, String id) {
        return source + " " + id;
    }

    /** What it says beside its attributes. */
    public sealed interface Data {

        record Json(String text) implements Data {}

        record None() implements Data {}

        /** Something else than JSON. */
        record Other(String contentType) implements Data {}
    }
}
