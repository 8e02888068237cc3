package dev.throughline.collector.source.azuredevops;

import static dev.throughline.collector.source.SourcePayloads.fact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.SourcePayloads;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Revision;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class AzureDevOpsDeploymentTest {

    private final SourcePayloads payloads = AzureDevOpsSourceTest.payloads(
            new DeploymentRule("shop/*", DeploymentEvent.PIPELINE, Pattern.compile("Deploy .*")));

    @Test
    void readsAChosenPipelineAsADeployment() {
        Normalization built = built(_ -> {});

        Deployment deployment = fact(Deployment.class, built);
        assertThat(deployment.repository().externalId()).isEqualTo("278d5cd2-584d-4b63-824a-2ba458937249");
        assertThat(deployment.key().externalId()).isEqualTo("77");
        assertThat(deployment.revision()).isEqualTo(Revision.of(new CommitSha("2".repeat(40)), "refs/heads/main"));
        assertThat(deployment.environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(deployment.request().at()).isEqualTo(Instant.parse("2026-11-20T12:10:00Z"));
        assertThat(deployment.request().url()).isEqualTo("https://dev.azure.com/Acme/Shop/_build/results?buildId=77");
        assertThat(fact(DeploymentStatus.class, built))
                .isEqualTo(new DeploymentStatus(
                        deployment.key(),
                        "SUCCESS@2026-11-20T12:20:10.690Z",
                        State.SUCCESS,
                        Instant.parse("2026-11-20T12:20:10.69Z")));
    }

    @Test
    void tellsARunThatIsRunAgainApart() {
        Normalization again = built(payload -> resource(payload).put("finishTime", "2026-11-20T12:50:00Z"));

        assertThat(fact(Deployment.class, again).key())
                .isEqualTo(fact(Deployment.class, built(_ -> {})).key());
        assertThat(fact(DeploymentStatus.class, again).externalId())
                .isNotEqualTo(fact(DeploymentStatus.class, built(_ -> {})).externalId());
    }

    @Test
    void readsHowItEnded() {
        assertThat(state("partiallySucceeded")).isEqualTo(State.SUCCESS);
        assertThat(state("failed")).isEqualTo(State.FAILURE);
        assertThat(state("canceled")).isEqualTo(State.CANCELLED);
        assertThat(built(payload -> resource(payload).put("result", "none"))).isInstanceOf(Ignored.class);
    }

    @Test
    void readsTheCommitOfTheOlderVersion() {
        assertThat(fact(Deployment.class, built(payload -> {
                            resource(payload).remove("sourceVersion");
                            resource(payload).remove("sourceBranch");
                            resource(payload).put("sourceGetVersion", "LG:refs/heads/next:" + "4".repeat(40));
                        }))
                        .revision())
                .isEqualTo(Revision.of(new CommitSha("4".repeat(40)), "refs/heads/next"));
    }

    @Test
    void saysWhyARunIsNone() {
        assertThat(AzureDevOpsSourceTest.payloads().normalize("", "build-complete", _ -> {}))
                .isEqualTo(new Ignored("pipelines of Shop/api are not its deployments"));
        assertThat(built(payload -> payload.withObject("/resource/definition").put("name", "Test api")))
                .isEqualTo(
                        new Ignored(
                                "no pattern of throughline.azure-devops.deployments or throughline.services matches the pipeline 'Test api'"));
        assertThat(built(payload -> resource(payload).put("reason", "pullRequest")))
                .isInstanceOf(Ignored.class);
        assertThat(built(payload -> resource(payload).remove("repository"))).satisfies(this::pointsToTheApi);
        assertThat(built(payload -> resource(payload).remove("sourceVersion"))).satisfies(this::pointsToTheApi);
        assertThat(built(payload -> payload.withObject("/resource/repository").put("type", "GitHub")))
                .satisfies(this::pointsToTheApi);
        assertThat(built(payload -> resource(payload).put("sourceVersion", "main")))
                .isEqualTo(new Malformed("resource.sourceVersion", "is not a commit hash"));
    }

    private void pointsToTheApi(Normalization normalization) {
        assertThat(normalization)
                .isInstanceOfSatisfying(
                        Ignored.class, ignored -> assertThat(ignored.reason()).contains("/api/v1/deployments"));
    }

    private State state(String result) {
        return fact(DeploymentStatus.class, built(payload -> resource(payload).put("result", result)))
                .state();
    }

    private Normalization built(Consumer<ObjectNode> change) {
        return payloads.normalize("", "build-complete", change);
    }

    private static ObjectNode resource(ObjectNode payload) {
        return (ObjectNode) payload.path("resource");
    }
}
