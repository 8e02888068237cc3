package dev.throughline.collector.source.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceContract;
import dev.throughline.engine.catalog.Catalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GitHubSourceTest extends SourceContract {

    private static final String DOCUMENTED_SECRET = "It's a Secret to Everybody";
    private static final String DOCUMENTED_SIGNATURE =
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private final GitHubSource source = new GitHubSource(Payloads.properties(), Catalog.EMPTY);

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
        return "push";
    }

    @Override
    protected Map<String, String> signed(byte[] body) {
        return Map.of("X-Hub-Signature-256", sign("s3cret", body), "X-GitHub-Event", event());
    }

    @Override
    protected String signatureHeader() {
        return "X-Hub-Signature-256";
    }

    @Test
    void agreesWithTheSignatureThatGitHubDocuments() {
        GitHubSignature signature = GitHubSignature.of(List.of(new Secret(DOCUMENTED_SECRET)));
        byte[] body = "Hello, World!".getBytes(StandardCharsets.UTF_8);

        assertThat(signature.signs(sha256(DOCUMENTED_SIGNATURE), body)).isTrue();
        assertThat(signature.signs(sha256(DOCUMENTED_SIGNATURE.replace("757", "758")), body))
                .isFalse();
        assertThat(signature.signs(sha256(DOCUMENTED_SIGNATURE.replace("sha256", "sha1")), body))
                .isFalse();
        assertThat(signature.signs(sha256(DOCUMENTED_SIGNATURE.replace("e17", "é17")), body))
                .isFalse();
    }

    @Test
    void acceptsEachOfSeveralSecrets() {
        GitHubSignature signature = GitHubSignature.of(List.of(new Secret("new"), new Secret("old")));
        byte[] body = body();

        assertThat(signature.signs(sha256(sign("old", body)), body)).isTrue();
        assertThat(signature.signs(sha256(sign("new", body)), body)).isTrue();
        assertThat(signature.signs(sha256(sign("other", body)), body)).isFalse();
    }

    @Test
    void takesTheOlderSignatureOnlyAsFourKeysDid() {
        byte[] body = body();
        String sha1 = sign("HmacSHA1", "sha1=", "s3cret", body);
        Envelope older = Envelopes.with(Map.of("X-Hub-Signature", sha1));

        assertThat(source.isSigned(older)).isFalse();
        assertThat(source.authenticate(older, body)).isFalse();
        Source asInFourKeys = source.asInFourKeys();
        assertThat(asInFourKeys.isSigned(older)).isTrue();
        assertThat(asInFourKeys.authenticate(older, body)).isTrue();
        for (String wrong : List.of(
                "",
                "sha1=",
                sha1.substring(0, sha1.length() - 1),
                sha1 + "0",
                sha1.substring("sha1=".length()),
                sign("HmacSHA1", "sha1=", "other", body),
                sign("s3cret", body))) {
            assertThat(asInFourKeys.authenticate(Envelopes.with(Map.of("X-Hub-Signature", wrong)), body))
                    .as(wrong)
                    .isFalse();
        }
    }

    @Test
    void letsTheNewerSignatureDecideWhereThereIsOne() {
        byte[] body = body();
        String sha1 = sign("HmacSHA1", "sha1=", "s3cret", body);
        Source asInFourKeys = source.asInFourKeys();

        assertThat(asInFourKeys.authenticate(sha256(sign("s3cret", body)), body))
                .isTrue();
        for (String wrong : List.of("", "sha256=" + "0".repeat(64))) {
            assertThat(asInFourKeys.authenticate(
                            Envelopes.with(Map.of("X-Hub-Signature", sha1, "X-Hub-Signature-256", wrong)), body))
                    .as(wrong)
                    .isFalse();
        }
    }

    private static Envelope sha256(String signature) {
        return Envelopes.with(Map.of("X-Hub-Signature-256", signature));
    }

    @Test
    void readsFormEncodedBodies() {
        String form = "payload=" + URLEncoder.encode(Payloads.read("push").toString(), StandardCharsets.UTF_8);

        assertThat(form(form)).isEqualTo(Payloads.normalize(source, "push", payload -> {}));
        assertThat(form("other=1&" + form)).isInstanceOf(Facts.class);
        assertThat(form("payload=%zz")).isEqualTo(new Malformed("payload", "is not URL-encoded"));
        assertThat(form("other=1")).isEqualTo(new Malformed("payload", "is missing in the form"));
        assertThat(form("payload=")).isInstanceOf(Malformed.class);
    }

    private Normalization form(String body) {
        return source.normalize(new Delivery(
                "d1",
                "push",
                "application/x-www-form-urlencoded; charset=utf-8",
                Payloads.RECEIVED_AT,
                body.getBytes(StandardCharsets.UTF_8)));
    }

    /** 404 payloads of 58 events, from GitHub's documentation of github.com and of five enterprise servers. */
    @Test
    void readsEveryExampleThatGitHubPublishes() throws IOException {
        int read = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Payloads.open("published-examples.jsonl.gz")), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode example = Payloads.JSON.readTree(line);
                String event = example.get("event").asString();
                String body = example.get("payload").toString();
                assertThat(Payloads.normalize(source, event, body))
                        .as("%s: %s", event, body)
                        .isNotInstanceOf(Malformed.class);
                read++;
            }
        }
        assertThat(read).isEqualTo(404);
    }

    private static String sign(String secret, byte[] body) {
        return sign("HmacSHA256", "sha256=", secret, body);
    }

    private static String sign(String algorithm, String prefix, String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return prefix + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
