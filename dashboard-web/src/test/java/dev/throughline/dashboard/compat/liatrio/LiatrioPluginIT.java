package dev.throughline.dashboard.compat.liatrio;

import static dev.throughline.dashboard.compat.CompatHistory.FAILED_AT;
import static dev.throughline.dashboard.compat.CompatHistory.http;
import static dev.throughline.dashboard.compat.CompatHistory.json;
import static dev.throughline.dashboard.compat.CompatHistory.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.compat.CompatHistory;
import dev.throughline.dashboard.problem.BadBody;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Posts what react-dora-charts posts, leaves out what it leaves out, and computes as it does. */
class LiatrioPluginIT {

    private static final CompatHistory HISTORY = new CompatHistory();
    private static final MockMvcTester HTTP =
            http(new LiatrioController(HISTORY.services(), HISTORY.finder(), HISTORY.deployments()));
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-03-31T00:00:00Z");

    @BeforeAll
    static void tell() {
        HISTORY.jdbc()
                .sql("update service set team = 'payments', position = 0 where name = 'acme/till'")
                .update();
    }

    @Test
    void yieldsTheCountsOfTheApi() {
        List<JsonNode> records = records("[\"shop\"]", "null");
        FiveMetrics metrics = HISTORY.fourKeys()
                .report(
                        new Scope(List.of("acme/shop"), null),
                        new Window(START, END, ZoneOffset.UTC),
                        null,
                        Basis.COMMIT)
                .metrics();

        assertThat(records).hasSize((int) metrics.deploymentFrequency().count());
        List<JsonNode> failed = records.stream()
                .filter(record -> !record.path("failed_at").isNull())
                .toList();
        assertThat(failed)
                .hasSize((int) metrics.changeFailRate().numerator())
                .singleElement()
                .satisfies(record -> {
                    assertThat(Instant.parse(record.path("failed_at").asString()))
                            .isEqualTo(FAILED_AT);
                    assertThat((double) Duration.between(
                                            FAILED_AT,
                                            Instant.parse(
                                                    record.path("fixed_at").asString()))
                                    .toSeconds())
                            .isEqualTo(metrics.failedDeploymentRecoveryTime().value());
                });
    }

    @Test
    void callsARepositoryAsItWasAskedFor() {
        assertThat(records("[\"Shop\"]", "null"))
                .allSatisfy(record ->
                        assertThat(record.path("repository").asString()).isEqualTo("Shop"));
        assertThat(records("[\"acme/till\", \"shop\"]", "null"))
                .extracting(record -> record.path("repository").asString())
                .containsExactly("acme/till", "shop", "shop", "shop");
        assertThat(records("[\"nobody\"]", "null")).isEmpty();
    }

    @Test
    void answersForATeam() {
        assertThat(records("null", "\"payments\"")).singleElement().satisfies(record -> {
            assertThat(record.path("team").asString()).isEqualTo("payments");
            assertThat(record.path("repository").asString()).isEqualTo("acme/till");
            assertThat(record.path("status").asBoolean()).isTrue();
            assertThat(record.path("merged_at").isNull()).isTrue();
            assertThat(record.path("deploy_url").isString()).isTrue();
        });
        assertThat(records("null", "\"nobody\"")).isEmpty();
        assertThat(records("[\"shop\"]", "\"payments\"")).isEmpty();
    }

    @Test
    void answersForEverythingWhereNothingIsChosen() {
        assertThat(records("[\"\"]", "\"\"")).hasSize(4);
    }

    @Test
    void listsTeamsAndServices() {
        assertThat(json(CompatHistory.get(HTTP, "/compat/liatrio/services")).toString())
                .isEqualTo("{\"teams\":[\"payments\"],\"services\":[\"acme/shop\",\"acme/till\"]}");
    }

    @Test
    void namesNobody() {
        assertThat(text(post("null", "null", START.toString()))).doesNotContain("\"user\"");
    }

    @Test
    void refusesAStretchThatIsNone() {
        assertThat(post("null", "null", "2026-04-01T00:00:00Z")).failure().hasRootCauseInstanceOf(BadBody.class);
    }

    private static List<JsonNode> records(String repositories, String team) {
        MvcTestResult answer = post(repositories, team, START.toString());
        return StreamSupport.stream(json(answer).path("records").spliterator(), false)
                .toList();
    }

    private static MvcTestResult post(String repositories, String team, String start) {
        return HTTP.post()
                .uri("/compat/liatrio/data")
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                        "{\"repositories\": %s, \"team\": %s, \"start\": \"%s\", \"end\": \"2026-03-31T00:00:00.000Z\"}"
                                .formatted(repositories, team, start))
                .exchange();
    }
}
