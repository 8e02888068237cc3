package dev.throughline.server.forge;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/** How answers are written. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private Json() {}

    /** @param members names and values in turn */
    static Map<String, @Nullable Object> object(@Nullable Object... members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put(String.valueOf(members[i]), members[i + 1]);
        }
        return object;
    }

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Written once, for what many answers repeat. */
    static RawValue written(Object value) {
        return new RawValue(MAPPER.writeValueAsString(value));
    }

    /** To the second, as GitHub writes times. */
    static @Nullable String seconds(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** To the millisecond, as GitLab writes times. */
    static @Nullable String millis(@Nullable Instant at) {
        return at == null ? null : millis(at, ZoneOffset.UTC);
    }

    static String millis(Instant at, ZoneOffset zone) {
        return MILLIS.format(at.atOffset(zone));
    }
}
