package dev.throughline.dashboard.api;

import static dev.throughline.engine.history.SmallHistory.SHOP;
import static dev.throughline.engine.history.SmallHistory.deployment;
import static dev.throughline.engine.history.SmallHistory.incident;
import static dev.throughline.engine.history.SmallHistory.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.history.SmallHistory;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.verdict.postgres.PostgresVerdictBook;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The lists of the API over a small history; what becomes of the exceptions is ProblemAdvice's part. */
class ListsIT {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final MockMvcTester API = api();

    @Test
    void listsServices() throws Exception {
        assertThat(json("/api/v1/services")).isEqualTo(JSON.readTree("""
                {"items":[
                  {"service":"acme/shop","team":null,"repositories":["acme/shop"],"paths":[],"own_environments":[],
                   "environments":["production","staging"],
                   "last_deployment_at":"2026-03-02T12:00:00Z","deployments":6,"configuration_change":null},
                  {"service":"acme/till","team":null,"repositories":["acme/till"],"paths":[],"own_environments":[],
                   "environments":["production","production-eu"],
                   "last_deployment_at":"2026-03-02T11:00:00Z","deployments":2,"configuration_change":null}],
                 "next":null}
                """));
    }

    @Test
    void showsADeployment() throws Exception {
        assertThat(json("/api/v1/deployments/" + deployment(SHOP, 3))).isEqualTo(JSON.readTree("""
                {"id":"%s","service":"acme/shop","environment":"production","tier":"production","source":"github",
                 "external_id":"3","sha":"%s","ref":"main","kind":"forward","outcome":"success","failed":true,
                 "evidence":[
                   {"rule":"declared","confidence":"declared","incident":"%s","sha":"%2$s"},
                   {"rule":"revert","confidence":"inferred","deployment":"%s","sha":"%s"},
                   {"rule":"window","confidence":"heuristic","incident":"%s"}],
                 "flags":["ambiguous"],"started_at":"2026-03-02T10:50:00Z","finished_at":"2026-03-02T11:00:00Z",
                 "commits":3,"linked_by":"push","merged_into":null,"url":"https://example.org/3","verdicts":[]}
                """.formatted(
                        deployment(SHOP, 3), sha(3), incident(70), deployment(SHOP, 4), sha(4), incident(71))));
    }

    @Test
    void saysNothingOfWhatItDoesNotKnow() throws Exception {
        JsonNode underWay = json("/api/v1/deployments/" + deployment(SHOP, 5));

        for (String field : List.of("kind", "failed", "finished_at", "commits", "linked_by", "merged_into")) {
            assertThat(underWay.has(field)).isTrue();
            assertThat(underWay.get(field).isNull()).as(field).isTrue();
        }
    }

    @Test
    void listsWhatADeploymentDelivered() throws Exception {
        assertThat(json("/api/v1/deployments/" + deployment(SHOP, 3) + "/changes?limit=1")
                        .get("items"))
                .isEqualTo(JSON.readTree("""
                        [{"sha":"%s","author_at":"2026-03-02T10:40:00Z","merge":false,"lead_time_seconds":1200,
                          "start_provenance":"pr_commits","linked_by":"push",
                          "change":{"number":12,"title":"Sell apples","url":"https://example.org/pull/12"},
                          "delivered_as":null,"excluded":null,"flags":["stale"]}]
                        """.formatted(sha(3))));
    }

