package dev.throughline.demo;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object in the making; a snapshot of what it is given, so that later changes do not show. */
final class Payload {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Payload() {}

    /** An object of names and values, in this order. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(object);
    }

    /** The first object, then what the second adds or replaces. */
    static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> object, Map<String, @Nullable Object> more) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>(object);
        both.putAll(more);
        return Collections.unmodifiableMap(both);
    }

    static byte[] bytes(Map<String, @Nullable Object> object) {
        return JSON.writeValueAsString(object).getBytes(StandardCharsets.UTF_8);
    }
}
