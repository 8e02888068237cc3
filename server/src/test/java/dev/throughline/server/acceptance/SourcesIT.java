package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which sources can post, which of them do, and which have another secret. */
class SourcesIT {

    private static final String[] SECOND = {
        "--throughline.sources[0].name=github-emea",
        "--throughline.sources[0].kind=github",
        "--throughline.github-emea.secret=" + FullServer.SECRET
    };

    @Test
    void tellsWhatCameAndWhatWasRefused() throws Exception {
        String database = TestDatabase.createUrl();
        Instant start = Instant.now();
        try (FullServer server = FullServer.on(database, SECOND)) {
            JsonNode nothing = source(server, "github");
            assertThat(nothing.propertyNames())
                    .containsExactly(
                            "name",
                            "kind",
                            "url",
                            "secret",
                            "last_delivery_at",
                            "last_refused_at",
                            "silent_since",
                            "silent_repositories",
                            "deliveries",
                            "api",
                            "tells");
            assertThat(nothing.toString())
                    .isEqualTo(
                            ("{\"name\":\"github\",\"kind\":\"github\",\"url\":\"%s/webhooks/github\",\"secret\":\"configured\","
                                            + "\"last_delivery_at\":null,\"last_refused_at\":null,\"silent_since\":null,\"silent_repositories\":[],"
                                            + "\"deliveries\":0,\"api\":null,\"tells\":[\"changes\",\"deployments\",\"incidents\"]}")
                                    .formatted(server.address().toString().replaceAll("/$", "")));
            assertThat(server.text("/actuator/prometheus"))
                    .contains("throughline_source_refused_in_a_row{source=\"github\"} 0.0")
                    .doesNotContain("throughline_source_up{");

            server.post("ping", "one", "{\"zen\":\"x\"}".getBytes(StandardCharsets.UTF_8));
            server.settle();
            assertThat(Instant.parse(
                            source(server, "github").path("last_delivery_at").asString()))
                    .isAfterOrEqualTo(start);
            assertThat(source(server, "github").path("deliveries").asInt()).isOne();
            assertThat(server.text("/actuator/prometheus")).contains("throughline_source_up{source=\"github\"} 1.0");

            for (int i = 0; i < 4; i++) {
                assertThat(forge(server, "github")).isEqualTo(401);
            }
            assertThat(Instant.parse(
                            source(server, "github").path("last_refused_at").asString()))
                    .isAfterOrEqualTo(start);
            assertThat(server.text("/actuator/prometheus"))
                    .contains("throughline_source_refused_in_a_row{source=\"github\"} 4.0")
                    .contains("throughline_source_up{source=\"github\"} 0.0");
            assertThat(server.text("/setup")).contains("refused 4 times in a row");
            assertThat(source(server, "github-emea").path("last_refused_at").isNull())
                    .isTrue();
        }
        try (FullServer again = FullServer.on(database, SECOND)) {
            assertThat(Instant.parse(
                            source(again, "github").path("last_refused_at").asString()))
                    .isAfterOrEqualTo(start);
            assertThat(again.text("/setup")).contains("refused 4 times in a row");

            again.post("ping", "two", "{\"zen\":\"x\"}".getBytes(StandardCharsets.UTF_8));
            again.settle();
            assertThat(again.text("/setup")).doesNotContain("in a row").contains("receiving");
            assertThat(again.text("/actuator/prometheus")).contains("throughline_source_up{source=\"github\"} 1.0");
        }
    }

    @Test
    void receivesFromSeveralOfOneKind() throws Exception {
        try (FullServer server = FullServer.start(SECOND)) {
            assertThat(forge(server, "github-emea")).isEqualTo(401);
            assertThat(forge(server, "github-apac")).isEqualTo(404);
            assertThat(source(server, "github-emea").path("kind").asString()).isEqualTo("github");
            assertThat(source(server, "github-emea").path("url").asString()).endsWith("/webhooks/github-emea");
            assertThat(source(server, "github").path("last_refused_at").isNull())
                    .isTrue();
        }
    }

    private static JsonNode source(FullServer server, String name) {
        return server.items("/api/v1/sources").stream()
                .filter(item -> item.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Posts what is signed with another secret. */
    private static int forge(FullServer server, String source) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(server.address() + "/webhooks/" + source))
                                    .header("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
                                    .header("X-GitHub-Event", "ping")
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
