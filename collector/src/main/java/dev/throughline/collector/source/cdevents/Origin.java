package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.payload.Field;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;

/**
 * Where facts come from.
 *
 * @param source who reports the event
 * @param id of the event, the same whenever its source repeats it
 * @param at when it happened
 */
record Origin(String source, String id, Instant at) {

    static Origin of(Payload.Context context) {
        return new Origin(
                Text.required(context.source(), "context.source"),
                Text.required(context.id(), "context.id"),
                Field.of(context.timestamp(), "context.timestamp"));
    }

    /** Distinguishes the event from every other one. */
    String key() {
        return source + "#" + id;
    }

    Statement statement() {
        return new Statement(at, key());
    }
}
