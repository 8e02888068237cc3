package dev.throughline.collector.source.azuredevops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceContract;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.collector.source.SourcePayloads.Real;
import dev.throughline.engine.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AzureDevOpsSourceTest extends SourceContract {

    private static final String ZERO = "00000000-0000-0000-0000-000000000000";

    private final SourcePayloads payloads = payloads();

    static SourcePayloads payloads(DeploymentRule... rules) {
        return new SourcePayloads(
                AzureDevOpsSourceTest.class,
                new AzureDevOpsSource(
                        AzureDevOpsSource.NAME,
                        new AzureDevOpsProperties(
                                List.of(new Secret("s3cret"), new Secret("older")),
                                List.of("Incident"),
                                List.of("Resolved", "Done"),
                                List.of(rules)),
                        Catalog.EMPTY));
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
        return "";
    }

    @Override
    protected String unknown() {
        return "{\"id\":\"1\",\"eventType\":\"an.event.of.tomorrow\",\"resource\":{}}";
    }

    @Override
    protected Map<String, String> signed(byte[] body) {
        return Map.of(AzureDevOpsSource.TOKEN, "s3cret");
    }

    @Override
    protected String signatureHeader() {
        return AzureDevOpsSource.TOKEN;
    }

    /** There is nothing that proves a body: it is the sender who is known. */
    @Override
    @Test
    protected void refusesABodyThatWasChanged() {
        assertThat(source().authenticate(Envelopes.with(Map.of(AzureDevOpsSource.TOKEN, "other")), body()))
                .isFalse();
    }

    @Test
    void takesTheSecretAsAPasswordOfAnyUser() {
        assertThat(basic("throughline:s3cret")).isTrue();
        assertThat(basic(":older")).isTrue();
        assertThat(basic("s3cret:")).isFalse();
        assertThat(basic("throughline:other")).isFalse();
        assertThat(source().isSigned(Envelopes.with(Map.of("Authorization", "Bearer x"))))
                .isFalse();
        assertThat(source().isSigned(Envelopes.with(Map.of(AzureDevOpsSource.TOKEN, ""))))
                .isFalse();
        assertThat(source().isSigned(Envelopes.with(Map.of(AzureDevOpsSource.TOKEN, "x"))))
                .isTrue();
    }

    @Test
    void ignoresTestsOfTheSubscription() {
        assertThat(payloads.normalize("", "push", payload -> payload.put("subscriptionId", ZERO)))
                .isInstanceOf(Ignored.class);
        assertThat(payloads.normalize("", "push", payload -> payload.put("id", ZERO)))
                .isInstanceOf(Ignored.class);
        String sample = payloads.read("push").toString().replace("Acme", "fabrikam-fiber-inc");
        assertThat(payloads.normalize("", sample)).isInstanceOf(Facts.class);
        assertThat(payloads.normalize("", sample.replace("\"notificationId\":14,", "")))
                .isInstanceOfSatisfying(
                        Ignored.class, ignored -> assertThat(ignored.reason()).startsWith("a test"));
        assertThat(payloads.normalize("", "push", payload -> payload.remove("notificationId")))
                .isInstanceOf(Facts.class);
    }

    @Test
    void saysThatTheResourceIsWithheld() {
        for (String event : List.of(
                "git.push",
                "git.pullrequest.updated",
                "git.repo.renamed",
                "workitem.created",
                "workitem.updated",
                "build.complete")) {
            for (String resource : List.of("null", "{}", "{\"id\":5,\"url\":\"https://dev.azure.com/acme/x\"}")) {
                assertThat(payloads.normalize(
                                "", "{\"id\":\"1\",\"eventType\":\"%s\",\"resource\":%s}".formatted(event, resource)))
                        .as("%s %s", event, resource)
                        .isEqualTo(AzureDevOpsEventConverter.withheld());
            }
        }
    }

    @Test
    void readsEveryRealPayload() {
        for (Real real : SourcePayloads.real("azure-devops")) {
            Normalization asItStands = payloads.normalize("", real.body().toString());
            boolean isGit = real.name().startsWith("git.");
            assertThat(asItStands)
                    .as(real.name())
                    .isInstanceOfSatisfying(
                            Ignored.class,
                            ignored -> assertThat(ignored.reason())
                                    .contains(
                                            isGit || real.name().startsWith("build.")
                                                    ? "test"
                                                    : "/api/v1/deployments"));
            // as a subscription sends it
            real.body().put("notificationId", 7);
            Normalization sent = payloads.normalize("", real.body().toString());
            if (isGit) {
                assertThat(sent)
                        .as(real.name())
                        .isInstanceOfSatisfying(
                                Facts.class, facts -> assertThat(facts.facts()).hasSize(2));
            } else {
                assertThat(sent)
                        .as(real.name())
                        .isInstanceOfSatisfying(
                                Ignored.class,
                                ignored -> assertThat(ignored.reason()).contains("/api/v1/deployments"));
            }
        }
    }

    private boolean basic(String pair) {
        return source().authenticate(
                        Envelopes.with(Map.of(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))),
                        body());
    }
}
