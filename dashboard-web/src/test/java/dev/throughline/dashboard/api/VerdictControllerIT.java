package dev.throughline.dashboard.api;

import static dev.throughline.engine.history.SmallHistory.SHOP;
import static dev.throughline.engine.history.SmallHistory.deployment;
import static dev.throughline.engine.history.SmallHistory.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.history.SmallHistory;
import dev.throughline.engine.metric.HandWritten;
import java.io.UnsupportedEncodingException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a person's verdict is taken, kept and shown; that it wins over every rule is the engine's part. */
@SpringBootTest(classes = ApiApplication.class, properties = ApiApplication.SNAKE_CASE)
@AutoConfigureMockMvc
@ActiveProfiles("web")
class VerdictControllerIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DEPLOYMENT = "/api/v1/deployments/" + deployment(SHOP, 3);
    private static final String INCIDENT = "/api/v1/incidents/" + incident(70);

    @Autowired
    private MockMvcTester http;

    @Autowired
    private DataSource database;

    @BeforeEach
    void fill() {
        new HandWritten(database).clear();
        SmallHistory.into(database);
        JdbcClient.create(database).sql("delete from derivation_due").update();
        JdbcClient.create(database).sql("delete from incident_due").update();
    }

    @Test
    void keepsWhatWasSaidWithWhoAndWhyAndWhen() {
        JsonNode answer = json(
                patch(DEPLOYMENT, "{\"failed\":false,\"excluded\":true,\"reason\":\"a drill\"}", "J\u00c3\u00bcrgen"));

        assertThat(answer.path("id").asString()).isEqualTo(deployment(SHOP, 3).toString());
        JsonNode said = answer.path("verdicts");
        assertThat(said).hasSize(2);
        assertThat(said.get(0).path("field").asString()).isEqualTo("failed");
        assertThat(said.get(0).path("value").isBoolean()).isTrue();
        assertThat(said.get(0).path("value").asBoolean()).isFalse();
        assertThat(said.get(1).path("field").asString()).isEqualTo("excluded");
        assertThat(said.get(1).path("reason").asString()).isEqualTo("a drill");
        assertThat(said.get(1).path("actor").asString()).isEqualTo("J\u00fcrgen");
        assertThat(said.get(1).path("at").asString()).endsWith("Z");
        assertThat(answer.path("pending").asBoolean())
                .as("nothing derives here")
                .isTrue();
        assertThat(due("derivation_due")).isEqualTo(1);
    }

    @Test
    void showsTheWholeTrailOldestFirst() {
        patch(DEPLOYMENT, "{\"failed\":false}", null);
        patch(DEPLOYMENT, "{\"failed\":null}", null);

        JsonNode said = json(http.get().uri(DEPLOYMENT).exchange()).path("verdicts");

        assertThat(said).hasSize(2);
        assertThat(said.get(0).path("value").asBoolean(true)).isFalse();
        assertThat(said.get(0).path("actor").asString()).isEqualTo("api token");
        assertThat(said.get(0).path("reason").isNull()).isTrue();
        assertThat(said.get(1).path("value").isNull()).isTrue();
        assertThat(json(http.get().uri("/api/v1/deployments").exchange())
                        .path("items")
                        .get(0)
                        .has("verdicts"))
                .isFalse();
    }

    @Test
    void takesTheCausesOfAnIncident() {
        JsonNode said = json(patch(INCIDENT, "{\"caused_by\":[\"ABCDEF1\",\"4711\"]}", null))
                .path("verdicts");

        assertThat(said.get(0).path("value").get(0).asString()).isEqualTo("abcdef1");
        assertThat(said.get(0).path("value").get(1).asString()).isEqualTo("4711");
        assertThat(json(http.get().uri(INCIDENT).exchange()).path("verdicts")).isEqualTo(said);
        assertThat(due("incident_due")).isEqualTo(1);
        assertThat(json(patch(INCIDENT, "{\"caused_by\":[]}", null))
                        .path("verdicts")
                        .get(1)
                        .path("value")
                        .isArray())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed    | {'failed':'yes'}",
                "failed    | {'failed':1}",
                "unplanned | {'unplanned':[]}",
                "excluded  | {'excluded':null}",
                "faild     | {'failed':true,'faild':true}",
                "caused_by | {'caused_by':['1']}",
                "reason    | {'failed':true,'reason':7}",
                "reason    | {'failed':true,'reason':'\\u0000'}",
                "reason    | {'failed':true,'reason':'\\ud800'}",
                "$         | {'reason':'none'}",
                "$         | {'failed':true,'failed':false}",
                "$         | {}",
                "$         | []",
                "$         | null",
                "$         | {'failed'"
            })
    void namesTheFieldThatCannotBeUsedAndKeepsNothing(String field, String body) {
        refuses(DEPLOYMENT, field, body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed    | {'failed':true}",
                "caused_by | {'caused_by':'abcdef1'}",
                "caused_by | {'caused_by':[1]}",
                "caused_by | {'caused_by':['']}"
            })
    void namesTheFieldOfAnIncidentToo(String field, String body) {
        refuses(INCIDENT, field, body);
    }

    private void refuses(String path, String field, String body) {
        MvcTestResult answer = patch(path, body.replace('\'', '"'), null);

        assertThat(answer).hasStatus(400);
        assertThat(text(answer)).contains("/problems/bad-body").contains("\"parameter\":\"" + field + "\"");
        assertThat(due("verdict")).isZero();
        assertThat(due("derivation_due") + due("incident_due")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/deployments/", "/api/v1/incidents/"})
    void knowsNothingOfWhatNobodyToldOf(String path) {
        String body = "{\"excluded\":true}";
        assertThat(patch(path + new UUID(0, 1), body, null)).hasStatus(404);
        assertThat(patch(path + "7", body, null)).hasStatus(404);
        assertThat(http.get().uri(path + new UUID(0, 1)).exchange()).hasStatus(404);
        assertThat(patch("/api/v1/incidents/" + incident(75), body, null))
                .as("a deleted one")
                .hasStatus(404);
        assertThat(due("verdict")).isZero();
    }

    @Test
    void refusesMoreThanAPersonWouldSay() {
        assertThat(patch(DEPLOYMENT, "{\"failed\":true,\"reason\":\"" + "a".repeat(70_000) + "\"}", null))
                .hasStatus(413);
        assertThat(patch(DEPLOYMENT, "{\"failed\":true}", "a".repeat(201))).hasStatus(400);
        assertThat(due("verdict")).isZero();
    }

    @Test
    void promisesWhatItAnswers() {
        OpenApiDocument document =
                new OpenApiDocument(text(http.get().uri("/v3/api-docs").exchange()));

        assertThat(document.broken(
                        "/api/v1/deployments/{id}",
                        "patch",
                        "200",
                        "application/json",
                        text(patch(DEPLOYMENT, "{\"failed\":null}", null))))
                .isEmpty();
        assertThat(document.broken(
                        "/api/v1/incidents/{id}",
                        "patch",
                        "200",
                        "application/json",
                        text(patch(INCIDENT, "{\"caused_by\":[\"1234567\"]}", null))))
                .isEmpty();
    }

    private MvcTestResult patch(String path, String body, @org.jspecify.annotations.Nullable String actor) {
        var request =
                http.patch().uri(path).contentType(MediaType.APPLICATION_JSON).content(body);
        return (actor == null ? request : request.header("X-Throughline-Actor", actor)).exchange();
    }

    private static JsonNode json(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return JSON.readTree(text(answer));
    }

    private static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private long due(String table) {
        return JdbcClient.create(database)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }
}
