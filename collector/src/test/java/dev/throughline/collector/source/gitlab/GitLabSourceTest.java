package dev.throughline.collector.source.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceContract;
import dev.throughline.engine.catalog.Catalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class GitLabSourceTest extends SourceContract {

    private static final byte[] KEY_BYTES = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final String KEY = "whsec_" + Base64.getEncoder().encodeToString(KEY_BYTES);

    private final GitLabSource source = with(KEY);

    @Override
    protected Source source() {
        return source;
    }

    @Override
    protected byte[] body() {
        return Payloads.read("push").toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected String event() {
        return "Push Hook";
    }

    @Override
    protected Map<String, String> signed(byte[] body) {
        return Map.of(
                "webhook-id",
                "d1",
                "webhook-timestamp",
                "1795255200",
                "webhook-signature",
                sign("d1", "1795255200", body),
                "X-Gitlab-Event",
                event());
    }

    @Override
    protected String signatureHeader() {
        return "webhook-signature";
    }

    @Test
    void acceptsEachOfSeveralTokens() {
        GitLabSource source = with("new", "old");
        assertThat(accepts(source, Map.of("X-Gitlab-Token", "old"))).isTrue();
        assertThat(accepts(source, Map.of("X-Gitlab-Token", "new"))).isTrue();
        assertThat(accepts(source, Map.of("X-Gitlab-Token", "other"))).isFalse();
        assertThat(accepts(source, Map.of("X-Gitlab-Token", ""))).isFalse();
        assertThat(accepts(source, Map.of())).isFalse();
    }

    /** GitLab sends both while a hook is changed from one to the other. */
    @Test
    void goesByTheSignatureWhereThereIsOne() {
        GitLabSource source = with(KEY, "token");
        Map<String, String> wrong = Map.of(
                "webhook-id", "d1",
                "webhook-timestamp", "1795255200",
                "webhook-signature", "v1," + Base64.getEncoder().encodeToString(new byte[32]),
                "X-Gitlab-Token", "token");
        assertThat(accepts(source, wrong)).isFalse();
        assertThat(accepts(source, signed(body()))).isTrue();
        assertThat(accepts(source, Map.of("X-Gitlab-Token", "token"))).isTrue();
        assertThat(accepts(with("token"), wrong))
                .as("no signing token is known")
                .isTrue();
    }

    @Test
    void takesNoSigningTokenForASecretToken() {
        assertThat(accepts(source, Map.of("X-Gitlab-Token", KEY))).isFalse();
        assertThat(accepts(source, Map.of())).isFalse();
        assertThat(source.isSigned(Envelopes.with(Map.of()))).isFalse();
        assertThat(source.isSigned(Envelopes.with(Map.of("X-Gitlab-Token", "any"))))
                .isTrue();
    }

    @Test
    void refusesASignatureOfLongAgo() {
        Map<String, String> old = Map.of(
                "webhook-id", "d1",
                "webhook-timestamp", "1795254800",
                "webhook-signature", sign("d1", "1795254800", body()));
        assertThat(accepts(source, old)).isFalse();
    }

    @Test
    void knowsADeliveryByWhatStaysWhenItIsSentAgain() {
        assertThat(source.delivery(Envelopes.with(Map.of("Idempotency-Key", "a", "webhook-id", "b"))))
                .contains("a");
        assertThat(source.delivery(Envelopes.with(Map.of("webhook-id", "b")))).contains("b");
        assertThat(source.delivery(Envelopes.with(Map.of("X-Gitlab-Event-UUID", "c", "X-Gitlab-Webhook-UUID", "d"))))
                .isEmpty();
    }

    @Test
    void dispatchesOnTheBody() {
        assertThat(Payloads.normalize(source, "System Hook", "{\"event_name\":\"user_create\"}"))
                .isEqualTo(new Ignored("nothing is measured from the event 'user_create'"));
        assertThat(Payloads.normalize(source, "Issue Hook", "{\"object_kind\":\"feature_flag\"}"))
                .isEqualTo(new Ignored("feature flags are not measured"));
        assertThat(Payloads.normalize(source, "Push Hook", "{\"text\":\"by a template\"}"))
                .isEqualTo(new Malformed("object_kind", "is missing"));
    }

    @Test
    void readsEveryKnownExample() throws IOException {
        Path folder = Path.of("../../shared/data/payloads/gitlab");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no examples beside the repository");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSizeGreaterThan(25)
                    .allSatisfy(file -> assertThat(Payloads.normalize(source, "Some Hook", Files.readString(file)))
                            .isNotInstanceOf(Malformed.class));
        }
    }

    private boolean accepts(GitLabSource source, Map<String, String> headers) {
        return source.authenticate(Envelopes.with(headers), body());
    }

    private static GitLabSource with(String... secrets) {
        return new GitLabSource(
                new GitLabProperties(Stream.of(secrets).map(Secret::new).toList(), List.of("incident"), List.of()),
                Catalog.EMPTY,
                Payloads.CLOCK);
    }

    private static String sign(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY_BYTES, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
