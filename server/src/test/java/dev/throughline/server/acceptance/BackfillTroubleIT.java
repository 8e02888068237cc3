package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.forge.Fault;
import dev.throughline.server.forge.ForgeRepository;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import dev.throughline.server.forge.RepositoryStory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What goes wrong with an API has a word for it, and stops nothing else. */
class BackfillTroubleIT {

    private static final String TOKEN = "ghp_secret_of_this_test";
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final ForgeState FORGE = ForgeState.of();
    private static GitHubApi api;
    private static FullServer server;
    private static int ids = 700;

    @BeforeAll
    static void start() {
        api = new GitHubApi(FORGE);
        api.token(TOKEN);
        server = FullServer.start(
                "--throughline.github.token=" + TOKEN,
                "--throughline.github.api-url=" + api.url(),
                "--throughline.backfill=off");
    }

    @AfterAll
    static void stop() {
        server.close();
        api.close();
    }

    @AfterEach
    void heal() {
        api.faults().clear();
        api.token(TOKEN);
    }

    /** A repository with one deployment that delivered one merged pull request. */
    private static RepositoryStory repository(String name) {
        RepositoryStory story = RepositoryStory.of(ids++, name, START);
        story.status(story.deploy(story.head("main"), "production"), "success");
        story.commit("pears", "Weigh pears");
        int number = story.open("pears");
        story.merge(number);
        story.status(story.deploy(story.head("main"), "production"), "success");
        FORGE.add(story.repository());
        return story;
    }

    @Test
    void missesNothingThatChangesWhileItIsRead() {
        RepositoryStory shop = repository("moving/shop");
        List<Integer> issues = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            issues.add(shop.issue("Issue " + i, "", "incident"));
        }
        api.faults().before("issues", 2, () -> shop.close(issues.get(50)));
        api.faults().before("issues", 3, () -> shop.close(issues.get(150)));

        JsonNode backfill = backfill("moving/shop");

