package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** What other rules would do is what they do, and looking at it changes nothing. */
class ClassificationIT {

    private static final String OTHER = """
            throughline:
              github:
                incident-labels: [outage]
              tiers:
                - environment: "eu-*"
                  tier: production
              services:
                - name: till
                  repositories: ["classes/shop"]
            """;
    private static final String[] OTHER_ARGUMENTS = {
        "--throughline.github.incident-labels=outage",
        "--throughline.tiers[0].environment=eu-*",
        "--throughline.tiers[0].tier=production",
        "--throughline.services[0].name=till",
        "--throughline.services[0].repositories=classes/shop"
    };

    @Test
    void showsWhatOtherRulesWouldDo() {
        String database = TestDatabase.createUrl();
        JsonNode told;
        try (FullServer server = FullServer.on(database)) {
            server.tell(story());
            String before = values(server, "classes/shop");
            told = server.send("POST", "/api/v1/classification/preview", OTHER, 200);

            JsonNode shop = service(told, "classes/shop");
            assertThat(shop.path("after").isNull()).isTrue();
            assertThat(shop.at("/before/deployment_frequency").asDouble()).isCloseTo(2.0 / 91, within());
            assertThat(shop.at("/before/change_fail_rate").asDouble()).isEqualTo(0.5);
            assertThat(values(server, "classes/shop")).isEqualTo(before);
            assertThat(server.items("/api/v1/services"))
                    .extracting(service -> service.path("service").asString())
                    .containsExactly("classes/shop");
            assertThat(schemas(database)).isZero();
            // the same again changes nothing either
            JsonNode again = server.send("POST", "/api/v1/classification/preview", OTHER, 200);
            assertThat(service(again, "till").at("/after/change_lead_time"))
                    .isEqualTo(service(told, "till").at("/after/change_lead_time"));
            assertThat(again.path("deliveries")).isEqualTo(told.path("deliveries"));
        }
        try (FullServer server = FullServer.on(database, OTHER_ARGUMENTS)) {
            server.send("POST", "/api/v1/deliveries/replay", "", 202);
            server.settle();
            JsonNode real =
                    server.get("/api/v1/metrics?service=till&" + window(told)).path("metrics");
            JsonNode after = service(told, "till").path("after");
            assertThat(after.path("deployment_frequency").asDouble()).isCloseTo(3.0 / 91, within());
            assertThat(List.of(
                            "deployment_frequency",
                            "change_lead_time",
                            "change_fail_rate",
                            "failed_deployment_recovery_time",
                            "deployment_rework_rate"))
                    .allSatisfy(metric -> {
                        JsonNode value = real.path(metric).path("value");
                        assertThat(after.path(metric).isNull()).as(metric).isEqualTo(value.isNull());
                        assertThat(after.path(metric).asDouble(0)).as(metric).isCloseTo(value.asDouble(0), within());
                    });
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        FullServer server = FullServer.shared();
        assertThat(refusal(server, "throughline:\n  githib: {}\n")).contains("githib");
        assertThat(refusal(server, "throughline: [\n")).contains("not YAML");
        assertThat(refusal(server, "throughline:\n  tiers:\n    - environment: x\n      tier: prod\n"))
                .contains("TIER");
        assertThat(refusal(server, "throughline:\n  services:\n    - repositories: [x]\n"))
                .contains("name");
        assertThat(refusal(server, "throughline:\n  gauges:\n    interval: ${throughline.api-token}\n"))
                .doesNotContain("token\"")
                .contains("not looked up");
        server.send("POST", "/api/v1/classification/preview", "", 401, "Bearer wrong");
    }

    private static String refusal(FullServer server, String file) {
        return server.send("POST", "/api/v1/classification/preview", file, 400)
                .at("/errors/0/detail")
                .asString();
    }

    private static Story story() {
        Story story = new Story("classes");
        Repository shop = story.repository("shop");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(10, ChronoUnit.DAYS);
        shop.github().push("main", now, List.of(shop.commitAt("a", now.minusSeconds(900))));
        shop.deployed("D1", "a", "production", now.plusSeconds(60));
        shop.github().push("main", now.plusSeconds(7200), List.of(shop.commitAt("b", now.plusSeconds(7000))));
        shop.deployed("D2", "b", "production", now.plusSeconds(7300));
        shop.incident("It is down.", now.plusSeconds(7400));
        shop.github().push("main", now.plusSeconds(90_000), List.of(shop.commitAt("c", now.plusSeconds(80_000))));
        shop.deployed("D3", "c", "eu-west", now.plusSeconds(90_100));
        return story;
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-3);
    }

    private static String window(JsonNode told) {
        return "from=%s&until=%s"
                .formatted(told.path("from").asString(), told.path("until").asString());
    }

    private static JsonNode service(JsonNode told, String name) {
        return told.path("services")
                .valueStream()
                .filter(service -> service.path("service").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String values(FullServer server, String service) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return server.get("/api/v1/metrics?service=%s&from=%s&until=%s"
                        .formatted(service, now.minus(30, ChronoUnit.DAYS), now))
                .path("metrics")
                .toString()
                // it grows while somebody looks
                .replaceAll("\"oldest_open_seconds\":\\d+", "");
    }

    private static long schemas(String database) {
        return JdbcClient.create(new DriverManagerDataSource(database))
                .sql("select count(*) from information_schema.schemata where schema_name like '%rehearsal%'")
                .query(Long.class)
                .single();
    }
}
