package dev.throughline.collector.backfill;

import dev.throughline.collector.payload.Times;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Fields of an API's answers. */
public final class AnswerFields {

    private AnswerFields() {}

    /** As text; empty where there is none. */
    public static String text(JsonNode object, String field) {
        return object.path(field).asString("");
    }

    /** Empty where there is none that is kept. */
    public static Optional<Instant> time(JsonNode object, String field) {
        return Times.read(text(object, field));
    }
}