        assertThat(backfill.path("state").asString()).as("%s", backfill).isEqualTo("done");
        assertThat(backfill.path("repositories")
                        .path(0)
                        .path("read")
                        .path("incidents")
                        .asInt())
                .isEqualTo(230);
        assertThat(server.items("/api/v1/incidents?service=moving%2Fshop").stream()
                        .filter(incident -> incident.path("resolved_at").isString()))
                .hasSize(2);
    }

    @Test
    void readsOlderHistoryWhereMoreIsWantedLater() {
        RepositoryStory shop = RepositoryStory.of(ids++, "deep/shop", START.minus(Duration.ofDays(3000)));
        shop.status(shop.deploy(shop.head("main"), "production"), "success");
        for (int i = 0; i < 150; i++) {
            shop.after(Duration.ofDays(12));
            String sha = shop.commit("main", "Commit " + i);
            if (i % 5 == 0) {
                shop.status(shop.deploy(sha, "production"), "success");
            }
        }
        shop.after(Duration.ofDays(900));
        for (int i = 0; i < 120; i++) {
            shop.commit("main", "Later commit " + i);
        }
        FORGE.add(shop.repository());

        JsonNode recent = await(begin("2025-10-01", "deep/shop"));
        JsonNode all = await(begin("", "deep/shop"));

        assertThat(recent.path("repositories")
                        .path(0)
                        .path("read")
                        .path("commits")
                        .asInt())
                .isEqualTo(200);
        assertThat(all.path("state").asString()).as("%s", all).isEqualTo("done");
        assertThat(all.path("repositories").path(0).path("read").path("commits").asInt())
                .isEqualTo(271);
        assertThat(server.items("/api/v1/deployments?service=deep%2Fshop"))
                .hasSize(31)
                .allMatch(deployment -> !deployment.path("flags").toString().contains("ambiguous"));
        assertThat(server.get("/api/v1/backfills/" + recent.path("id").asString())
                        .path("repositories"))
                .as("what was told of one stays when another meets the same")
                .isEqualTo(recent.path("repositories"));
    }

    @Test
    void readsAnOwnersRepositoriesButArchivedOnesAndForks() {
        repository("orchard/pears");
        repository("orchard/plums");
        about(repository("orchard/old"), true, false);
        about(repository("orchard/fork"), false, true);

        assertThat(names(backfill("orchard/*"))).containsExactly("orchard/pears", "orchard/plums");
        assertThat(names(backfill("orchard/pl?ms"))).containsExactly("orchard/plums");
        assertThat(names(backfill("orchard/old"))).containsExactly("orchard/old");
    }

    @Test
    void followsARepositoryToItsNewName() {
        RepositoryStory shop = repository("moved/before");
        shop.repository().rename("moved/after");

        JsonNode backfill = backfill("moved/before");

        assertThat(backfill.path("state").asString()).as("%s", backfill).isEqualTo("done");
        assertThat(server.items("/api/v1/deployments?service=moved%2Fafter")).hasSize(2);
    }

    @Test
    void saysThatThereIsNoSuchRepositoryAndReadsTheNext() {
        repository("known/shop");

        JsonNode backfill = backfill("known/nothing", "known/shop");

        assertThat(backfill.path("state").asString()).isEqualTo("failed");
        JsonNode missing = backfill.path("repositories").path(0);
        assertThat(missing.path("state").asString()).isEqualTo("failed");
        assertThat(missing.path("detail").asString())
                .startsWith("there is no such repository, or the token may not see it");
        assertThat(Instant.parse(missing.path("resumes_at").asString())).isAfter(Instant.now());
        assertThat(backfill.path("repositories").path(1).path("state").asString())
                .isEqualTo("done");
    }

    @Test
    void saysThatTheTokenIsNotAcceptedAndShowsItNowhere() {
        repository("locked/shop");
        api.revoke(TOKEN);

        JsonNode backfill = backfill("locked/shop");

        assertThat(backfill.path("repositories").path(0).path("detail").asString())
                .startsWith("the token is not accepted")
                .contains("401");
        assertThat(server.text("/api/v1/backfills")).doesNotContain(TOKEN);
        assertThat(server.text("/api/v1/deliveries?source=github&limit=1000")).doesNotContain(TOKEN);
    }

    @Test
    void readsAllElseWhereTheTokenHasNoRightToDeployments() {
        repository("weak/shop");
        api.faults().every(1, "deployments", new Fault.Status(403));

        JsonNode backfill = backfill("weak/shop");

        JsonNode repository = backfill.path("repositories").path(0);
        assertThat(repository.path("state").asString()).isEqualTo("failed");
        assertThat(repository.path("detail").asString())
                .startsWith("the token has no right to this")
                .contains("/deployments answers 403");
        assertThat(repository.path("read").path("changes").asInt()).isEqualTo(1);
    }

    @Test
    void saysThatSomethingElseAnswers() {
        repository("page/shop");
        api.faults().every(1, new Fault.HtmlPage());

        assertThat(detail("page/shop")).contains("instead of JSON", "there may be a proxy in between");
    }

    @Test
    void saysThatTheAnswerIsNoneOfThatApi() {
        repository("odd/shop");
        api.faults().every(1, new Fault.WrongShape());

        assertThat(detail("odd/shop"))
                .containsAnyOf("not what GitHub's API documents", "is not GitHub's API", "is not a list");
    }

    @Test
    void countsNothingTwiceThoughAPageComesTwice() {
        RepositoryStory shop = repository("twice/shop");
        for (int i = 0; i < 120; i++) {
            shop.issue("Issue " + i, "", "incident");
        }
        api.faults().every(1, "issues", new Fault.RepeatedItems(20));

        JsonNode backfill = backfill("twice/shop");

        assertThat(backfill.path("state").asString()).as("%s", backfill).isEqualTo("done");
        assertThat(backfill.path("repositories")
                        .path(0)
                        .path("read")
                        .path("incidents")
                        .asInt())
                .isEqualTo(120);
        assertThat(server.items("/api/v1/incidents?service=twice%2Fshop")).hasSize(120);
    }

    @Test
    void waitsForALimitByTheClockOfTheForge() {
        repository("clock/shop");
        api.faults().clockOffset(Duration.ofDays(300));
        api.faults().next(new Fault.SecondaryLimit(429, Duration.ofSeconds(1)));

        assertThat(backfill("clock/shop").path("state").asString()).isEqualTo("done");
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertThat(refused("{\"source\":\"nobody\",\"repositories\":[\"a/b\"]}"))
                .contains("should be one of", "github");
        assertThat(refused("{\"source\":\"gitlab\",\"repositories\":[\"a/b\"]}"))
                .contains("THROUGHLINE_GITLAB_TOKEN");
        assertThat(refused("{\"source\":\"github\",\"repositories\":[]}")).contains("repositories");
        assertThat(refused("{\"source\":\"github\",\"repositories\":[\"../admin\"]}"))
                .contains("repositories");
        assertThat(refused("{\"source\":\"github\",\"repositories\":[\"a/b?x=1\"]}"))
                .contains("repositories");
        assertThat(refused("{\"source\":\"github\",\"repositories\":[\"a/b\"],\"since\":\"yesterday\"}"))
                .contains("a date or an instant");
        assertThat(refused("{\"source\":\"github\",\"repositories\":[\"a/b\"],\"since\":\"2999-01-01\"}"))
                .contains("a time in the past");
        server.send("POST", "/api/v1/backfills", "{}", 401, "Bearer wrong");
        server.send("DELETE", "/api/v1/backfills/no-id", "", 404);
    }

    @Test
    void stopsWhatNobodyWantsAnyMore() throws InterruptedException {
        RepositoryStory shop = repository("long/shop");
        for (int i = 0; i < 60; i++) {
            shop.commit("branch-" + i, "Commit " + i);
            shop.open("branch-" + i);
        }
        api.faults().every(1, new Fault.Slow(Duration.ofMillis(300)));
        String id = beginAll("long/shop");
        Thread.sleep(1500);

        server.send("DELETE", "/api/v1/backfills/" + id, "", 204);

        Thread.sleep(1500);
        int asked = api.counts().all();
        Thread.sleep(1500);
        assertThat(api.counts().all()).isEqualTo(asked);
        assertThat(server.get("/api/v1/backfills/" + id).path("state").asString())
                .isEqualTo("stopped");
    }

    private static void about(RepositoryStory story, boolean isArchived, boolean isFork) {
        ForgeRepository.About now = story.repository().about();
        story.repository()
                .put(new ForgeRepository.About(
                        now.fullName(),
                        now.defaultBranch(),
                        now.isPrivate(),
                        isArchived,
                        isFork,
                        now.topics(),
                        now.createdAt(),
                        now.pushedAt()));
    }

    private static String refused(String body) {
        return server.send("POST", "/api/v1/backfills", body, 400)
                .path("detail")
                .asString();
    }

    private static String detail(String repository) {
        JsonNode backfill = backfill(repository);
        assertThat(backfill.path("state").asString()).isEqualTo("failed");
        return backfill.path("repositories").path(0).path("detail").asString();
    }

    private static List<String> names(JsonNode backfill) {
        assertThat(backfill.path("state").asString()).as("%s", backfill).isEqualTo("done");
        return backfill.path("repositories")
                .valueStream()
                .map(repository -> repository.path("repository").asString())
                .sorted()
                .toList();
    }

    private static String begin(String since, String repository) {
        String wanted =
                "{\"source\":\"github\",\"repositories\":[\"%s\"],\"since\":\"%s\"}".formatted(repository, since);
        return server.send("POST", "/api/v1/backfills", wanted, 202).path("id").asString();
    }

    private static String beginAll(String... repositories) {
        String names = Stream.of(repositories).map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
        String wanted = "{\"source\":\"github\",\"repositories\":[%s]}".formatted(names);
        return server.send("POST", "/api/v1/backfills", wanted, 202).path("id").asString();
    }

    private static JsonNode backfill(String... repositories) {
        return await(beginAll(repositories));
    }

    private static JsonNode await(String id) {
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
        return backfill;
    }
}
