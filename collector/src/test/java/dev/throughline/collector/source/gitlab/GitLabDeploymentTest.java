package dev.throughline.collector.source.gitlab;

import static dev.throughline.collector.source.gitlab.Payloads.attributes;
import static dev.throughline.collector.source.gitlab.Payloads.fact;
import static dev.throughline.collector.source.gitlab.Payloads.facts;
import static dev.throughline.collector.source.gitlab.Payloads.normalize;
import static dev.throughline.collector.source.gitlab.Payloads.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.rule.DeploymentRule;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.ChildPipeline;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.DeploymentJob;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.PipelineJob;
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Tier;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class GitLabDeploymentTest {

    private static final CommitSha HEAD = new CommitSha("c2".repeat(20));
    private static final Instant AT = Instant.parse("2026-08-02T10:44:10Z");
    private static final DeploymentKey KEY = new DeploymentKey(Payloads.PAYMENTS, "1503250272");
    private static final String JOB = "15664214926";

    @Test
    void readsADeployment() {
        Deployment deployment = deployment(payload -> {});

        assertThat(deployment.key()).isEqualTo(KEY);
        assertThat(deployment.revision()).isEqualTo(Revision.of(HEAD, "main"));
        assertThat(deployment.environment()).isEqualTo(Environment.told("production", Tier.PRODUCTION));
        assertThat(deployment.request().url()).isEqualTo("https://git.example.com/acme/shop/payments/-/jobs/" + JOB);
        assertThat(deployment.readFrom()).isEqualTo(new ReadFrom(DeploymentEvent.DEPLOYMENT, "production", true));
        assertThat(fact(DeploymentStatus.class, normalize("deployment", payload -> {})))
                .isEqualTo(new DeploymentStatus(KEY, "success " + AT, State.SUCCESS, AT));
        assertThat(fact(DeploymentJob.class, normalize("deployment", payload -> {})))
                .isEqualTo(new DeploymentJob(KEY, JOB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-08-02T10:44:10.000+00:00", "2026-08-02 12:44:10 +0200", "2026-08-02 10:44:10 UTC"})
    void readsBothOfItsTimes(String time) {
        assertThat(fact(
                                DeploymentStatus.class,
                                normalize("deployment", payload -> payload.put("status_changed_at", time)))
                        .at())
                .isEqualTo(AT);
    }

    @ParameterizedTest
    @CsvSource({
        "success, SUCCESS",
        "failed, FAILURE",
        "canceled, CANCELLED",
        "running, IN_PROGRESS",
        "created, WAITING",
        "blocked, WAITING"
    })
    void knowsWhatAStatusSays(String word, State state) {
        assertThat(fact(DeploymentStatus.class, normalize("deployment", payload -> payload.put("status", word)))
                        .state())
                .isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approved", "rejected", "skipped", "of tomorrow"})
    void takesNoOtherWordForAnOutcome(String word) {
        assertThat(facts(normalize("deployment", payload -> payload.put("status", word))))
                .hasAtLeastOneElementOfType(Deployment.class)
                .doesNotHaveAnyElementsOfTypes(DeploymentStatus.class);
    }

    @Test
    void findsTheWholeHashInBothAddresses() {
        String hash = "d".repeat(40);
        assertThat(deployment(payload -> payload.put("commit_url", "https://git.example.com/a/b/commit/" + hash))
                        .revision()
                        .sha())
                .isEqualTo(new CommitSha(hash));
        assertThat(normalize(
                        "deployment",
                        payload -> payload.put("commit_url", "https://git.example.com/a/-/commit/c2c2c2c2")))
                .isEqualTo(new Malformed("commit_url", "has no whole hash of a commit"));
    }

    @Test
    void takesTheTierThatIsTold() {
        assertThat(deployment(payload -> payload.put("environment", "olive")).environment())
                .isEqualTo(Environment.told("olive", Tier.PRODUCTION));
        assertThat(deployment(payload -> payload.put("environment_tier", "staging"))
                        .environment())
                .isEqualTo(Environment.told("production", Tier.STAGING));
        assertThat(deployment(payload -> payload.remove("environment_tier")).environment())
                .isEqualTo(new Environment("production", Tier.PRODUCTION, false));
        assertThat(deployment(payload -> payload.put("environment", "review/pears"))
                        .environment()
                        .tier())
                .isEqualTo(Tier.DEVELOPMENT);
    }

    @Test
    void leavesOutWhatAMergeRequestDeploys() {
        Consumer<ObjectNode> trial = payload -> payload.put("ref", "refs/merge-requests/2/merge");
        assertThat(normalize("deployment", trial)).isInstanceOf(Ignored.class);
        assertThat(normalize(
                        "deployment",
                        trial.andThen(payload -> payload.put("environment", "o").remove("environment_tier"))))
                .as("nothing says that it is no production")
                .isInstanceOf(Ignored.class);
        assertThat(deployment(trial.andThen(payload -> payload.put("environment_tier", "development")))
                        .environment()
                        .tier())
                .isEqualTo(Tier.DEVELOPMENT);
    }

    @Test
    void needsNoJob() {
        assertThat(facts(normalize(
                        "deployment",
                        payload -> payload.putNull("deployable_id").putNull("deployable_url"))))
                .doesNotHaveAnyElementsOfTypes(DeploymentJob.class);
        assertThat(deployment(payload -> payload.putNull("deployable_url"))
                        .request()
                        .url())
                .isEqualTo("https://git.example.com/acme/shop/payments/-/environments");
    }

    @Test
    void joinsTheJobsOfAPipeline() {
        assertThat(facts(normalize("pipeline", payload -> {})))
                .contains(
                        new PipelineJob(Payloads.PAYMENTS, JOB, "31", "deploy"),
                        new ChildPipeline(Payloads.PAYMENTS, "31", "30"))
                .hasSize(3);
        assertThat(facts(normalize("build", payload -> {})))
                .contains(new PipelineJob(Payloads.PAYMENTS, JOB, "31", "deploy"))
                .hasSize(2);
    }

    @Test
    void countsAPipelineOfAnotherProjectAsItself() {
        assertThat(facts(normalize(
                        "pipeline", payload -> ((ObjectNode) payload.at("/source_pipeline/project")).put("id", 1))))
                .doesNotHaveAnyElementsOfTypes(ChildPipeline.class);
    }

    @Test
    void ignoresWhatDeploysNothing() {
        assertThat(normalize("build", payload -> payload.putNull("environment")))
                .isInstanceOf(Ignored.class);
        assertThat(normalize("build", payload -> ((ObjectNode) payload.get("environment")).put("action", "verify")))
                .isInstanceOf(Ignored.class);
        assertThat(normalize("release", payload -> {})).isInstanceOf(Ignored.class);
        assertThat(normalize(source(rule(DeploymentEvent.TAG, "v.*")), "deployment", payload -> {}))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void takesAPipelineForADeploymentByItsName() {
        GitLabSource source = source(rule(DeploymentEvent.PIPELINE, "Ship.*"));
        var read = normalize(source, "pipeline", payload -> {});

        assertThat(fact(Deployment.class, read).key()).isEqualTo(new DeploymentKey(Payloads.PAYMENTS, "31"));
        assertThat(fact(Deployment.class, read).revision()).isEqualTo(Revision.of(HEAD, "main"));
        assertThat(fact(Deployment.class, read).environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(fact(DeploymentStatus.class, read).state()).isEqualTo(State.SUCCESS);
        assertThat(fact(DeploymentStatus.class, read).at()).isEqualTo(Instant.parse("2026-08-02T10:45:00Z"));
        for (Consumer<ObjectNode> other : List.<Consumer<ObjectNode>>of(
                payload -> attributes(payload).put("source", "merge_request_event"),
                payload -> attributes(payload).put("status", "running").putNull("finished_at"),
                payload -> attributes(payload).putNull("name"))) {
            assertThat(facts(normalize(source, "pipeline", other))).doesNotHaveAnyElementsOfTypes(Deployment.class);
        }
        assertThat(fact(
                                Deployment.class,
                                normalize(
                                        source(rule(DeploymentEvent.PIPELINE, "main")),
                                        "pipeline",
                                        payload -> attributes(payload).putNull("name")))
                        .readFrom())
                .isEqualTo(new ReadFrom(DeploymentEvent.PIPELINE, "main", true));
    }

    @Test
    void takesAJobForADeploymentByItsName() {
        GitLabSource source = source(rule(DeploymentEvent.JOB, "deploy"));
        var byJob = normalize(source, "build", payload -> payload.putNull("environment"));
        var byPipeline = normalize(source, "pipeline", payload -> {});

        assertThat(fact(Deployment.class, byJob)).isEqualTo(fact(Deployment.class, byPipeline));
        assertThat(fact(Deployment.class, byJob).key()).isEqualTo(new DeploymentKey(Payloads.PAYMENTS, JOB));
        assertThat(fact(DeploymentStatus.class, byJob))
                .isEqualTo(fact(DeploymentStatus.class, byPipeline))
                .isEqualTo(new DeploymentStatus(
                        new DeploymentKey(Payloads.PAYMENTS, JOB), "success " + AT, State.SUCCESS, AT));
        assertThat(fact(PipelineJob.class, byJob)).isEqualTo(new PipelineJob(Payloads.PAYMENTS, JOB, "31", "deploy"));
        assertThat(normalize(
                        source,
                        "build",
                        payload ->
                                payload.put("ref", "refs/merge-requests/2/head").putNull("environment")))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void takesAReleaseForADeployment() {
        GitLabSource source = source(rule(DeploymentEvent.RELEASE, "v.*"));
        Deployment deployment = fact(Deployment.class, normalize(source, "release", payload -> {}));

        assertThat(deployment.key()).isEqualTo(new DeploymentKey(Payloads.PAYMENTS, "1"));
        assertThat(deployment.revision()).isEqualTo(Revision.of(HEAD, "v1.0"));
        assertThat(fact(DeploymentStatus.class, normalize(source, "release", payload -> {}))
                        .at())
                .isEqualTo(Instant.parse("2026-08-02T11:30:00Z"));
        assertThat(fact(Deployment.class, normalize(source, "release", payload -> payload.remove("commit")))
                        .revision())
                .isEqualTo(Revision.ofTag("v1.0"));
        assertThat(normalize(source, "release", payload -> payload.put("action", "delete")))
                .isInstanceOf(Ignored.class);
        assertThat(normalize(source, "release", payload -> payload.put("tag", "x")))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void takesATagForADeployment() {
        Normalization pushed = normalize(source(rule(DeploymentEvent.TAG, "v.*")), "tag_push", payload -> {});
        Deployment deployment = fact(Deployment.class, pushed);

        assertThat(deployment.key()).isEqualTo(new DeploymentKey(Payloads.PAYMENTS, "v1.0@" + HEAD.value()));
        assertThat(deployment.revision()).isEqualTo(Revision.of(HEAD, "v1.0"));
        assertThat(deployment.request().at()).isEqualTo(Payloads.RECEIVED_AT);
        assertThat(fact(DeploymentStatus.class, pushed).externalId())
                .as("another time is another success, of which the earliest counts")
                .endsWith("@" + Payloads.RECEIVED_AT);
    }

    private static DeploymentRule rule(DeploymentEvent from, String pattern) {
        return new DeploymentRule("acme/*/payments", from, Pattern.compile(pattern));
    }

    private static Deployment deployment(Consumer<ObjectNode> change) {
        return fact(Deployment.class, normalize("deployment", change));
    }
}
