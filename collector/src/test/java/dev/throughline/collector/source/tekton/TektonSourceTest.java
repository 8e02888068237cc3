package dev.throughline.collector.source.tekton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Headers;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Source;
import dev.throughline.collector.source.SourceContract;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class TektonSourceTest extends SourceContract {

    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SHA = "2166d75e44d9b13be5d7fc739fd40e7ba8a8eece";
    private static final String SUCCESSFUL = "dev.tekton.event.pipelinerun.successful.v1";

    private final TektonSource source = source(".");

    private static TektonSource source(String deployments) {
        return new TektonSource(
                "tekton",
                new TektonProperties(
                        List.of(new Secret("old"), new Secret("s3cret")),
                        Pattern.compile(deployments),
                        List.of("gitrevision", "commit"),
                        List.of("service"),
                        List.of("gitrepositoryurl"),
                        List.of("environment")));
    }

    @Override
    protected Source source() {
        return source;
    }

    @Override
    protected byte[] body() {
        return bytes("pipelinerun.successful.v1");
    }

    @Override
    protected String event() {
        return SUCCESSFUL;
    }

    @Override
    protected Map<String, String> signed(byte[] body) {
        return Map.of("Tekton-Secret", "s3cret", "Ce-Type", event());
    }

    @Override
    protected String signatureHeader() {
        return "Tekton-Secret";
    }

    @Override
    protected boolean signsBodies() {
        return false;
    }

    @Test
    void takesTheSecretOutOfTheQuery() {
        assertThat(source.authenticate(asking("s3cret"), body())).isTrue();
        assertThat(source.authenticate(asking("old"), body())).isTrue();
        assertThat(source.authenticate(asking("other"), body())).isFalse();
        assertThat(source.authenticate(asking(""), body())).isFalse();
    }

    @Test
    void keepsTheHeadersOfTheEvent() {
        Envelope envelope =
                Envelopes.with(Map.of("ce-id", "77", "ce-type", SUCCESSFUL, "ce-time", "2026-03-30T13:04:11Z"));

        assertThat(source.delivery(envelope)).hasValue("77");
        assertThat(source.event(envelope)).isEqualTo(SUCCESSFUL);
        assertThat(source.headers(envelope)).isEqualTo(new Headers(Map.of("ce-time", "2026-03-30T13:04:11Z")));
    }

    @Test
    void readsARunThatSucceeded() {
        List<Fact> facts = facts(run(run -> {}));

        assertThat(facts.getFirst())
                .isInstanceOfSatisfying(
                        RepositoryName.class, name -> assertThat(name.name()).isEqualTo("acme/payments"));
        assertThat(deployment(facts)).satisfies(deployment -> {
            assertThat(deployment.key().externalId()).isEqualTo("4ccb4f01-3ecc-4eb4-87e1-76f04efeee5c");
            assertThat(deployment.revision().sha()).hasToString(SHA);
            assertThat(deployment.environment().name()).isEqualTo("production");
            assertThat(deployment.request().at()).isEqualTo(Instant.parse("2026-03-30T13:00:01Z"));
        });
        assertThat(ended(facts).state()).isEqualTo(State.SUCCESS);
        assertThat(ended(facts).at()).isEqualTo(Instant.parse("2026-03-30T13:04:10Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "Failed, FAILURE",
        "PipelineRunTimeout, FAILURE",
        "Cancelled, CANCELLED",
        "CancelledRunningFinally, CANCELLED",
        "PipelineRunCancelled, CANCELLED",
        "StoppedRunningFinally, CANCELLED"
    })
    void readsHowARunFailed(String reason, State state) {
        ObjectNode run = json("pipelinerun.failed.v1");
        ((ObjectNode) run.at("/pipelineRun/status/conditions/0")).put("reason", reason);

        assertThat(ended(facts(read("dev.tekton.event.pipelinerun.failed.v1", run)))
                        .state())
                .isEqualTo(state);
    }

    @Test
    void tellsOfARunOnceItHasEnded() {
        assertThat(read("dev.tekton.event.pipelinerun.started.v1", json("pipelinerun.started.v1")))
                .isEqualTo(new Ignored("a run that is 'started' deployed nothing yet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.tekton.event.taskrun.successful.v1",
                "dev.tekton.event.customrun.failed.v1",
                "dev.tekton.event.pipelinerun.successful",
                "dev.cdevents.service.deployed.0.2.0",
                ""
            })
    void ignoresOtherEvents(String type) {
        assertThat(read(type, json("pipelinerun.successful.v1"))).isInstanceOf(Ignored.class);
    }

    @Test
    void saysTheSameOfOneRunWhateverTheEventIsCalled() {
        Normalization first =
                source.normalize(new Delivery("one", SUCCESSFUL, "application/json", RECEIVED_AT, body()));
        Normalization second = source.normalize(
                new Delivery("other", SUCCESSFUL, "application/json", RECEIVED_AT.plusSeconds(9), body()));

        assertThat(ended(facts(second))).isEqualTo(ended(facts(first)));
        assertThat(deployment(facts(second)).key().id())
                .isEqualTo(deployment(facts(first)).key().id());
    }

    @Test
    void takesOnlyAWholeHashForACommit() {
        assertThat(run(run -> param(run, "gitrevision").put("value", "main")))
                .isInstanceOfSatisfying(
                        Ignored.class, ignored -> assertThat(ignored.reason()).contains("gitrevision, commit"));
        assertThat(run(run -> param(run, "gitrevision").putArray("value").add(SHA)))
                .isInstanceOf(Ignored.class);
        List<Fact> facts = facts(run(run -> {
            param(run, "gitrevision").put("value", "main");
            status(run)
                    .putArray("pipelineResults")
                    .addObject()
                    .put("name", "commit")
                    .put("value", "B".repeat(40));
        }));
        assertThat(deployment(facts).revision().sha()).as("a result").hasToString("b".repeat(40));
    }

    @Test
    void findsTheServiceByParameterRepositoryLabelOrPipeline() {
        assertThat(serviceOf(
                        run -> params(run).addObject().put("name", "service").put("value", "shop/api")))
                .isEqualTo("shop/api");
        assertThat(serviceOf(run -> param(run, "gitrepositoryurl").put("value", "git@gitlab.com:acme/a/b.git")))
                .isEqualTo("acme/a/b");
        assertThat(serviceOf(
                        run -> param(run, "gitrepositoryurl").put("value", "ssh://git@git.example:22/acme/x.git/")))
                .isEqualTo("acme/x");
        assertThat(serviceOf(run -> param(run, "gitrepositoryurl").put("value", "nowhere")))
                .isEqualTo("payments");
        assertThat(serviceOf(run -> {
                    param(run, "gitrepositoryurl").put("value", "");
                    ((ObjectNode) run.at("/pipelineRun/metadata")).remove("labels");
                }))
                .isEqualTo("deploy");
    }

    @Test
    @Timeout(5)
    void refusesAnEndlessAddressAtOnce() {
        String address = "https://git.example/a" + "/".repeat(150_000) + "b";

        assertThat(run(run -> param(run, "gitrepositoryurl").put("value", address)))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void saysWhereTheCommitsOfAServiceAre() {
        List<Fact> facts =
                facts(run(run -> params(run).addObject().put("name", "service").put("value", "shop/api")));

        assertThat(deployment(facts).details().commitsIn()).isEqualTo("acme/payments");
    }

    @Test
    void goesToProductionUnlessAParameterSaysOtherwise() {
        assertThat(deployment(facts(run(run -> param(run, "environment").put("value", "staging"))))
                        .environment()
                        .name())
                .isEqualTo("staging");
        assertThat(deployment(facts(run(run -> param(run, "environment").put("value", " "))))
                        .environment()
                        .name())
                .isEqualTo("production");
    }

    @Test
    void readsTheRunsOfTheConfiguredPipelines() {
        Delivery delivery = new Delivery("d1", SUCCESSFUL, "application/json", RECEIVED_AT, body());

        assertThat(source("^release$").normalize(delivery))
                .isEqualTo(
                        new Ignored("the pipeline 'deploy' deploys nothing, as throughline.tekton.deployments says"));
        assertThat(source("^deploy$").normalize(delivery)).isInstanceOf(Facts.class);
    }

    @Test
    void takesTheTimeOfTheEventWhereTheRunTellsNone() {
        ObjectNode run = json("pipelinerun.successful.v1");
        ((ObjectNode) run.at("/pipelineRun")).remove("status");
        byte[] body = run.toString().getBytes(StandardCharsets.UTF_8);
        Headers headers = new Headers(Map.of("ce-time", "2026-03-30T13:04:11.5Z"));

        assertThat(ended(facts(source.normalize(
                                new Delivery("d1", SUCCESSFUL, "application/json", headers, RECEIVED_AT, body))))
                        .at())
                .isEqualTo(Instant.parse("2026-03-30T13:04:11.5Z"));
        assertThat(ended(facts(read(SUCCESSFUL, run))).at()).isEqualTo(RECEIVED_AT);
    }

    @Test
    void saysWhereARunIsWrong() {
        assertThat(run(run -> ((ObjectNode) run.at("/pipelineRun/metadata")).remove("uid")))
                .isEqualTo(new Malformed("pipelineRun.metadata.uid", "is missing"));
        assertThat(run(run -> status(run).put("completionTime", "soon")))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("pipelineRun.status.completionTime"));
        assertThat(run(run -> param(run, "environment").put("value", "x".repeat(300))))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.detail()).contains("environment"));
    }

    private String serviceOf(Consumer<ObjectNode> change) {
        return ((RepositoryName) facts(run(change)).getFirst()).name();
    }

    private static ArrayNode params(ObjectNode run) {
        return (ArrayNode) run.at("/pipelineRun/spec/params");
    }

    private static ObjectNode param(ObjectNode run, String name) {
        return params(run)
                .valueStream()
                .filter(param -> param.path("name").asString().equals(name))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode status(ObjectNode run) {
        return (ObjectNode) run.at("/pipelineRun/status");
    }

    private Normalization run(Consumer<ObjectNode> change) {
        ObjectNode run = json("pipelinerun.successful.v1");
        change.accept(run);
        return read(SUCCESSFUL, run);
    }

    private Normalization read(String event, ObjectNode body) {
        return source.normalize(new Delivery(
                "d1", event, "application/json", RECEIVED_AT, body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Fact> facts(Normalization normalization) {
        assertThat(normalization).isInstanceOf(Facts.class);
        return ((Facts) normalization).facts();
    }

    private static Deployment deployment(List<Fact> facts) {
        return facts.stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static DeploymentStatus ended(List<Fact> facts) {
        return facts.stream()
                .filter(DeploymentStatus.class::isInstance)
                .map(DeploymentStatus.class::cast)
                .filter(status -> status.state() != State.IN_PROGRESS)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode json(String file) {
        return (ObjectNode) JsonMapper.shared().readTree(bytes(file));
    }

    private static byte[] bytes(String file) {
        try (InputStream in =
                Objects.requireNonNull(TektonSourceTest.class.getResourceAsStream(file + ".json"), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that shows this secret in the query of its address. */
    private static Envelope asking(String secret) {
        return new Envelope() {

            @Override
            public @Nullable String header(String name) {
                return null;
            }

            @Override
            public @Nullable String parameter(String name) {
                return name.equals("tekton-secret") ? secret : null;
            }
        };
    }
}
