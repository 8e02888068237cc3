package dev.throughline.collector.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnreadablePayloadTest {

    private record Body(
            @Nullable Long id,
            @Nullable Boolean merged,
            @Nullable Map<String, @Nullable String> labels) {}

    private static UnreadablePayload unreadable(String json) {
        return catchThrowableOfType(
                UnreadablePayload.class, () -> PayloadJson.snakeCase().read(json, Body.class));
    }

    /** PostgreSQL keeps what is said of a body, too. */
    @Test
    void quotesNothingThatCannotBeKept() {
        for (String odd : new String[] {"a\\u0000b", "\\ud83d", "x\\ude00"}) {
            UnreadablePayload number = unreadable("{\"id\": \"%s\"}".formatted(odd));
            assertThat(number.field()).isEqualTo("id");
            assertThat(number.detail()).isEqualTo("is not a whole number");
            assertThat(unreadable("{\"merged\": \"%s\"}".formatted(odd)).detail())
                    .isEqualTo("is not true or false");
        }
    }

    @Test
    void namesAFieldAsItCanBeKept() {
        assertThat(unreadable("{\"labels\": {\"a\\u0000b\": []}}").field()).isEqualTo("labels.a\ufffdb");
        assertThat(unreadable("{\"labels\": {\"\\ud83d\": []}}").field()).isEqualTo("labels.\ufffd");
    }
}
