package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.server.forge.Commit;
import dev.throughline.server.forge.Fault;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import dev.throughline.server.forge.RepositoryStory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The files of commits are asked for one commit at a time: within limits, and whatever befalls the API or the process. */
class FilesOfCommitsIT {

    private static final String NAME = "acme/mono";
    private static final String TOKEN = "ghp_mono";
    private static final String FILES = "commits/{sha}";
    private static final int MOST = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String database = TestDatabase.createUrl();
    private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(database));
    private final RepositoryStory mono = RepositoryStory.of(705, NAME, Instant.parse("2026-03-02T09:00:00Z"));
    private final GitHubApi api = new GitHubApi(ForgeState.of(mono.repository()));

    {
        api.token(TOKEN);
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void goesOnInTheNextReadingAndWhereItWasKilled(@TempDir Path folder) throws Exception {
        String head = mono.commits("main", MOST + 100);
        String oldest = mono.repository().commits().log(head).stream()
                .min(Comparator.comparing(Commit::committedAt))
                .orElseThrow()
                .sha();
        String id;
        try (ForkedServer forked = fork(folder)) {
            id = begin(forked.server());
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (asked() < MOST / 3 && System.nanoTime() < until) {
                Thread.sleep(5);
            }
            forked.kill();
        }
        int before = asked();
        assertThat(before).isBetween(MOST / 3, MOST - 1);
        try (ForkedServer forked = fork(folder)) {
            await(forked.server(), id);
            // a batch may have been told and not been noted; the repository itself is asked for as well
            assertThat(asked()).isBetween(MOST - 5, MOST + 60);
            assertThat(known()).isBetween(MOST - 60, MOST + 60);
            assertThat(count("sha = '" + head + "'")).isEqualTo(1);
            assertThat(count("sha = '" + oldest + "'")).isZero();

            int first = known();
            api.counts().clear();
            await(forked.server(), begin(forked.server()));
            assertThat(asked()).isEqualTo(MOST + 101 - first);
            assertThat(known()).isEqualTo(MOST + 101);

            api.counts().clear();
            await(forked.server(), begin(forked.server()));
            assertThat(asked()).isZero();
        }
    }

    @Test
    void passesOverWhatTheForgeCannotTell() {
        mono.commit("main", "Add pears", "api/pears.java");
        mono.commit("main", "Weigh pears", "api/scales.java");
        api.faults()
                .next(
                        FILES,
                        Stream.concat(
                                        Stream.of(new Fault.Status(404)),
                                        Collections.nCopies(6, new Fault.Status(502)).stream())
                                .toArray(Fault[]::new));
        try (FullServer server = FullServer.on(database, settings())) {
            await(server, begin(server));
            assertThat(known()).isEqualTo(1);

            // nobody asked for it: what was not there is left alone, what was not answered is asked for again
            api.counts().clear();
            await(server, beginByItself());
            assertThat(asked()).isEqualTo(1);
            assertThat(known()).isEqualTo(2);

            api.counts().clear();
            await(server, begin(server));
            assertThat(asked()).isEqualTo(1);
            assertThat(known()).isEqualTo(3);
        }
    }

    private int asked() {
        return api.counts().answered().getOrDefault(FILES, 0);
    }

    private int known() {
        return count("true");
    }

    /** @param condition on rows of {@code commit_path} */
    private int count(String condition) {
        return jdbc.sql("select count(*) from commit_path where " + condition)
                .query(Integer.class)
                .single();
    }

    private String[] settings() {
        return new String[] {
            "--throughline.github.token=" + TOKEN,
            "--throughline.github.api-url=" + api.url(),
            "--throughline.backfill=off",
            "--throughline.services[0].name=shop/api",
            "--throughline.services[0].repositories=" + NAME,
            "--throughline.services[0].paths=api/**",
        };
    }

    private ForkedServer fork(Path folder) throws Exception {
        return ForkedServer.start(
                folder.resolve("data"),
                folder.resolve("server.log"),
                Stream.concat(Stream.of("--throughline.database-url=" + database), Stream.of(settings()))
                        .toArray(String[]::new));
    }

    private static String begin(FullServer server) {
        String wanted = "{\"source\":\"github\",\"repositories\":[\"%s\"]}".formatted(NAME);
        return server.send("POST", "/api/v1/backfills", wanted, 202).path("id").asString();
    }

    /** As each night. */
    private String beginByItself() {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        with begun as (
                            insert into backfill (id, source, since, cause) values (:id, 'github', now() - interval '3 days', 'auto')
                        )
                        insert into backfill_repository (backfill_id, position, name) values (:id, 1, :name)
                        """).param("id", id).param("name", NAME).update();
        return id.toString();
    }

    private static void await(FullServer server, String id) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        JsonNode backfill = server.get("/api/v1/backfills/" + id);
        while (backfill.path("finished_at").isNull()) {
            assertThat(System.nanoTime()).as("%s", backfill).isLessThan(until);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            backfill = server.get("/api/v1/backfills/" + id);
        }
        assertThat(backfill.path("state").asString()).as("%s", backfill).isEqualTo("done");
    }
}
