package dev.throughline.collector.source.bitbucket;

import static dev.throughline.collector.source.SourcePayloads.all;
import static dev.throughline.collector.source.SourcePayloads.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceContract;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.collector.source.SourcePayloads.Real;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Push;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BitbucketSourceTest extends SourceContract {

    private final SourcePayloads payloads = payloads();

    static SourcePayloads payloads(DeploymentRule... rules) {
        return new SourcePayloads(BitbucketSourceTest.class, source("s3cret", rules));
    }

    private static BitbucketSource source(String secret, DeploymentRule... rules) {
        return new BitbucketSource(
                BitbucketSource.NAME,
                new BitbucketProperties(List.of(new Secret(secret)), List.of("Incident "), List.of(rules)),
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
        return "repo:push";
    }

    @Override
    protected Map<String, String> signed(byte[] body) {
        return Map.of("X-Hub-Signature", "sha256=" + SourcePayloads.hmac("s3cret", body), "X-Event-Key", event());
    }

    @Override
    protected String signatureHeader() {
        return "X-Hub-Signature";
    }

    @Test
    void agreesWithAKnownSignature() {
        String signature = "143ca8d517ba1b181025d732b1cf275d90104fca57bb02a565542978aa18c4b6";
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);

        assertThat(source("s").authenticate(Envelopes.with(Map.of("X-Hub-Signature", "sha256=" + signature)), body))
                .isTrue();
        for (String wrong :
                List.of(signature, "sha1=" + signature, "sha256=", "sha256=" + signature.replace('1', '2'))) {
            assertThat(source("s").authenticate(Envelopes.with(Map.of("X-Hub-Signature", wrong)), body))
                    .as(wrong)
                    .isFalse();
        }
    }

    @Test
    void takesTheTimeOfAPushFromItsHeader() {
        assertThat(pushedAt("Fri, 20 Nov 2026 09:30:00 GMT")).isEqualTo(Instant.parse("2026-11-20T09:30:00Z"));
        assertThat(pushedAt("Fri, 27 Nov 2026 09:30:00 GMT")).isEqualTo(SourcePayloads.RECEIVED_AT);
        assertThat(pushedAt("Wed, 31 Dec 1969 23:59:59 GMT")).isEqualTo(SourcePayloads.RECEIVED_AT);
        assertThat(pushedAt("yesterday")).isEqualTo(SourcePayloads.RECEIVED_AT);
        assertThat(source().headers(Envelopes.with(Map.of("X-Event-Time", "now", "X-Hook-UUID", "1")))
                        .byName())
                .containsOnlyKeys("x-event-time");
    }

    @Test
    void pointsToTheApiWhereAPipelineRan() {
        assertThat(payloads.normalize("repo:commit_status_updated", "{}"))
                .isInstanceOfSatisfying(
                        Ignored.class, ignored -> assertThat(ignored.reason()).contains("/api/v1/deployments"));
    }

    @Test
    void readsEveryRealPayload() {
        for (Real real : SourcePayloads.real("bitbucket")) {
            String name = real.name();
            String event = name.startsWith("push")
                    ? "repo:push"
                    : name.startsWith("commit-status")
                            ? "repo:commit_status_updated"
                            : name.startsWith("issue-updated") ? "issue:updated" : name.replace('-', ':');
            Normalization read = payloads.normalize(event, real.body().toString());
            if (name.startsWith("pullrequest") || name.startsWith("commit-status")) {
                assertThat(read).as(name).isInstanceOf(Ignored.class);
            } else {
                assertThat(read)
                        .as(name)
                        .isInstanceOfSatisfying(
                                Facts.class,
                                facts -> assertThat(facts.facts()).hasSize(name.endsWith("deleted") ? 1 : 2));
                assertThat(all(Push.class, read).stream()
                                .filter(push -> push.update().before() == null))
                        .as(name)
                        .hasSize(name.equals("push-tag") || name.equals("push-branch-created") ? 1 : 0);
            }
        }
    }

    private Instant pushedAt(String time) {
        return fact(
                        Push.class,
                        source().normalize(new Delivery(
                                "d1",
                                event(),
                                "application/json",
                                new Headers(Map.of("x-event-time", time)),
                                SourcePayloads.RECEIVED_AT,
                                body())))
                .at();
    }
}
