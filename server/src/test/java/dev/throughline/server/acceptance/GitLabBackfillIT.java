package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.FullServer.Envelope;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitLabApi;
import dev.throughline.server.forge.GitLabHistory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The history of zipkin out of an API that answers as GitLab's does. */
class GitLabBackfillIT {

    private static final String NAME = "gitlab-zipkin";
    private static final String PROJECT = "acme/openzipkin/zipkin";
    private static final String TOKEN = "glpat-all";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void isExactFromTheApiAlone() {
        RealHistory zipkin = RealHistory.of(NAME, "graph");
        try (GitLabApi api = api();
                FullServer server = start(api)) {
            JsonNode first = backfill(server);

            assertThat(first.path("state").asString()).as("%s", first).isEqualTo("done");
            JsonNode read = first.path("repositories").path(0).path("read");
            assertThat(read.path("deployments").asInt()).isEqualTo(2 * 232);
            assertThat(read.path("changes").asInt()).isEqualTo(1447);
            assertThat(zipkin.assertDeployments(server)).isEqualTo(232);
            zipkin.assertMetrics(server);
            assertThat(first.path("requests").asInt())
                    .isEqualTo(api.counts().all())
                    .isLessThan((int) (2.1 * 1447) + 10_766 / 100);

            api.counts().clear();
            JsonNode second = backfill(server);
            assertThat(second.path("state").asString()).as("%s", second).isEqualTo("done");
            assertThat(second.path("requests").asInt()).isLessThan(60);
        }
    }

    @Test
    void isExactAfterHalfOfTheWebhooksAndBeforeTheOthers() {
        RealHistory zipkin = RealHistory.of(NAME, "graph");
        List<Envelope> webhooks = zipkin.deliveries();
        try (GitLabApi api = api();
                FullServer server = start(api)) {
            server.postAll(everyOther(webhooks, 0));
            assertThat(backfill(server).path("state").asString()).isEqualTo("done");
            server.postAll(everyOther(webhooks, 1));
            server.settle();

            assertThat(zipkin.assertDeployments(server)).isEqualTo(232);
            zipkin.assertMetrics(server);
        }
    }

    private static List<Envelope> everyOther(List<Envelope> all, int from) {
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == from)
                .mapToObj(all::get)
                .toList();
    }

    private static GitLabApi api() {
        GitLabApi api = new GitLabApi(ForgeState.of(GitLabHistory.read(NAME)));
        api.token(TOKEN);
        return api;
    }

    private static FullServer start(GitLabApi api) {
        return FullServer.start(
                "--throughline.gitlab.token=" + TOKEN,
                "--throughline.gitlab.api-url=" + api.url(),
                "--throughline.backfill=off");
    }

    /** Reads a history to its end. */
    private static JsonNode backfill(FullServer server) {
        String id = server.send(
                        "POST",
                        "/api/v1/backfills",
                        "{\"source\":\"gitlab\",\"repositories\":[\"%s\"]}".formatted(PROJECT),
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
