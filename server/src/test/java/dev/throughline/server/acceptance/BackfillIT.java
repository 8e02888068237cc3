package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.FullServer.Envelope;
import dev.throughline.server.forge.ForgeRepository;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import dev.throughline.server.forge.GitHubHistory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A history that happened, out of an API that answers as GitHub's does. */
class BackfillIT {

    private static final String TOKEN = "ghp_all";

    /** The API knows no pushes, so that an author's clock that is ahead stays so: in this history of seven commits, by a second each. */
    private static final double SKEW_SECONDS = 1;

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void isExactForZipkinFromTheApiAlone() {
        RealHistory zipkin = RealHistory.of("zipkin");
        try (GitHubApi api = zipkin();
                FullServer server = start(api)) {
            JsonNode first = backfill(server, "openzipkin/zipkin");

            assertThat(first.path("state").asString()).as("%s", first).isEqualTo("done");
            JsonNode read = first.path("repositories").path(0).path("read");
            assertThat(read.path("deployments").asInt()).isEqualTo(464);
            assertThat(read.path("changes").asInt()).isEqualTo(1447);
            assertThat(read.path("commits").asInt()).isGreaterThanOrEqualTo(3_003);
            assertThat(zipkin.assertDeployments(server)).isEqualTo(232);
            zipkin.assertMetrics(server, SKEW_SECONDS);
            assertThat(first.path("requests").asInt())
                    .isEqualTo(api.counts().all())
                    .isLessThan((int) (1.2 * 464 + 3.2 * 1447 + 10_766 / 100));

            api.counts().clear();
            JsonNode second = backfill(server, "openzipkin/zipkin");
            assertThat(second.path("state").asString()).as("%s", second).isEqualTo("done");
            assertThat(api.counts().answered().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .as("%s", api.counts().answered())
                    .isLessThan(first.path("requests").asInt() / 50);
        }
    }

    @Test
    void isExactBesideHalfOfTheWebhooks() {
        RealHistory zipkin = RealHistory.of("zipkin");
        List<Envelope> webhooks = zipkin.deliveries();
        try (GitHubApi api = zipkin();
                FullServer server = start(api)) {
            server.postAll(webhooks.subList(0, webhooks.size() / 4));
            assertThat(backfill(server, "openzipkin/zipkin").path("state").asString())
                    .isEqualTo("done");
            server.postAll(webhooks.subList(webhooks.size() / 2, 3 * webhooks.size() / 4));
            server.settle();

            assertThat(zipkin.assertDeployments(server)).isEqualTo(232);
            zipkin.assertMetrics(server, SKEW_SECONDS);
        }
    }

    private static GitHubApi zipkin() {
        ForgeRepository zipkin = GitHubHistory.read("zipkin");
        GitHubApi api = new GitHubApi(ForgeState.of(zipkin));
        api.token(TOKEN);
        return api;
    }

    private static FullServer start(GitHubApi api) {
        return FullServer.start(
                "--throughline.github.token=" + TOKEN,
                "--throughline.github.api-url=" + api.url(),
                "--throughline.backfill=off");
    }

    /** Reads a history to its end. */
    private static JsonNode backfill(FullServer server, String repository) {
        String id = server.send(
                        "POST",
                        "/api/v1/backfills",
                        "{\"source\":\"github\",\"repositories\":[\"%s\"]}".formatted(repository),
                        202)
                .path("id")
                .asString();
        long until = System.nanoTime() + PATIENCE.toNanos();
        JsonNode backfill = server.get("/api/v1/backfills/" + id);
        while (backfill.path("finished_at").isNull()) {
            assertThat(System.nanoTime()).as("%s", backfill).isLessThan(until);
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            backfill = server.get("/api/v1/backfills/" + id);
        }
        return backfill;
    }
}
