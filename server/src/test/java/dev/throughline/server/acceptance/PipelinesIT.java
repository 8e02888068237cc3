package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pipelines that tell of deployments of a repository whose commits another source tells. */
class PipelinesIT {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private final FullServer server = FullServer.shared();

    @Test
    void deliverTheCommitsOfTheRepositoryThatTheyName() throws Exception {
        Story story = new Story("pipelines");
        Repository shop = story.repository("shop");
        shop.github().push("main", MONDAY, List.of(shop.commitAt("a", MONDAY.minusSeconds(60))));
        shop.github().push("main", MONDAY.plusSeconds(600), List.of(shop.commitAt("b", MONDAY.plusSeconds(300))));
        server.tell(story);
        String service = shop.service();

        for (String id : List.of("one", "one again")) {
            assertThat(tekton(service, shop.sha("a"), id)).isEqualTo(204);
        }
        assertThat(cloudBuild(service, shop.sha("b"), "?token=wrong")).isEqualTo(401);
        assertThat(cloudBuild(service, shop.sha("b"), "?token=" + FullServer.encode(FullServer.SECRET)))
                .isEqualTo(204);
        server.settle();

        List<JsonNode> deployments = server.items("/api/v1/deployments?service=" + FullServer.encode(service));
        assertThat(deployments)
                .extracting(
                        item -> item.path("source").asString(),
                        item -> item.path("kind").asString(),
                        item -> item.path("finished_at").asString())
                .containsExactly(
                        tuple("cloud-build", "forward", "2026-03-02T12:00:00Z"),
                        tuple("tekton", "initial", "2026-03-02T10:00:00Z"));
        assertThat(server.items("/api/v1/deployments/"
                        + deployments.getFirst().path("id").asString() + "/changes"))
                .extracting(
                        change -> change.path("sha").asString(),
                        change -> change.path("lead_time_seconds").asLong())
                .containsExactly(tuple(shop.sha("b"), 10_500L));
    }

    /** Where Four Keys took it, with the secret in the query. */
    private int tekton(String service, String sha, String id) throws Exception {
        String body = """
                {"pipelineRun": {
                   "metadata": {"name": "deploy-1", "uid": "%s"},
                   "spec": {"pipelineRef": {"name": "deploy"}, "params": [
                      {"name": "gitrevision", "value": "%s"}, {"name": "gitrepositoryurl", "value": "https://github.com/%s.git"}]},
                   "status": {"startTime": "2026-03-02T09:50:00Z", "completionTime": "2026-03-02T10:00:00Z"}}}
                """.formatted(service, sha, service);
        return post(
                "/?tekton-secret=" + FullServer.encode(FullServer.SECRET),
                Map.of("Ce-Type", "dev.tekton.event.pipelinerun.successful.v1", "Ce-Id", service + id),
                body);
    }

    private int cloudBuild(String service, String sha, String query) throws Exception {
        String build = """
                {"id": "%s", "status": "SUCCESS", "startTime": "2026-03-02T11:50:00Z", "finishTime": "2026-03-02T12:00:00Z",
                 "substitutions": {"TRIGGER_NAME": "deploy", "REPO_FULL_NAME": "%s", "COMMIT_SHA": "%s"}}
                """.formatted(service, service, sha);
        String data = Base64.getEncoder().encodeToString(build.getBytes(StandardCharsets.UTF_8));
        return post("/webhooks/cloud-build" + query, Map.of(), "{\"message\":{\"data\":\"" + data + "\"}}");
    }

    private int post(String path, Map<String, String> headers, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
