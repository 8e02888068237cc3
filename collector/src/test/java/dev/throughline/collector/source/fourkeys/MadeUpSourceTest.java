package dev.throughline.collector.source.fourkeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.collector.source.Normalization.Malformed;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.DeploymentStatus.State;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MadeUpSourceTest {

    private static final Instant RECEIVED_AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant WRITTEN_AT = Instant.parse("2026-11-18T05:53:24.699014Z");
    private static final CommitSha SHA = new CommitSha("2166d75e44d9b13be5d7fc739fd40e7ba8a8eece");

    /** The two forms, and what their files and events are called. */
    private enum Form {
        GITHUB("push", "deployment_status", "issues", new GitHubMock()),
        GITLAB("push", "deployment", "issue", new GitLabMock());

        private final String push;
        private final String deployment;
        private final String issue;
        private final MadeUpSource source;

        Form(String push, String deployment, String issue, MadeUpBodies bodies) {
            this.push = push;
            this.deployment = deployment;
            this.issue = issue;
            this.source = new MadeUpSource(bodies);
        }

        private Normalization read(String event, String body) {
            return source.normalize(
                    new Delivery("d1", event, "application/json", RECEIVED_AT, body.getBytes(StandardCharsets.UTF_8)));
        }

        private Normalization read(String event, UnaryOperator<String> change) {
            String file = name().toLowerCase(Locale.ROOT) + "-" + event + ".json";
            try (InputStream in = Objects.requireNonNull(MadeUpSourceTest.class.getResourceAsStream(file), file)) {
                return read(event, change.apply(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<Fact> facts(String event) {
            return facts(event, UnaryOperator.identity());
        }

        private List<Fact> facts(String event, UnaryOperator<String> change) {
            return read(event, change) instanceof Facts(List<Fact> facts) ? facts : List.of();
        }

        private RepositoryId repository() {
            return new RepositoryId(source.name(), source.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesItsOneRepositoryAfterItself(Form form) {
        for (String event : List.of(form.push, form.deployment, form.issue)) {
            assertThat(form.facts(event))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(fact -> assertThat(fact.repository()).isEqualTo(form.repository()));
            assertThat(form.facts(event).getFirst())
                    .isInstanceOfSatisfying(
                            RepositoryName.class,
                            name -> assertThat(name.name()).isEqualTo(form.source.name()));
        }
        assertThat(form.source.name()).isEqualTo(form.name().toLowerCase(Locale.ROOT) + "mock");
    }

    @ParameterizedTest
    @EnumSource
    void readsAPushAsABranchOfItsOwn(Form form) {
        assertThat(form.facts(form.push).getLast()).isInstanceOfSatisfying(Push.class, push -> {
            assertThat(push.update().after()).isEqualTo(SHA);
            assertThat(push.update().ref()).isEqualTo("refs/heads/d1");
            assertThat(push.update().before()).isNotNull().isNotEqualTo(SHA);
            assertThat(push.update().isCreated()).isFalse();
            assertThat(push.at()).isEqualTo(WRITTEN_AT);
            assertThat(push.commits()).extracting(Commit::sha).containsExactly(SHA);
            assertThat(push.commits()).extracting(Commit::authorAt).containsExactly(WRITTEN_AT);
        });
    }

    @ParameterizedTest
    @EnumSource
    void beginsEveryPushAtOnePlaceWhateverItNames(Form form) {
        Push push = (Push) form.facts(form.push).getLast();
        Push chained = (Push) form.facts(
                        form.push, body -> body.replace("0000000000000000000000000000000000000000", "a".repeat(40)))
                .getLast();

        assertThat(chained.update().before()).isEqualTo(push.update().before());
    }

    @ParameterizedTest
    @EnumSource
    void readsADeploymentToProduction(Form form) {
        List<Fact> facts = form.facts(form.deployment);

        assertThat(facts.get(1)).isInstanceOfSatisfying(Deployment.class, deployment -> {
            assertThat(deployment.revision().sha()).isEqualTo(SHA);
            assertThat(deployment.environment()).isEqualTo(Environment.PRODUCTION);
            assertThat(deployment.key().externalId()).endsWith("/" + SHA);
        });
        assertThat(facts.get(2)).isInstanceOfSatisfying(DeploymentStatus.class, status -> {
            assertThat(status.state()).isEqualTo(State.SUCCESS);
            assertThat(status.at()).isEqualTo(Instant.parse("2026-11-18T06:00:00Z"));
        });
    }

    @ParameterizedTest
    @EnumSource
    void readsAnIncidentWithItsCause(Form form) {
        assertThat(form.facts(form.issue).getLast()).isInstanceOfSatisfying(Incident.class, incident -> {
            assertThat(incident.kind()).isEqualTo(Incident.Kind.INCIDENT);
            assertThat(incident.openedAt()).isEqualTo(WRITTEN_AT);
            assertThat(incident.resolvedAt()).isEqualTo(Instant.parse("2026-11-19T05:53:24.699014Z"));
            assertThat(incident.causes().named()).extracting(Cause::word).containsExactly(SHA.value());
            assertThat(incident.entry().number()).isEqualTo(440);
        });
    }

    @ParameterizedTest
    @EnumSource
    void tellsIssuesOfOneNumberApartByWhenTheyBegan(Form form) {
        Incident one = (Incident) form.facts(form.issue).getLast();
        Incident other = (Incident)
                form.facts(form.issue, body -> body.replace("2026-11-18 05:53:24.699014", "2026-11-18 07:00:00"))
                        .getLast();

        assertThat(other.openedAt()).isEqualTo(Instant.parse("2026-11-18T07:00:00Z"));
        assertThat(other.id()).isNotEqualTo(one.id());
    }

    @ParameterizedTest
    @EnumSource
    void takesAnIssueForAnIncidentOnlyByItsLabel(Form form) {
        assertThat(form.facts(form.issue, body -> body.replace("\"Incident\"", "\"bug\""))
                        .getLast())
                .isInstanceOfSatisfying(
                        Incident.class, incident -> assertThat(incident.kind()).isEqualTo(Incident.Kind.ISSUE));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-18 06:00:00 +0200, 2026-11-18T06:00:00Z",
        "2026-11-18 06:00:00.5 -05:30, 2026-11-18T06:00:00.5Z",
        "2026-11-18 06:00:00, 2026-11-18T06:00:00Z",
        "2026-11-18T06:00:00+02:00, 2026-11-18T04:00:00Z"
    })
    void readsTimesByOneClock(String written, Instant read) {
        assertThat(MadeUpTimes.of(written, "at")).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "success, SUCCESS",
        "failed, FAILURE",
        "canceled, CANCELLED",
    })
    void readsThePipelinesOfTheOlderGenerator(String status, State state) {
        String body = """
                {"object_kind": "pipeline", "commit": {"id": "%s", "timestamp": "2026-11-18 05:53:24.699014"},
                 "object_attributes": {"created_at": "2026-11-18 05:53:24.699014", "id": 17, "status": "%s"}}
                """.formatted(SHA, status);

        assertThat(Form.GITLAB.read("pipeline", body))
                .isInstanceOfSatisfying(
                        Facts.class,
                        facts -> assertThat(facts.facts().getLast())
                                .isInstanceOfSatisfying(DeploymentStatus.class, told -> {
                                    assertThat(told.state()).isEqualTo(state);
                                    assertThat(told.at()).isEqualTo(WRITTEN_AT);
                                }));
    }

    @ParameterizedTest
    @EnumSource
    void ignoresWhatItDoesNotMeasure(Form form) {
        String kind = "{\"object_kind\": \"note\"}";
        assertThat(form.read("note", kind)).isInstanceOf(Ignored.class);
        assertThat(form.read(form.deployment, body -> body.replace("\"success\"", "\"pending\"")))
                .isInstanceOf(Ignored.class);
    }

    @ParameterizedTest
    @EnumSource
    void saysOfABodyThatItCannotReadWhereItIsWrong(Form form) {
        for (String body : List.of("not json", "", "[]", "null", "42", "{", "{}", "\"text\"", "[[[[")) {
            assertThat(form.read(form.push, body))
                    .as(body)
                    .isInstanceOfSatisfying(
                            Malformed.class,
                            malformed -> assertThat(malformed.field()).isNotBlank());
        }
        assertThat(form.read(form.push, body -> body.replaceFirst(SHA.value(), "b".repeat(40))))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.detail()).isEqualTo("is none of the commits"));
        assertThat(form.read(form.push, body -> body.replace("2026-11-18 05:53:24.699014", "yesterday")))
                .isEqualTo(new Malformed("commits[0].timestamp", "is not a time between 1970 and 9999"));
        assertThat(form.read(form.issue, body -> body.replace("\"created_at\"", "\"made_at\"")))
                .isInstanceOfSatisfying(
                        Malformed.class,
                        malformed -> assertThat(malformed.field()).endsWith("created_at"));
    }

    @Test
    void readsNoCommitOutOfAnAddressThatEndsInNone() {
        assertThat(Form.GITLAB.read("deployment", body -> body.replace(SHA.value(), "main")))
                .isEqualTo(new Malformed("commit_url", "does not end in a commit hash"));
    }
}
