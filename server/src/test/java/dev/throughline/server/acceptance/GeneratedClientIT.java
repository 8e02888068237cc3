package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A client that a generator makes of the document of the API: it reads every answer, to the last field, and reports a deployment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedClientIT {

    private static final String SHA = "3f2c9b1d5e7a8046b2c1d0e9f8a7b6c5d4e3f2a1";

    private final FullServer server = FullServer.start();
    private final JsonNode document = server.get("/v3/api-docs");
    private final Map<String, Map<String, Object>> arguments = new HashMap<>();
    private GeneratedClient client = GeneratedClient.none();

    @BeforeAll
    void tellAndGenerate() throws Exception {
        Story story = new Story("generated-client");
        Repository s = story.repository("s");
        s.push("2026-03-01 09:00", s.commit("C1", "2026-03-01 08:00"));
        s.deployed("D1", "C1", "2026-03-01 10:00");
        s.push("2026-03-02 09:00", s.commit("C2", "2026-03-02 08:00"));
        s.deployed("D2", "C2", "2026-03-02 10:00");
        s.incident("", "2026-03-02 10:30");
        server.tell(story);
        JsonNode deployment = new Deployments(server, s).of("D2").item();
        String id = deployment.path("id").asString();
        server.send("PATCH", "/api/v1/deployments/" + id, "{\"excluded\":false,\"reason\":\"it counts\"}", 200);
        server.settle();
        JsonNode incident = server.items("/api/v1/incidents").getFirst();
        String delivery =
                server.items("/api/v1/deliveries").getFirst().path("id").asString();
        String march = "2026-03-01";
        String april = "2026-04-01";
        arguments.put(
                "metrics",
                Map.of(
                        "service",
                        List.of(s.service()),
                        "from",
                        march,
                        "until",
                        april,
                        "interval",
                        "week",
                        "quickCheck",
                        true));
        arguments.put("explain", Map.of("metric", "change_fail_rate", "from", march, "until", april));
        arguments.put("deployment", Map.of("id", id));
        arguments.put("commitsOfDeployment", Map.of("id", id));
        arguments.put("incident", Map.of("id", incident.path("id").asString()));
        arguments.put("delivery", Map.of("id", delivery));
        arguments.put("deliveryBody", Map.of("id", delivery));
        arguments.put(
                "gitlabProjectDoraMetrics",
                Map.of("id", s.service(), "metric", "deployment_frequency", "startDate", march, "endDate", april));
        arguments.put(
                "gitlabGroupDoraMetrics",
                Map.of("id", s.service().replaceFirst("/.*", ""), "metric", "lead_time_for_changes"));
        arguments.put("opendoraMetric", Map.of("type", "df_count", "aggregation", "weekly"));
        arguments.put("opendoraBenchmark", Map.of("type", "cfr"));
        client = GeneratedClient.of(document, server.address(), "token");
    }

    @AfterAll
    void close() throws Exception {
        client.close();
        server.close();
    }

    @Test
    void readsWhatEveryAddressAnswers() {
        Set<String> called = new HashSet<>();
        document.path("paths").properties().forEach(path -> {
            JsonNode get = path.getValue().path("get");
            if (!get.isMissingNode() && !path.getKey().equals("/api/v1/backfills/{id}")) {
                String operation = GeneratedClient.named(get.path("operationId").asString());
                Object answer = client.call(operation, arguments.getOrDefault(operation, Map.of()));

                assertThat(answer).as(operation).isNotNull();
                assertThat(answer.toString()).as(operation).isNotBlank();
                called.add(operation);
            }
        });
        assertThat(called).hasSizeGreaterThan(15).containsAll(arguments.keySet());
        assertThat(client.call("metrics", arguments.getOrDefault("metrics", Map.of()))
                        .toString())
                .contains("numerator: 1")
                .contains("denominator: 2");
        assertThat(client.call("deployments", Map.of("failed", true)).toString())
                .contains("window");
    }

    @Test
    void reportsADeployment() {
        Map<String, Object> report = Map.of(
                "service", "generated/service",
                "id", "run-1",
                "environment", "production",
                "sha", SHA,
                "finished_at", "2026-03-03T10:00:00Z");
        Object kept = client.call("reportDeployment", Map.of(GeneratedClient.BODY, report));
        server.settle();

        assertThat(kept.toString()).contains("delivery");
        assertThat(server.items("/api/v1/deployments?service=generated/service"))
                .singleElement()
                .satisfies(item -> assertThat(item.path("sha").asString()).isEqualTo(SHA));
    }

    @Test
    void namesEachOperationOnceAndForGood() {
        List<String> names = document.path("paths")
                .valueStream()
                .flatMap(path -> path.valueStream())
                .map(operation -> operation.path("operationId").asString())
                .toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z]+(_[a-z]+)*"));
    }
}
