package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.server.acceptance.FullServer.Envelope;
import dev.throughline.server.forge.Fault;
import dev.throughline.server.forge.ForgeRepository;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import dev.throughline.server.forge.GitHubHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void goesOnWhereItWasKilledTenTimes(@TempDir Path folder) throws Exception {
        RealHistory zipkin = RealHistory.of("zipkin");
        Random random = new Random(13);
        String database = TestDatabase.createUrl();
        Path log = folder.resolve("server.log");
        try (GitHubApi api = zipkin()) {
            String id = "";
            for (int kills = 0; kills < 10; kills++) {
                ForkedServer forked = fork(folder, log, api, database);
                if (id.isEmpty()) {
                    id = begin(forked.server(), "openzipkin/zipkin");
                }
                int before = api.counts().all();
                int enough = 150 + random.nextInt(300);
                long until = System.nanoTime() + PATIENCE.toNanos();
                while (api.counts().all() - before < enough && System.nanoTime() < until) {
                    Thread.sleep(5);
                }
                forked.kill();
            }
            try (ForkedServer forked = fork(folder, log, api, database)) {
                JsonNode backfill = await(forked.server(), id);
                assertThat(backfill.path("state").asString()).as("%s", backfill).isEqualTo("done");
                JsonNode read = backfill.path("repositories").path(0).path("read");
                assertThat(read.path("deployments").asInt()).isEqualTo(464);
                assertThat(read.path("changes").asInt()).isEqualTo(1447);
                assertThat(zipkin.assertDeployments(forked.server())).isEqualTo(232);
                zipkin.assertMetrics(forked.server(), SKEW_SECONDS);
            }
            // what was read is not asked for again but for the last objects and the lists that lead on
            assertThat(api.counts().all()).isLessThan(4711 + 10 * 120);
        }
    }

    @Test
    void isExactThoughTheApiStumblesAndSetsLimits() {
        RealHistory zipkin = RealHistory.of("zipkin");
        try (GitHubApi api = zipkin();
                FullServer server = start(api)) {
            api.faults().limit(1500, Duration.ofSeconds(4));
            api.faults().every(97, new Fault.Status(502));
            api.faults().every(131, new Fault.Dropped());
            api.faults().every(173, new Fault.CutBody());
            api.faults().every(509, new Fault.SecondaryLimit(403, Duration.ofSeconds(1)));
            JsonNode backfill = backfill(server, "openzipkin/zipkin");

            assertThat(backfill.path("state").asString()).as("%s", backfill).isEqualTo("done");
            assertThat(zipkin.assertDeployments(server)).isEqualTo(232);
            zipkin.assertMetrics(server, SKEW_SECONDS);
            assertThat(api.counts().impatient())
                    .as("requests while a limit was in force")
                    .isZero();
        }
    }

    private static ForkedServer fork(Path folder, Path log, GitHubApi api, String database) throws Exception {
        return ForkedServer.start(
                folder.resolve("data"),
                log,
                "--throughline.database-url=" + database,
                "--throughline.github.token=" + TOKEN,
                "--throughline.github.api-url=" + api.url(),
                "--throughline.backfill=off");
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
        return await(server, begin(server, repository));
    }

    private static String begin(FullServer server, String repository) {
        String wanted = "{\"source\":\"github\",\"repositories\":[\"%s\"]}".formatted(repository);
        return server.send("POST", "/api/v1/backfills", wanted, 202).path("id").asString();
    }

    private static JsonNode await(FullServer server, String id) {
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