    @Test
    void listsIncidents() throws Exception {
        JsonNode incidents = json("/api/v1/incidents?service=acme/shop").get("items");

        assertThat(incidents).hasSize(4);
        assertThat(incidents.get(3)).isEqualTo(JSON.readTree("""
                {"id":"%s","service":"acme/shop","source":"github","external_id":"70","number":70,
                 "url":"https://example.org/issues/70","title":"Incident 70",
                 "opened_at":"2026-03-02T11:30:00Z","resolved_at":"2026-03-02T12:30:00Z","deployment":"%s",
                 "linked_by":"declared","excluded":null}
                """.formatted(incident(70), deployment(SHOP, 3))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                      | 5 4 3 2 1 6",
                "environment=staging                                   | 6",
                "kind=forward                                          | 4 3",
                "failed=true                                           | 3",
                "failed=false                                          | 4 1",
                "from=2026-03-02T11:00:00Z                             | 5 4 3",
                "until=2026-03-02T11:00:00Z                            | 2 1 6",
                "from=2026-03-02&until=2026-03-03                      | 5 4 3 2 1 6",
                "from=2026-03-02&timezone=Pacific/Kiritimati           | 5 4 3 2 1 6",
                "until=2026-03-02&timezone=Pacific/Kiritimati          | ",
                "until=2026-03-03&timezone=Pacific/Kiritimati          | 6",
                "limit=1000                                            | 5 4 3 2 1 6"
            })
    void filtersDeployments(String query, String externalIds) throws Exception {
        List<String> found = new ArrayList<>();
        json("/api/v1/deployments?service=acme/shop&" + (query == null ? "" : query))
                .get("items")
                .forEach(item -> found.add(item.get("external_id").asString()));

        assertThat(String.join(" ", found)).isEqualTo(externalIds == null ? "" : externalIds);
    }

    @ParameterizedTest
    @CsvSource({"services,2", "deployments,8", "incidents,4"})
    void leadsFromPageToPage(String list, int size) throws Exception {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        while (true) {
            JsonNode page = json("/api/v1/" + list + "?limit=1" + after);
            page.get("items").forEach(items::add);
            if (page.get("next").isNull()) {
                break;
            }
            after = "&after=" + page.get("next").asString();
        }
        assertThat(items).hasSize(size);
        assertThat(items)
                .isEqualTo(List.copyOf(
                        json("/api/v1/" + list).get("items").valueStream().toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services?limit=0                                       | limit",
                "services?limit=1001                                    | limit",
                "services?limit=ten                                     | limit",
                "services?limit=                                        | limit",
                "services?after=garbage                                 | after",
                "services?after=%00                                     | after",
                "services?after=QQpBCkEK                                | after",
                "services?service=acme/shop                             | service",
                "deployments?after=YWNtZS9zaG9wCjE                      | after",
                "deployments?after=KzEwMDAwMDAtMDEtMDFUMDA6MDA6MDBaCjE  | after",
                "deployments?kind=big                                   | kind",
                "deployments?failed=maybe                               | failed",
                "deployments?from=yesterday                             | from",
                "deployments?from=2026-02-30                            | from",
                "deployments?until=+99999-01-01                         | until",
                "deployments?until=                                     | until",
                "deployments?from=2026-03-02&until=2026-03-02           | until",
                "deployments?timezone=Mars/Olympus                      | timezone",
                "deployments?enviroment=production                      | enviroment",
                "deployments?environment=%00                                  | environment",
                "incidents?state=open                                   | state"
            })
    void refusesWhatItCannotUse(String request, String parameter) {
        assertThat(get("/api/v1/" + request))
                .failure()
                .rootCause()
                .isInstanceOfSatisfying(
                        BadParameter.class, bad -> assertThat(bad.parameter()).isEqualTo(parameter));
    }

    @Test
    void namesAServiceThatItDoesNotKnow() {
        assertThat(get("/api/v1/deployments?service=acme/shop&service=acme/shed"))
                .failure()
                .rootCause()
                .isInstanceOf(UnknownService.class)
                .hasMessageContaining("acme/shed");
        assertThat(get("/api/v1/incidents?service=acme/shed"))
                .failure()
                .rootCause()
                .isInstanceOf(UnknownService.class);
    }

    @ParameterizedTest
    @CsvSource({"1", "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000/changes"})
    void saysThatThereIsNoSuchDeployment(String id) {
        assertThat(get("/api/v1/deployments/" + id)).failure().rootCause().isInstanceOf(NotFound.class);
    }

    private static JsonNode json(String path) throws Exception {
        MvcTestResult result = get(path);
        assertThat(result).hasStatusOk();
        return JSON.readTree(result.getResponse().getContentAsString());
    }

    private static MvcTestResult get(String path) {
        return API.get().uri(URI.create(path)).exchange();
    }

    private static MockMvcTester api() {
        DataSource database = TestDatabase.create();
        SmallHistory.into(database);
        var lists = new AnnotationConfigApplicationContext();
        lists.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
        lists.scan("dev.throughline.engine.history");
        lists.refresh();
        var verdicts = new PostgresVerdictBook(JdbcClient.create(database), new JdbcTransactionManager(database));
        return MockMvcTester.create(MockMvcBuilders.standaloneSetup(
                        new ServiceController(lists.getBean(Services.class)),
                        new DeploymentController(lists.getBean(Deployments.class), verdicts),
                        new IncidentController(lists.getBean(Incidents.class), verdicts))
                .setMessageConverters(new JacksonJsonHttpMessageConverter(JSON))
                .build());
    }
}
