package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Delivery;
import dev.throughline.engine.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Services that are not repositories, as throughline.yml describes them: a server that learns of them at a restart. */
class CatalogIT {

    private static final String[] CONFIGURATION = {
        "--throughline.services[0].name=shop/api",
        "--throughline.services[0].team=checkout",
        "--throughline.services[0].repositories=catalog/mono",
        "--throughline.services[0].paths=api/**,libs/**",
        "--throughline.services[0].environments=live-api",
        "--throughline.services[0].incident-labels=api",
        "--throughline.services[1].name=shop/web",
        "--throughline.services[1].team=Checkout",
        "--throughline.services[1].repositories=catalog/mono",
        "--throughline.services[1].paths=web/**,libs/**",
        "--throughline.services[1].environments=live-*",
        "--throughline.tiers[0].environment=*-dry",
        "--throughline.tiers[0].tier=testing"
    };

    @TempDir
    private Path folder;

    private final Story story = new Story("catalog");
    private final Repository mono = story.repository("mono");

    @Test
    void l8MonorepoWhoseServicesAreConfiguredLater() {
        history();
        String database = TestDatabase.createUrl();
        try (FullServer before = start(database)) {
            post(before);
            assertThat(services(before)).containsOnlyKeys("catalog/mono");
            assertThat(before.get("/api/v1/services")
                            .path("items")
                            .path(0)
                            .path("configuration_change")
                            .isNull())
                    .isTrue();
        }
        try (FullServer after = start(database, CONFIGURATION)) {
            after.settle();
            readsWhatIsConfigured(after);
        }
        try (FullServer again = start(database)) {
            again.settle();
            assertThat(services(again)).containsOnlyKeys("catalog/mono");
        }
    }

    /** In a folder of its own: what another server could not store waits in the common one. */
    private FullServer start(String database, String... more) {
        return FullServer.on(
                database,
                Stream.concat(Stream.of("--throughline.data=" + folder), Stream.of(more))
                        .toArray(String[]::new));
    }

    private void readsWhatIsConfigured(FullServer server) {
        assertThat(samples(server, "a1")).containsExactlyInAnyOrder("api/x 7200", "libs/z 6000", "web/y path");
        assertThat(samples(server, "w1")).containsExactlyInAnyOrder("web/y 10200", "libs/z 9600", "api/x path");
        Map<String, JsonNode> services = services(server);
        assertThat(services).containsOnlyKeys("shop/api", "shop/web");
        JsonNode api = Objects.requireNonNull(services.get("shop/api"));
        assertThat(api.path("team").asString()).isEqualTo("checkout");
        assertThat(api.path("paths").toString()).isEqualTo("[\"api/**\",\"libs/**\"]");
        assertThat(api.path("own_environments").toString()).isEqualTo("[\"live-api\"]");
        assertThat(api.path("repositories").toString()).isEqualTo("[\"catalog/mono\"]");
        assertThat(api.path("configuration_change")
                        .path("before")
                        .path("deployment_frequency")
                        .isNull())
                .isTrue();

        String window = "&from=2026-01-05&until=2026-01-06";
        assertThat(value(server, "service=shop/api" + window)).isEqualTo(2);
        assertThat(value(server, "service=shop/web" + window)).isEqualTo(2);
        assertThat(value(server, "team=checkout" + window)).isEqualTo(4);
        // the name of the repository means all of its services
        assertThat(value(server, "service=catalog/mono" + window)).isEqualTo(4);
        assertThat(server.send("GET", "/api/v1/metrics?team=nobody", "", 404)
                        .path("type")
                        .asString())
                .isEqualTo("/problems/unknown-service");
        List<String> tiers = new ArrayList<>();
        server.items("/api/v1/deployments")
                .forEach(item -> tiers.add(item.path("environment").asString() + " "
                        + item.path("tier").asString()));
        assertThat(tiers).contains("live-dry testing");
    }

    private void history() {
        mono.push("2026-01-05 08:00", mono.commit("root", "2026-01-05 07:00"));
        mono.deployed("a0", "root", "live-api", "2026-01-05 08:30");
        mono.deployed("w0", "root", "live-web", "2026-01-05 08:30");
        mono.push(
                "2026-01-05 10:00",
                mono.commit("api/x", "2026-01-05 09:00"),
                mono.commit("web/y", "2026-01-05 09:10"),
                mono.commit("libs/z", "2026-01-05 09:20"));
        mono.deployed("dry", "libs/z", "live-dry", "2026-01-05 10:30");
        mono.deployed("a1", "libs/z", "live-api", "2026-01-05 11:00");
        mono.deployed("w1", "libs/z", "live-web", "2026-01-05 12:00");
    }

    /** Each commit touches the file that it is called by. */
    private void post(FullServer server) {
        for (Delivery delivery : story.deliveries()) {
            JsonNode body = FullServer.JSON.readTree(delivery.body());
            for (JsonNode commit : body.path("commits")) {
                String file = commit.path("message").asString().replace("Change ", "");
                ((ObjectNode) commit)
                        .set(
                                "modified",
                                ((ArrayNode) commit.path("removed")).deepCopy().add(file));
            }
            server.post(delivery.event(), delivery.id(), body.toString().getBytes(StandardCharsets.UTF_8));
        }
        server.settle();
    }

    private static Map<String, JsonNode> services(FullServer server) {
        Map<String, JsonNode> services = new TreeMap<>();
        server.items("/api/v1/services")
                .forEach(item -> services.put(item.path("service").asString(), item));
        return services;
    }

    private static double value(FullServer server, String scope) {
        return server.get("/api/v1/metrics?" + scope)
                .path("metrics")
                .path("deployment_frequency")
                .path("value")
                .asDouble();
    }

    private List<String> samples(FullServer server, String deployment) {
        String id = server.items("/api/v1/deployments").stream()
                .filter(item -> item.path("external_id").asString().equals(mono.externalId(deployment)))
                .map(item -> item.path("id").asString())
                .findFirst()
                .orElseThrow();
        List<String> samples = new ArrayList<>();
        server.items("/api/v1/deployments/" + id + "/changes")
                .forEach(item -> samples.add(mono.nameOf(item.path("sha").asString()) + " "
                        + (item.path("lead_time_seconds").isNull()
                                ? item.path("excluded").asString()
                                : item.path("lead_time_seconds").asString())));
        return samples;
    }
}
