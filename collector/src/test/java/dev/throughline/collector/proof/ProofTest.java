package dev.throughline.collector.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.proof.Hmac.Algorithm;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {

    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final long AT = 1614265330;

    @Test
    void signsAsTheStandardHasIt() {
        assertThat(webhooks(AT).signs(ID, "" + AT, SIGNATURE, BODY)).isTrue();
        assertThat(webhooks(AT).signs(ID, "" + AT, "v1,AAAA v2,BBBB " + SIGNATURE, BODY))
                .isTrue();
        assertThat(webhooks(AT + 299).signs(ID, "" + AT, SIGNATURE, BODY)).isTrue();
    }

    @Test
    void refusesWhatIsOldOrOfAnotherDelivery() {
        assertThat(webhooks(AT + 301).signs(ID, "" + AT, SIGNATURE, BODY)).isFalse();
        assertThat(webhooks(AT - 301).signs(ID, "" + AT, SIGNATURE, BODY)).isFalse();
        assertThat(webhooks(AT).signs("msg_other", "" + AT, SIGNATURE, BODY)).isFalse();
        assertThat(webhooks(AT).signs(ID, "" + (AT + 1), SIGNATURE, BODY)).isFalse();
        assertThat(webhooks(AT).signs(ID, "" + AT, SIGNATURE, "{}".getBytes(UTF_8)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1,", "v1", "v1,%%%", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", " "})
    void refusesWhatIsNoSignature(String signature) {
        assertThat(webhooks(AT).signs(ID, "" + AT, signature, BODY)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "-9223372036854775808", "9223372036854775807", "1614265330.5"})
    void refusesWhatIsNoTime(String timestamp) {
        assertThat(webhooks(AT).signs(ID, timestamp, SIGNATURE, BODY)).isFalse();
    }

    @Test
    void tellsKeysFromOtherSecrets() {
        assertThat(StandardWebhooks.isKey(new Secret(KEY))).isTrue();
        assertThat(StandardWebhooks.isKey(new Secret("whsec_"))).isFalse();
        assertThat(StandardWebhooks.isKey(new Secret("whsec_%"))).isFalse();
        assertThat(StandardWebhooks.isKey(new Secret("swordfish"))).isFalse();
    }

    @Test
    void signsWithEachOfSeveralSecretsAndWithNothingElse() {
        Hmac hmac = Hmac.of(Algorithm.SHA256, List.of(new Secret("new"), new Secret("It's a Secret to Everybody")));
        byte[] given = Hmac.hex("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
                .orElseThrow();
        assertThat(hmac.signs(given, "Hello, World!".getBytes(UTF_8))).isTrue();
        assertThat(hmac.signs(given, "Hello, ".getBytes(UTF_8), "World!".getBytes(UTF_8)))
                .isTrue();
        assertThat(hmac.signs(given, "Hello, World".getBytes(UTF_8))).isFalse();
        assertThat(hmac.signs(new byte[0], "Hello, World!".getBytes(UTF_8))).isFalse();
        assertThat(Hmac.of(Algorithm.SHA256, List.of()).signs(new byte[0], BODY))
                .isFalse();
    }

    @Test
    void knowsEachOfSeveralTokensAndNoOther() {
        Tokens tokens = new Tokens(List.of(new Secret("swordfish"), new Secret("ops:pa:ss")));
        assertThat(tokens.has("swordfish")).isTrue();
        assertThat(tokens.has("swordfis")).isFalse();
        assertThat(tokens.has("")).isFalse();
        assertThat(tokens.has(null)).isFalse();
        assertThat(new Tokens(List.of()).has("swordfish")).isFalse();
        assertThat(tokens.hasBasic("Basic " + base64("anybody:swordfish"))).isTrue();
        assertThat(tokens.hasBasic("basic " + base64("ops:pa:ss"))).isTrue();
        assertThat(tokens.hasBasic("Basic " + base64("other:pa:ss"))).isFalse();
        assertThat(tokens.hasBasic("Basic %%%")).isFalse();
        assertThat(tokens.hasBasic("Bearer swordfish")).isFalse();
        assertThat(tokens.hasBasic(null)).isFalse();
    }

    private static StandardWebhooks webhooks(long now) {
        return new StandardWebhooks(
                List.of(new Secret("whsec_AAAA"), new Secret(KEY)),
                Clock.fixed(Instant.ofEpochSecond(now), ZoneOffset.UTC));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
