package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Names and texts of events. */
final class Text {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final int LONGEST = 500;

    private Text() {}

    /** A name that must be present, on one line. */
    static String required(@Nullable String text, String path) {
        String name = Field.of(optional(text).orElse(null), path);
        if (name.length() > LONGEST) {
            throw UnreadablePayload.at(path, "is longer than %d characters".formatted(LONGEST));
        }
        return name;
    }

    /** Empty when it is missing or blank. */
    static Optional<String> optional(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(said -> CONTROL.matcher(said).replaceAll(" ").strip())
                .filter(said -> !said.isEmpty());
    }

    /** What somebody added to an event; empty when it is not a string. */
    static Optional<String> custom(@Nullable JsonNode customData, String field) {
        return Optional.ofNullable(customData)
                .map(data -> data.path(field))
                .filter(JsonNode::isString)
                .flatMap(value -> optional(PayloadJson.storable(value.stringValue())));
    }
}
