package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Uploading the commit graph. */
class CommitGraphIT {

    private final FullServer server = FullServer.shared();

    @Test
    void storesACommitOnce() {
        byte[] lines = (line("c1", "") + line("c2", "c1")).getBytes(StandardCharsets.UTF_8);

        assertThat(server.upload(lines).body()).isEqualTo("{\"received\":2,\"stored\":2}");
        assertThat(server.upload(lines).body()).isEqualTo("{\"received\":2,\"stored\":0}");
    }

    @Test
    void storesNothingOfARequestWithABadLine() {
        HttpResponse<String> answer = server.upload(
                (line("d1", "") + "{\"sha\":\"short\"}\n" + line("d2", "d1")).getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = FullServer.JSON.readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("/problems/bad-body");
        assertThat(problem.path("detail").asString()).contains("Line 2: sha ");
        assertThat(problem.path("errors").path(0).path("line").asInt(-1))
                .as(answer.body())
                .isEqualTo(2);
        assertThat(problem.path("errors").path(0).path("parameter").asString()).isEqualTo("sha");
        assertThat(server.upload(line("d1", "").getBytes(StandardCharsets.UTF_8))
                        .body())
                .isEqualTo("{\"received\":1,\"stored\":1}");
    }

    @Test
    void takesNoCommitsWhenThereAreNone() {
        assertThat(server.upload(new byte[0]).body()).isEqualTo("{\"received\":0,\"stored\":0}");
    }

    @Test
    void needsTheToken() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(server.address().resolve("/api/v1/commits"))
                            .POST(HttpRequest.BodyPublishers.ofString(line("e1", "")))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    private static String line(String word, String parent) {
        return "{\"repository\":\"acme/graph\",\"sha\":\"%s\",\"parents\":\"%s\",\"author_at\":\"2026-01-05T09:00:00+01:00\",\"committer_at\":\"2026-01-05T09:00:00+01:00\"}%n"
                .formatted(sha(word), parent.isEmpty() ? "" : sha(parent));
    }

    private static String sha(String word) {
        return (word + "f".repeat(40)).substring(0, 40);
    }
}
