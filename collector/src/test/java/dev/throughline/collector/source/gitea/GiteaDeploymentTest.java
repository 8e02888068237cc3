package dev.throughline.collector.source.gitea;

import static dev.throughline.collector.source.SourcePayloads.all;
import static dev.throughline.collector.source.SourcePayloads.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Revision;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class GiteaDeploymentTest {

    private static final DeploymentRule RELEASES = new DeploymentRule("acme/*", DeploymentEvent.RELEASE, null);
    private static final DeploymentRule TAGS =
            new DeploymentRule("acme/shop", DeploymentEvent.TAG, Pattern.compile("v\\d+\\.\\d+"));

    @Test
    void takesNothingForADeploymentUnlessTheConfigurationSaysSo() {
        SourcePayloads payloads = GiteaSourceTest.payloads();

        assertThat(payloads.normalize("release", "release-published", _ -> {}))
                .isEqualTo(new Ignored("releases of acme/shop are not its deployments"));
        assertThat(all(Deployment.class, payloads.normalize("push", "push-tag", _ -> {})))
                .isEmpty();
    }

    @Test
    void readsAReleaseAsADeploymentOfItsTag() {
        Normalization release = release(_ -> {});

        Deployment deployment = fact(Deployment.class, release);
        assertThat(deployment.key().externalId()).isEqualTo("3");
        assertThat(deployment.revision()).isEqualTo(Revision.ofTag("v1.0"));
        assertThat(deployment.environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(deployment.request().url()).isEqualTo("https://git.example.org/acme/shop/releases/tag/v1.0");
        assertThat(fact(DeploymentStatus.class, release))
                .isEqualTo(new DeploymentStatus(
                        deployment.key(), "published", State.SUCCESS, Instant.parse("2026-11-20T12:00:00Z")));
    }

    @Test
    void takesDraftsPrereleasesAndDeletionsForNone() {
        assertThat(release(payload -> state(payload).put("draft", true))).isInstanceOf(Ignored.class);
        assertThat(release(payload -> state(payload).put("prerelease", true))).isInstanceOf(Ignored.class);
        assertThat(release(payload -> payload.put("action", "deleted"))).isInstanceOf(Ignored.class);
        assertThat(all(DeploymentStatus.class, release(payload -> payload.put("action", "updated"))))
                .isEmpty();
    }

    @Test
    void readsATagAsADeploymentOfTheCommitBehindIt() {
        Normalization tag = GiteaSourceTest.payloads(TAGS).normalize("push", "push-tag", _ -> {});

        Deployment deployment = fact(Deployment.class, tag);
        assertThat(deployment.key().externalId()).isEqualTo("v1.0@" + "2".repeat(40));
        assertThat(deployment.revision()).isEqualTo(Revision.of(new CommitSha("2".repeat(40)), "v1.0"));
        assertThat(fact(DeploymentStatus.class, tag).at()).isEqualTo(SourcePayloads.RECEIVED_AT);
        assertThat(fact(DeploymentStatus.class, tag).externalId())
                .as("another time is another success, of which the earliest counts")
                .endsWith("@" + SourcePayloads.RECEIVED_AT);
        assertThat(all(
                        Deployment.class,
                        GiteaSourceTest.payloads(TAGS)
                                .normalize("push", "push-tag", payload -> payload.put("ref", "refs/tags/latest"))))
                .isEmpty();
        assertThat(all(Deployment.class, GiteaSourceTest.payloads(TAGS).normalize("push", "push", _ -> {})))
                .isEmpty();
    }

    @Test
    void refusesRulesOfWhatItDoesNotRead() {
        assertThatThrownBy(() -> new GiteaProperties(
                        List.of(),
                        List.of(),
                        List.of(new DeploymentRule("acme/*", DeploymentEvent.WORKFLOW, Pattern.compile("Deploy")))))
                .hasMessageContaining("throughline.gitea.deployments", "workflow");
    }

    private static Normalization release(Consumer<ObjectNode> change) {
        return GiteaSourceTest.payloads(RELEASES).normalize("release", "release-published", change);
    }

    private static ObjectNode state(ObjectNode payload) {
        return (ObjectNode) payload.path("release");
    }
}
