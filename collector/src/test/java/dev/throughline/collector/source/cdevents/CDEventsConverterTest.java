package dev.throughline.collector.source.cdevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Kind;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class CDEventsConverterTest {

    private static final CommitSha SHA = new CommitSha("2166d75e44d9d3d3d3c0a0f5c0ffee0123456789");
    private static final String DIGEST = "sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427";
    private static final Instant AT = Instant.parse("2026-03-30T12:00:00Z");

    /** Examples of the standard are no part of this repository: they lie beside it, where somebody put them. */
    private static final Path EXAMPLES = Path.of("../../shared/data/payloads/cdevents");

    @ParameterizedTest
    @MethodSource("dev.throughline.collector.source.cdevents.Events#all")
    void readsEventsOfEveryVersion(Events.Event event) {
        assertThat(outcome(Events.read(event.body()))).isEqualTo(event.expect());
    }

    @Test
    void leavesWhatWasDeclaredWhenItEnds() {
        Normalization resolved = Events.read(
                Events.of("incident.resolved", "resolved"),
                event -> subject(event).withObject("content").remove("description"));
        assertThat(Events.facts(IncidentComment.class, resolved)).isEmpty();
    }

    private static String outcome(Normalization read) {
        return switch (read) {
            case Ignored ignored -> ignored.reason();
            case Malformed malformed -> malformed.toString();
            case Facts facts ->
                switch (facts.facts().getLast()) {
                    case Incident incident -> incident.resolvedAt() == null ? "opened" : "resolved";
                    case DeploymentStatus status when status.state() == State.FAILURE -> "failed";
                    default -> deployed(Events.facts(Deployment.class, facts).getFirst());
                };
        };
    }

    private static String deployed(Deployment deployment) {
        return deployment.request().isRollback()
                ? "rolled back"
                : deployment.revision().sha() == null ? "deployed without a commit" : "deployed";
    }

    @Test
    void deploysAServiceAtTheTimeOfTheEvent() {
        Normalization read = Events.read(
                Events.of("service.deployed", "deployed"),
                event -> subject(event).put("id", "Shop"));

        Deployment deployment = Events.facts(Deployment.class, read).getFirst();
        RepositoryId service = new RepositoryId("cdevents", "shop");
        assertThat(Events.facts(RepositoryName.class, read)).containsExactly(new RepositoryName(service, "Shop", AT));
        assertThat(deployment.repository()).isEqualTo(service);
        assertThat(deployment.key().externalId()).isEqualTo("/cluster/eu#e1");
        assertThat(deployment.revision()).isEqualTo(Revision.of(SHA, null));
        assertThat(deployment.environment().tier()).isEqualTo(Tier.PRODUCTION);
        assertThat(deployment.details())
                .isEqualTo(new Deployment.Details("pkg:github/acme/shop@" + SHA, null, "acme/shop", null));
        assertThat(deployment.statement().at()).isEqualTo(AT);
        assertThat(Events.facts(DeploymentStatus.class, read))
                .containsExactly(new DeploymentStatus(deployment.key(), "SUCCESS@" + AT, State.SUCCESS, AT));
    }

    @Test
    void takesTheCommitThatSomebodyAdded() {
        ObjectNode event = Events.of("service.deployed", "deployed");
        String other = "f".repeat(40);
        assertThat(deployment(event, changed -> changed.putObject("customData").put("commit", other))
                        .revision()
                        .sha())
                .isEqualTo(new CommitSha(other));
        // whatever else stands there is somebody's own affair
        assertThat(deployment(event, changed -> changed.putObject("customData").put("commit", "2166d75"))
                        .revision()
                        .sha())
                .isEqualTo(SHA);
        assertThat(deployment(event, changed -> changed.putObject("customData").putObject("commit"))
                        .revision()
                        .sha())
                .isEqualTo(SHA);
        assertThat(deployment(event, changed -> changed.put("customData", "eyJhIjoxfQ=="))
                        .revision()
                        .sha())
                .isEqualTo(SHA);
        assertThat(deployment(event, changed -> {
                            subject(changed).withObject("content").remove("artifactId");
                            changed.putObject("customData").put("commit", other).put("repository", "acme/x");
                        })
                        .details())
                .isEqualTo(new Deployment.Details(null, null, "acme/x", null));
    }

    @Test
    void takesADeploymentOfAnArtifactWhoseCommitIsNotKnown() {
        Normalization read = Events.read(Events.of("service.upgraded", "deployed without a commit"));
        Deployment deployment = Events.facts(Deployment.class, read).getFirst();
        assertThat(deployment.revision()).isEqualTo(Revision.ofTag(DIGEST));
        assertThat(deployment.details().digest()).isEqualTo(DIGEST);
        assertThat(deployment.request().at()).isEqualTo("2026-03-30T12:00:00.123456789Z");
    }

    @Test
    void tellsTheOpeningOfAnIncidentApartFromItsState() {
        Normalization read = Events.read(Events.of("incident.detected", "opened"));
        List<Incident> told = Events.facts(Incident.class, read);
        assertThat(told).hasSize(2).allSatisfy(incident -> {
            assertThat(incident.repository()).isEqualTo(new RepositoryId("cdevents", "incidents of /monitoring/eu"));
            assertThat(incident.entry().externalId()).isEqualTo("incident-1");
            assertThat(incident.entry().title()).isEqualTo("Checkout is slow");
            assertThat(incident.about()).containsExactly("shop", "production");
            assertThat(incident.resolvedAt()).isNull();
        });
        assertThat(told.getFirst().openedAt()).isEqualTo(AT);
        assertThat(told.getFirst().statement().at()).isEqualTo(Instant.EPOCH);
        assertThat(told.getLast().openedAt()).isNull();
        assertThat(told.getLast().statement().at()).isEqualTo(AT);
        assertThat(Events.facts(RepositoryName.class, read)).isEmpty();
    }

    @Test
    void tellsTheEndOfAnIncidentAlone() {
        Incident incident = Events.facts(Incident.class, Events.read(Events.of("incident.resolved", "resolved")))
                .getFirst();
        // its subject has an empty source: that of the event stands in
        assertThat(incident.repository()).isEqualTo(new RepositoryId("cdevents", "incidents of /monitoring/eu"));
        assertThat(incident.openedAt()).isNull();
        assertThat(incident.resolvedAt()).isEqualTo(AT);
    }

    @Test
    void readsTheCauseAndThePageOfAnIncident() {
        Normalization read = Events.read(
                Events.of("incident.reported", "opened"),
                event -> subject(event).withObject("content").put("description", "Slow\nRoot cause: 2166d75e44d9"));
        Incident incident = Events.facts(Incident.class, read).getLast();
        // apart from the state, so that a later one without a description leaves it
        IncidentComment cause = Events.facts(IncidentComment.class, read).getFirst();
        assertThat(incident.entry().title()).isEqualTo("Slow Root cause: 2166d75e44d9");
        assertThat(cause.causes()).extracting(Cause::word).containsExactly("2166d75e44d9");
        assertThat(cause.incidentId()).isEqualTo(incident.id());
        assertThat(cause.externalId()).isEqualTo(incident.statement().by());
        assertThat(incident.entry().url()).isEqualTo("https://tickets.example.org/345");
    }

    @Test
    void takesAnIncidentOfAnEnvironmentThatMayBeProduction() {
        for (String environment : List.of("eu-west-1", "test-live", "prod1")) {
            assertThat(in(environment)).as(environment).isInstanceOf(Facts.class);
        }
        for (String environment : List.of("blue", "test", "dev", "preprod")) {
            assertThat(in(environment))
                    .isEqualTo(new Ignored("the environment '%s' is not for production".formatted(environment)));
        }
        Normalization nowhere = Events.read(Events.of("incident.detected", "opened"), event -> {
            subject(event).withObject("content").remove("environment");
            subject(event).withObject("content").remove("service");
        });
        assertThat(Events.facts(Incident.class, nowhere).getLast().about()).isEmpty();
    }

    private static Normalization in(String environment) {
        return Events.read(
                Events.of("incident.detected", "opened"),
                event -> subject(event)
                        .withObject("content")
                        .putObject("environment")
                        .put("id", environment));
    }

    @Test
    void readsTicketsThatAreIncidents() {
        Incident created = Events.facts(Incident.class, Events.read(Events.of("ticket.created", "opened")))
                .getFirst();
        assertThat(created.openedAt()).isEqualTo(AT);
        assertThat(created.about()).containsExactly("shop", "urgent");
        assertThat(created.entry().labels()).containsExactly("urgent");
        ObjectNode closed = Events.of("ticket.closed", "resolved");
        assertThat(kind(closed, "completed")).isEqualTo(Kind.INCIDENT);
        assertThat(kind(closed, "Duplicate")).isEqualTo(Kind.DUPLICATE);
        assertThat(kind(closed, "won't fix")).isEqualTo(Kind.NOT_PLANNED);
        assertThat(Events.facts(Incident.class, Events.read(closed)).getFirst().id())
                .isEqualTo(created.id());
    }

    private static Kind kind(ObjectNode closed, String resolution) {
        return Events.facts(
                        Incident.class,
                        Events.read(
                                closed,
                                event -> subject(event).withObject("content").put("resolution", resolution)))
                .getFirst()
                .kind();
    }

    @Test
    void deploysByThePipelinesThatTheConfigurationNames() {
        Normalization read = Events.read(Events.of("pipelinerun.finished", "failed"));
        Deployment deployment = Events.facts(Deployment.class, read).getFirst();
        assertThat(deployment.repository().externalId()).isEqualTo("deploy-shop");
        assertThat(deployment.key().externalId()).isEqualTo("/cluster/eu#run-4");
        assertThat(deployment.request().url()).isEqualTo("https://ci.example.org/run-4");
        assertThat(deployment.environment().name()).isEqualTo("production");
        assertThat(Events.read(
                        Events.of("pipelinerun.finished", "failed"),
                        event -> subject(event).withObject("content").put("outcome", "well")))
                .isEqualTo(new Malformed("subject.content.outcome", "is not one of success, failure, cancel, error"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context",
                "context.id",
                "context.source",
                "context.type",
                "context.timestamp",
                "subject",
                "subject.id",
                "subject.content",
                "subject.content.environment",
                "subject.content.environment.id",
                "subject.content.artifactId"
            })
    void saysWhatIsMissing(String path) {
        String pointer = "/" + path.replace('.', '/');
        int last = pointer.lastIndexOf('/');
        assertThat(Events.read(
                        Events.of("service.deployed", "deployed"),
                        event -> ((ObjectNode) event.at(pointer.substring(0, last)))
                                .remove(pointer.substring(last + 1))))
                .isEqualTo(new Malformed(path, "is missing"));
    }

    @Test
    void saysWhatIsOfAnotherShape() {
        ObjectNode event = Events.of("service.deployed", "deployed");
        assertThat(Events.read(
                        event,
                        changed -> ((ObjectNode) changed.get("context")).put("timestamp", "2026-03-30T12:00:00")))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).isEqualTo("context.timestamp"));
        assertThat(Events.read(
                        event, changed -> subject(changed).withObject("content").put("environment", "production")))
                .isEqualTo(new Malformed("subject.content.environment", "is not an object"));
        // what nothing is read of may have any shape
        assertThat(Events.read(event, changed -> {
                    ((ObjectNode) changed.get("context"))
                            .put("links", "none")
                            .put("type", "dev.cdevents.testsuite.finished.0.2.0");
                    changed.put("subject", "none");
                }))
                .isEqualTo(new Ignored("nothing is measured from testsuite.finished"));
    }

    @Test
    void takesOtherVersionsAsTheyCome() {
        ObjectNode event = Events.of("service.deployed", "deployed");
        for (String version : List.of("0.6.0-draft", "0.12.3", "0.3.0-draft.1")) {
            assertThat(typed(event, "dev.cdevents.service.deployed." + version)).isInstanceOf(Facts.class);
        }
        assertThat(typed(event, "dev.cdevents.service.deployed.1.0.0"))
                .isEqualTo(new Ignored("'dev.cdevents.service.deployed.1.0.0' is newer than what is read: 0.x"));
        assertThat(typed(event, "dev.cdeventsx.acme-thing.done.0.1.0"))
                .isEqualTo(new Ignored("'dev.cdeventsx.acme-thing.done.0.1.0' is not a CDEvent"));
        assertThat(typed(event, "dev.cdevents.service.deployed")).isInstanceOf(Ignored.class);
    }

    private static Normalization typed(ObjectNode event, String type) {
        return Events.read(event, changed -> ((ObjectNode) changed.get("context")).put("type", type));
    }

    /** 78 examples, of the versions 0.3.0, 0.4.1 and 0.5.1. */
    @Test
    void cutsATitleToWhatCanBeKept() {
        Normalization read = Events.read(
                Events.of("incident.detected", "opened"),
                event -> event.withObject("/subject/content").put("description", "x".repeat(999) + "😀"));
        assertThat(Events.facts(Incident.class, read).getFirst().entry().title())
                .isEqualTo("x".repeat(999) + "\ufffd");
    }

    @Test
    void readsEveryExampleOfTheStandard() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(EXAMPLES), "no examples beside the repository");
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            List<Path> examples =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            assertThat(examples).hasSize(78).allSatisfy(example -> {
                Normalization read = Events.read("application/json", Files.readString(example));
                String name = String.valueOf(example.getFileName());
                if (name.matches("service_(deployed|upgraded|rolledback).json|incident_.*")) {
                    assertThat(read).isInstanceOf(Facts.class);
                } else {
                    assertThat(read)
                            .isInstanceOfSatisfying(
                                    Ignored.class,
                                    ignored -> assertThat(ignored.reason()).isNotBlank());
                }
            });
        }
    }

    private static Deployment deployment(ObjectNode event, Consumer<ObjectNode> change) {
        return Events.facts(Deployment.class, Events.read(event, change)).getFirst();
    }

    private static ObjectNode subject(ObjectNode event) {
        return (ObjectNode) event.get("subject");
    }
}
