package dev.throughline.collector.source.cloudbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.throughline.collector.proof.Secret;
import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.collector.source.Reply;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CloudBuildSourceTest extends SourceContract {

    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SHA = "2166d75e44d9b13be5d7fc739fd40e7ba8a8eece";

    private final CloudBuildSource source = source("(?i)deploy");

    private static CloudBuildSource source(String deployments, CloudBuildProperties.Trigger... triggers) {
        return new CloudBuildSource(
                "cloud-build",
                new CloudBuildProperties(
                        List.of(new Secret("old"), new Secret("s3cret")),
                        Pattern.compile(deployments),
                        List.of(triggers)));
    }

    @Override
    protected Source source() {
        return source;
    }

    @Override
    protected byte[] body() {
        return bytes("push-success");
    }

    @Override
    protected String event() {
        return "build";
    }

    @Override
    protected Map<String, String> signed(byte[] body) {
        return Map.of("Authorization", "Bearer s3cret");
    }

    @Override
    protected String signatureHeader() {
        return "Authorization";
    }

    @Override
    protected boolean signsBodies() {
        return false;
    }

    @Test
    void takesTheSecretOutOfTheQuery() {
        assertThat(source.authenticate(asking("s3cret"), body())).isTrue();
        assertThat(source.authenticate(asking("old"), body())).isTrue();
        for (String wrong : List.of("", "s3cre", "s3cret0", "S3CRET")) {
            assertThat(source.authenticate(asking(wrong), body())).as(wrong).isFalse();
        }
        assertThat(source.authenticate(Envelopes.with(Map.of("Authorization", "s3cret")), body()))
                .isFalse();
    }

    @Test
    void acknowledgesAsPubSubWantsIt() {
        assertThat(source.reply()).hasValue(Reply.NO_CONTENT);
    }

    @Test
    void knowsAnUnwrappedMessageByItsId() {
        assertThat(source.delivery(Envelopes.with(Map.of("x-goog-pubsub-message-id", "136969346945"))))
                .hasValue("136969346945");
        assertThat(source.delivery(Envelopes.with(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"push-success", "build-success"})
    void readsABuildWrappedOrNot(String file) {
        List<Fact> facts = facts(read(source, bytes(file)));

        assertThat(facts.getFirst())
                .isInstanceOfSatisfying(
                        RepositoryName.class, name -> assertThat(name.name()).isEqualTo("acme/payments"));
        assertThat(deployment(facts)).satisfies(deployment -> {
            assertThat(deployment.key().externalId()).isEqualTo("8f1a2b3c-aaaa-bbbb-cccc-000000000001");
            assertThat(deployment.revision().sha()).hasToString(SHA);
            assertThat(deployment.revision().ref()).isEqualTo("main");
            assertThat(deployment.environment().name()).isEqualTo("production");
            assertThat(deployment.request().at()).isEqualTo(Instant.parse("2026-03-30T13:00:03.5Z"));
            assertThat(deployment.request().url())
                    .isEqualTo("https://console.cloud.google.com/cloud-build/builds/8f1a2b3c");
        });
        assertThat(facts)
                .filteredOn(DeploymentStatus.class::isInstance)
                .extracting(fact -> ((DeploymentStatus) fact).state(), fact -> ((DeploymentStatus) fact).at())
                .contains(tuple(State.SUCCESS, Instant.parse("2026-03-30T13:04:10.25Z")));
    }

    @Test
    void tellsOfABuildOnceItHasEnded() {
        assertThat(read(source, bytes("push-working")))
                .isEqualTo(new Ignored("a build that is 'WORKING' deployed nothing yet"));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, SUCCESS",
        "FAILURE, FAILURE",
        "INTERNAL_ERROR, FAILURE",
        "TIMEOUT, FAILURE",
        "CANCELLED, CANCELLED",
        "EXPIRED, CANCELLED"
    })
    void readsHowABuildEnded(String status, State state) {
        assertThat(facts(build(source, build -> build.put("status", status))))
                .filteredOn(fact -> fact instanceof DeploymentStatus told && told.state() == state)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUEUED", "PENDING", "WORKING", "STATUS_UNKNOWN", "ONE_OF_TOMORROW"})
    void waitsForTheEnd(String status) {
        assertThat(build(source, build -> build.put("status", status))).isInstanceOf(Ignored.class);
    }

    @Test
    void readsTheBuildsOfTheConfiguredTriggers() {
        assertThat(build(source, build -> substitutions(build).put("TRIGGER_NAME", "test")))
                .isEqualTo(
                        new Ignored("the trigger 'test' deploys nothing, as throughline.cloud-build.deployments says"));
        assertThat(build(source("^t-1$"), build -> substitutions(build).put("TRIGGER_NAME", "test")))
                .as("by its id")
                .isInstanceOf(Facts.class);
        assertThat(build(source, build -> {
                    substitutions(build).remove("TRIGGER_NAME");
                    build.remove("buildTriggerId");
                }))
                .isEqualTo(new Ignored("no trigger made this build: it deploys nothing"));
    }

    @Test
    void takesServiceAndEnvironmentFromTheConfiguration() {
        CloudBuildSource configured = source(
                "deploy",
                new CloudBuildProperties.Trigger(Pattern.compile("staging"), null, "staging"),
                new CloudBuildProperties.Trigger(Pattern.compile("^deploy-prod$"), "shop/api", "prod-eu"),
                new CloudBuildProperties.Trigger(Pattern.compile("prod"), "never", null));

        List<Fact> production = facts(build(configured, build -> {}));
        assertThat(production.getFirst())
                .isInstanceOfSatisfying(
                        RepositoryName.class, name -> assertThat(name.name()).isEqualTo("shop/api"));
        assertThat(deployment(production).environment().name()).isEqualTo("prod-eu");
        assertThat(deployment(production).details().commitsIn()).isEqualTo("acme/payments");
        List<Fact> staging =
                facts(build(configured, build -> substitutions(build).put("TRIGGER_NAME", "deploy-staging")));
        assertThat(deployment(staging).environment().name()).isEqualTo("staging");
        assertThat(deployment(staging).details().commitsIn()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "deploy-staging, staging",
        "QA-deploy, QA",
        "deploy-test, test",
        "deploy_dev_eu, dev",
        "deploy-preprod, preprod",
        "deploy-pre-prod, pre-prod",
        "deploy-prod, production",
        "test-and-deploy-production, production",
        "deploy-latest, production",
        "deploy-devices, production"
    })
    void takesTheEnvironmentFromTheNameOfTheTrigger(String trigger, String environment) {
        assertThat(deployment(facts(build(source, build -> substitutions(build).put("TRIGGER_NAME", trigger))))
                        .environment()
                        .name())
                .isEqualTo(environment);
    }

    @Test
    void findsTheCommitOfABuildThatNoTriggerTold() {
        assertThat(read(source("t-1"), bytes("push-no-commit"))).isEqualTo(new Ignored("the build names no commit"));
        assertThat(deployment(facts(build(source, build -> {
                            substitutions(build).remove(List.of("COMMIT_SHA", "REVISION_ID"));
                            build.putObject("sourceProvenance")
                                    .putObject("resolvedRepoSource")
                                    .put("commitSha", "b".repeat(40));
                        })))
                        .revision()
                        .sha())
                .hasToString("b".repeat(40));
        assertThat(build(
                        source,
                        build -> substitutions(build).put("COMMIT_SHA", "main").put("REVISION_ID", "v1")))
                .isEqualTo(new Ignored("the build names no commit"));
    }

    @Test
    void ignoresABuildOfNoRepository() {
        assertThat(build(source, build -> substitutions(build).remove(List.of("REPO_NAME", "REPO_FULL_NAME"))))
                .isInstanceOf(Ignored.class);
    }

    @Test
    void saysWhereAMessageIsWrong() {
        assertThat(read(source, "{\"message\":{}}")).isEqualTo(new Malformed("message.data", "is missing"));
        assertThat(read(source, "{\"message\":{\"data\":\"%\"}}"))
                .isEqualTo(new Malformed("message.data", "is not base 64"));
        assertThat(read(source, wrapped("no json")))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("message.data"));
        assertThat(read(source, wrapped("{\"id\":\"1\",\"finishTime\":\"soon\"}")))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("message.data.finishTime"));
        assertThat(read(source, wrapped("{\"id\":\"1\"}")))
                .isEqualTo(new Malformed("message.data.status", "is missing"));
        assertThat(build(source, build -> substitutions(build).put("REPO_FULL_NAME", "x".repeat(300))))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.detail()).contains("service"));
    }

    private static String wrapped(String data) {
        return "{\"message\":{\"data\":\"%s\"}}"
                .formatted(Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)));
    }

    private static ObjectNode substitutions(ObjectNode build) {
        return (ObjectNode) build.path("substitutions");
    }

    private static Normalization build(CloudBuildSource source, Consumer<ObjectNode> change) {
        ObjectNode build = (ObjectNode) JsonMapper.shared().readTree(bytes("build-success"));
        change.accept(build);
        return read(source, build.toString());
    }

    private static Normalization read(CloudBuildSource source, String body) {
        return read(source, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Normalization read(CloudBuildSource source, byte[] body) {
        return source.normalize(new Delivery("d1", "build", "application/json", RECEIVED_AT, body));
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

    private static byte[] bytes(String file) {
        try (InputStream in =
                Objects.requireNonNull(CloudBuildSourceTest.class.getResourceAsStream(file + ".json"), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that shows this secret in the query of its address. */
    private static Envelope asking(String token) {
        return new Envelope() {

            @Override
            public @Nullable String header(String name) {
                return null;
            }

            @Override
            public @Nullable String parameter(String name) {
                return name.equals("token") ? token : null;
            }
        };
    }
}
