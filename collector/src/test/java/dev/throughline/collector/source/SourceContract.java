package dev.throughline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds for every source. */
public abstract class SourceContract {

    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");

    /** The source, knowing the secret that {@link #signed} signs with. */
    protected abstract Source source();

    /** A body that tells facts. */
    protected abstract byte[] body();

    /** The event that it is of. */
    protected abstract String event();

    /** A body of an event that nobody knows, where it is the body that says which. */
    protected String unknown() {
        return "{}";
    }

    /** The headers that its sender puts on a body. */
    protected abstract Map<String, String> signed(byte[] body);

    /** The header that the signature is in. */
    protected abstract String signatureHeader();

    /** Whether its proof covers the body: what is only shown, such as a token, does not. */
    protected boolean signsBodies() {
        return true;
    }

    @Test
    void isFoundByItsName() {
        assertThat(new Normalizers(List.of(source())).source(source().name())).isPresent();
    }

    @Test
    void shakesNoHandThatNobodyOffers() {
        assertThat(source().handshake(Envelopes.with(Map.of()))).isEmpty();
    }

    @Test
    void acceptsASignedBody() {
        assertThat(authenticates(signed(body()))).isTrue();
    }

    @Test
    protected void refusesABodyThatWasChanged() {
        assumeThat(signsBodies()).isTrue();
        byte[] changed = body().clone();
        changed[changed.length - 2] ^= 1;
        assertThat(source().authenticate(Envelopes.with(signed(body())), changed))
                .isFalse();
    }

    @Test
    void refusesAMissingOrEmptySignature() {
        Map<String, String> headers = new TreeMap<>(signed(body()));
        headers.remove(signatureHeader());
        assertThat(authenticates(headers)).isFalse();
        headers.put(signatureHeader(), "");
        assertThat(authenticates(headers)).isFalse();
    }

    @Test
    void refusesATruncatedOrExtendedSignature() {
        Map<String, String> headers = new TreeMap<>(signed(body()));
        String signature = headers.getOrDefault(signatureHeader(), "");
        for (int length = 0; length < signature.length(); length++) {
            headers.put(signatureHeader(), signature.substring(0, length));
            assertThat(authenticates(headers)).isFalse();
        }
        headers.put(signatureHeader(), signature + "00");
        assertThat(authenticates(headers)).isFalse();
    }

    @Test
    void ignoresAnUnknownEvent() {
        assertThat(normalize("an_event_of_tomorrow", unknown().getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void saysOfABodyThatItCannotReadWhereItIsWrong() {
        for (String body : new String[] {"not json", "", "[]", "null", "42", "{", "{}", "\"text\"", "[[[[", "{}{}"}) {
            assertThat(normalize(event(), body.getBytes(StandardCharsets.UTF_8)))
                    .as(body)
                    .isInstanceOfSatisfying(Malformed.class, malformed -> {
                        assertThat(malformed.field()).isNotBlank();
                        assertThat(malformed.detail()).isNotBlank().doesNotContain("\n");
                    });
        }
    }

    @Test
    void readsARedeliveryTheSameWay() {
        assertThat(normalize(event(), body())).isInstanceOf(Facts.class).isEqualTo(normalize(event(), body()));
    }

    private boolean authenticates(Map<String, String> headers) {
        return source().authenticate(Envelopes.with(headers), body());
    }

    private Normalization normalize(String event, byte[] body) {
        return source().normalize(new Delivery("key", event, "application/json", RECEIVED_AT, body));
    }
}
