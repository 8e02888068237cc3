package dev.throughline.collector.source.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceContract;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.collector.source.SourcePayloads.Real;
import dev.throughline.engine.catalog.Catalog;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GiteaSourceTest extends SourceContract {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final SourcePayloads payloads = payloads();

    static SourcePayloads payloads(DeploymentRule... rules) {
        return new SourcePayloads(
                GiteaSourceTest.class,
                new GiteaSource(
                        GiteaSource.NAME,
                        new GiteaProperties(List.of(new Secret("s3cret")), List.of("Incident "), List.of(rules)),
                        Catalog.EMPTY));
    }

    private static GiteaSource source(String... secrets) {
        return new GiteaSource(
                GiteaSource.NAME,
                new GiteaProperties(List.of(secrets).stream().map(Secret::new).toList(), List.of(), List.of()),
                Catalog.EMPTY);
    }

    @Override
    protected Source source() {
        return payloads.source();
    }

    @Override
    protected byte[] body() {
        return payloads.bytes("push");
    }

    @Override
    protected String event() {
        return "push";
    }

    @Override
    protected Map<String, String> signed(byte[] body) {
        return Map.of("X-Gitea-Signature", SourcePayloads.hmac("s3cret", body), "X-Gitea-Event", event());
    }

    @Override
    protected String signatureHeader() {
        return "X-Gitea-Signature";
    }

    @Test
    void agreesWithAPublishedSignature() {
        byte[] body = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);
        String signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

        assertThat(source("Jefe").authenticate(Envelopes.with(Map.of("X-Gitea-Signature", signature)), body))
                .isTrue();
        assertThat(source("new", "Jefe").authenticate(Envelopes.with(Map.of("X-Gogs-Signature", signature)), body))
                .isTrue();
        assertThat(source("Jefe")
                        .authenticate(Envelopes.with(Map.of("X-Hub-Signature-256", "sha256=" + signature)), body))
                .isTrue();
        assertThat(source("Jefe")
                        .authenticate(Envelopes.with(Map.of("X-Hub-Signature-256", "sha1=" + signature)), body))
                .isFalse();
        assertThat(source("other").authenticate(Envelopes.with(Map.of("X-Gitea-Signature", signature)), body))
                .isFalse();
    }

    @Test
    void looksAtNoOtherSignatureThanTheFirstThatIsSent() {
        String right = SourcePayloads.hmac("s3cret", body());
        String wrong = SourcePayloads.hmac("other", body());

        assertThat(authenticates(Map.of("X-Forgejo-Signature", right, "X-Gitea-Signature", wrong)))
                .isTrue();
        assertThat(authenticates(Map.of("X-Forgejo-Signature", wrong, "X-Gitea-Signature", right)))
                .isFalse();
        assertThat(authenticates(Map.of("X-Gitea-Signature", wrong, "X-Gogs-Signature", right)))
                .isFalse();
        assertThat(authenticates(Map.of("X-Gitea-Signature", wrong, "X-Hub-Signature-256", "sha256=" + right)))
                .isFalse();
    }

    @Test
    void refusesWhatIsSentWithoutASecret() {
        Map<String, String> empty = new HashMap<>();
        for (String header : List.of("X-Gitea-Signature", "X-Gogs-Signature", "X-Forgejo-Signature")) {
            empty.put(header, "");
        }
        empty.put("X-Hub-Signature-256", "sha256=");

        assertThat(authenticates(empty)).isFalse();
        assertThat(source().isSigned(Envelopes.with(empty))).isFalse();
        assertThat(authenticates(Map.of("X-Hub-Signature-256", "sha256="))).isFalse();
        assertThat(source(new String[0]).authenticate(Envelopes.with(signed(body())), body()))
                .isFalse();
    }

    @Test
    void readsFormsOfWhichTheJsonIsSigned() {
        byte[] form = ("payload="
                        + URLEncoder.encode(new String(body(), StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        String signature = SourcePayloads.hmac("s3cret", body());

        assertThat(source().authenticate(
                                Envelopes.with(Map.of("Content-Type", FORM, "X-Gitea-Signature", signature)), form))
                .isTrue();
        assertThat(source().authenticate(
                                Envelopes.with(Map.of(
                                        "Content-Type",
                                        FORM,
                                        "X-Gitea-Signature",
                                        SourcePayloads.hmac("s3cret", form))),
                                form))
                .isFalse();
        assertThat(source().authenticate(
                                Envelopes.with(Map.of("Content-Type", FORM, "X-Gitea-Signature", signature)),
                                "payload=%zz".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(form(form)).isEqualTo(payloads.normalize("push", "push", _ -> {}));
        assertThat(form("other=1".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Malformed("payload", "is missing in the form"));
    }

    @Test
    void takesNothingOfAStrangersFormApart() {
        byte[] form = "&a".repeat(2 << 20).getBytes(StandardCharsets.UTF_8);
        Envelope stranger =
                Envelopes.with(Map.of("Content-Type", FORM, "X-Gitea-Signature", SourcePayloads.hmac("other", form)));
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = thread.getCurrentThreadAllocatedBytes();
        assertThat(source().authenticate(stranger, form)).isFalse();
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(5L * form.length);
    }

    @Test
    void takesTheEventAndTheDeliveryFromWhicheverSenderItIs() {
        assertThat(source().event(Envelopes.with(Map.of("X-Forgejo-Event", "push", "X-Gitea-Event", "other"))))
                .isEqualTo("push");
        assertThat(source().event(Envelopes.with(Map.of("X-Gogs-Event", "create"))))
                .isEqualTo("create");
        assertThat(source().event(Envelopes.with(Map.of("X-Gitea-Event", "", "X-Gitea-Event-Type", "status"))))
                .isEqualTo("status");
        assertThat(source().event(Envelopes.with(Map.of()))).isEmpty();
        assertThat(source().delivery(Envelopes.with(Map.of("X-Gitea-Delivery", "d7", "X-Gogs-Delivery", "d8"))))
                .contains("d7");
        assertThat(source().delivery(Envelopes.with(Map.of("X-Gogs-Delivery", "d9"))))
                .contains("d9");
        assertThat(source().delivery(Envelopes.with(Map.of()))).isEmpty();
    }

    @Test
    void pointsToTheApiWhereAWorkflowRan() {
        assertThat(payloads.normalize("workflow_run", "{}"))
                .isInstanceOfSatisfying(
                        Ignored.class, ignored -> assertThat(ignored.reason()).contains("/api/v1/deployments"));
    }

    @Test
    void readsEveryRealPayload() {
        Map<String, String> events = Map.of(
                "issue-closed", "issues",
                "issue-labelled", "issues",
                "issue-opened", "issues",
                "pull-request-merged", "pull_request",
                "pull-request-opened", "pull_request",
                "push", "push",
                "push-1.20", "push",
                "release", "release",
                "tag-create", "create");
        for (Real real : SourcePayloads.real("gitea")) {
            Normalization read = payloads.normalize(
                    events.getOrDefault(real.name(), ""), real.body().toString());
            if (real.name().equals("release")) {
                assertThat(read).as(real.name()).isInstanceOf(Ignored.class);
            } else {
                assertThat(read)
                        .as(real.name())
                        .isInstanceOfSatisfying(
                                Facts.class,
                                facts -> assertThat(facts.facts())
                                        .hasSize(real.name().equals("tag-create") ? 1 : 2));
            }
        }
    }

    private boolean authenticates(Map<String, String> headers) {
        return source().authenticate(Envelopes.with(headers), body());
    }

    private Normalization form(byte[] body) {
        return source().normalize(new Delivery("d1", "push", FORM, SourcePayloads.RECEIVED_AT, body));
    }
}
