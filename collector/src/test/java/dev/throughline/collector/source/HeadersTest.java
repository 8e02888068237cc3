package dev.throughline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadersTest {

    @Test
    void keepsThoseThatAreAskedFor() {
        Headers kept = Headers.of(
                Envelopes.with(Map.of("Ce-Type", "dev.example\r\n", "X-Secret", "swordfish")),
                Set.of("ce-type", "ce-time"));
        assertThat(kept.byName()).isEqualTo(Map.of("ce-type", "dev.example"));
        assertThat(kept.value("CE-TYPE")).contains("dev.example");
    }

    @Test
    void areTheSameAfterTheyWereStored() {
        Headers headers = new Headers(Map.of("ce-type", "a: b: c", "ce-id", ""));
        assertThat(Headers.ofLines(headers.lines())).isEqualTo(headers);
        assertThat(Headers.NONE.lines()).isNull();
        assertThat(Headers.ofLines(null)).isEqualTo(Headers.NONE);
    }
}
