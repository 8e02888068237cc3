package dev.throughline.collector.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.annotation.JsonDeserialize;

class PayloadJsonTest {

    record Told(@Nullable Instant at) {}

    record Written(
            @JsonDeserialize(using = PayloadJson.AuthorTimeDeserializer.class) @Nullable
            Instant at) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "''",
                "'0001-01-01T00:00:00'",
                "'0001-01-01T00:00:00Z'",
                "'0001-01-01T00:00:00.0000000'",
                "'0001-01-01T00:00:00+00:00'",
                "'0001-01-01 00:00:00 UTC'",
            })
    void readsWhatSaysThatThereIsNoTime(String at) {
        assertThat(read(at, Told.class).at()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"' '", "'soon'", "'0001-01-02T00:00:00Z'", "'1969-12-31T23:59:59Z'", "{}", "[]", "true"})
    void refusesWhatIsNoTime(String at) {
        assertThatThrownBy(() -> read(at, Told.class)).isInstanceOf(UnreadablePayload.class);
    }

    @Test
    void bendsTheTimeOfAnAuthor() {
        assertThat(read("'0001-01-01T00:00:00Z'", Written.class).at()).isEqualTo(Instant.EPOCH);
        assertThat(read("'2026-11-20T12:00:00Z'", Written.class).at()).isEqualTo(Instant.parse("2026-11-20T12:00:00Z"));
    }

    private static <T> T read(String at, Class<T> type) {
        return PayloadJson.camelCase().read("{\"at\":%s}".formatted(at.replace('\'', '"')), type);
    }
}
