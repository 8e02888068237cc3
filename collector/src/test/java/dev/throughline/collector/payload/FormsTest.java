package dev.throughline.collector.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {

    @ParameterizedTest
    @CsvSource({
        "payload=a%20b+c, a b c",
        "payload=1&payload=2, 1",
        "a=1&payload=2&b=3, 2",
        "xpayload=1&payload=2, 2",
        "a=payload=1&payload=%C3%A4, ä",
        "payload=x=y, x=y",
    })
    void findsTheField(String form, String text) {
        assertThat(payload(form)).isEqualTo(text);
    }

    @Test
    void takesAnEmptyOne() {
        assertThat(payload("payload=")).isEmpty();
        assertThat(payload("a&payload=&b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "payload", "&", "xpayload=1", "a=payload=1", "Payload=1"})
    void saysThatItIsMissing(String form) {
        assertThatThrownBy(() -> payload(form))
                .isInstanceOfSatisfying(
                        UnreadablePayload.class,
                        wrong -> assertThat(wrong.detail()).isEqualTo("is missing in the form"));
    }

    @Test
    void saysThatItIsNotEncoded() {
        assertThatThrownBy(() -> payload("payload=%zz"))
                .isInstanceOfSatisfying(
                        UnreadablePayload.class,
                        wrong -> assertThat(wrong.detail()).isEqualTo("is not URL-encoded"));
    }

    private static String payload(String form) {
        return Forms.field(form.getBytes(StandardCharsets.UTF_8), "payload");
    }
}
