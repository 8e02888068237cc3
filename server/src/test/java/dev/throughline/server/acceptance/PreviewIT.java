package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a body would become is shown, of a source that a file describes and of one that is built in, and nothing is kept. */
class PreviewIT {

    private static final String FILE = """
            title: Rocket Pager
            tells: [incidents]
            authentication: {token: {header: X-Rocket-Token}}
            delivery: {header: X-Rocket-Id}
            map: |
              alarm ? {"incidents": {"id": alarm.id, "about": alarm.team, "opened_at": alarm.since,
                "resolved_at": alarm.over}} : {"ignored": $number(kind) & " is no alarm"}
            """;
    private static final String ALARM = """
            {"alarm": {"id": 12, "team": "acme/shop", "since": "2026-03-02T10:00:00Z"}}""";

    @TempDir
    Path data;

    @Test
    void showsWhatAStrangersSourceMakesOfABody() throws Exception {
        Files.createDirectories(data.resolve("sources"));
        Files.writeString(data.resolve("sources/rocket.yml"), FILE);
        try (FullServer server =
                FullServer.start("--throughline.data=" + data, "--throughline.rocket.secret=swordfish")) {
            JsonNode told = preview(server, "rocket", ALARM, 200);
            assertThat(told.path("ignored").isNull()).isTrue();
            assertThat(told.path("facts").get(1).toString())
                    .startsWith("{\"fact\":\"incident\"")
                    .contains("\"about\":[\"acme/shop\"]", "\"opened_at\":\"2026-03-02T10:00:00Z\"");
            assertThat(preview(server, "rocket", "{\"kind\": 7}", 200)
                            .path("ignored")
                            .asString())
                    .isEqualTo("7 is no alarm");
            JsonNode wrong = preview(server, "rocket", "{\"kind\": \"x\"}", 200)
                    .path("errors")
                    .get(0);
            assertThat(wrong.path("line").asInt()).isEqualTo(6);
            assertThat(preview(server, "rocket", "{\"alarm\": {\"x\": 1}}", 200)
                            .path("errors")
                            .get(0)
                            .toString())
                    .contains("\"line\":null", "incidents[0].id should be");

            assertThat(post(server, "wrong")).isEqualTo(401);
            assertThat(post(server, "swordfish")).isEqualTo(202);
            server.settle();
            JsonNode stored = server.items("/api/v1/deliveries?source=rocket").getFirst();
            assertThat(stored.path("status").asString()).isEqualTo("processed");
            assertThat(server.send(
                                    "POST",
                                    "/api/v1/sources/rocket/preview?delivery="
                                            + stored.path("id").asString(),
                                    "",
                                    200)
                            .path("facts")
                            .size())
                    .isEqualTo(told.path("facts").size());
            assertThat(server.items("/api/v1/deliveries?source=rocket")).hasSize(1);
            server.send(
                    "POST",
                    "/api/v1/sources/github/preview?delivery="
                            + stored.path("id").asString(),
                    "",
                    404);
        }
    }

    @Test
    void showsWhatABuiltInSourceMakesOfABody() throws Exception {
        FullServer server = FullServer.shared();
        int before = server.items("/api/v1/deliveries").size();
        assertThat(preview(server, "github", "{\"zen\": \"x\"}", 200)
                        .path("ignored")
                        .asString())
                .isEqualTo("no X-GitHub-Event header says what happened");
        preview(server, "nobody", "{}", 404);
        preview(server, "github", "", 400);
        server.send("POST", "/api/v1/sources/github/preview", "{}", 401, "Bearer wrong");
        server.send("POST", "/api/v1/sources/github/preview?delivery=x", "{}", 404);
        assertThat(server.items("/api/v1/deliveries")).hasSize(before);
    }

    private static JsonNode preview(FullServer server, String source, String body, int status) throws Exception {
        return server.send("POST", "/api/v1/sources/" + source + "/preview", body, status);
    }

    private static int post(FullServer server, String token) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(server.address() + "/webhooks/rocket"))
                                    .header("X-Rocket-Token", token)
                                    .header("X-Rocket-Id", "one")
                                    .POST(HttpRequest.BodyPublishers.ofString(ALARM, StandardCharsets.UTF_8))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
