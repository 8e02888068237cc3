package dev.throughline.server.forge;

import static dev.throughline.server.forge.ForgeClient.header;
import static dev.throughline.server.forge.ForgeClient.links;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The stand-ins themselves: a test of a backfill proves no more than they are right. */
class ForgeApiTest {

    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final String SHOP = "/repos/acme/shop";
    private static final String PROJECT = "/projects/acme%2Fshop";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-10T12:00:00Z"));
    private final InstantSource time = now::get;

    // ---- GitHub ---------------------------------------------------------------------------------------------------

    @Test
    void pagesAsGitHubDoes() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        IntStream.range(0, 45).forEach(i -> story.issue("Issue " + i, ""));
        try (GitHubApi api = gitHub(story)) {
            ForgeClient client = client(api);
            HttpResponse<String> first = client.get(SHOP + "/issues");
            assertThat(Json.MAPPER.readTree(first.body())).hasSize(30);
            assertThat(links(first))
                    .containsExactly(
                            Map.entry("next", api.url() + "/repositories/7/issues?page=2"),
                            Map.entry("last", api.url() + "/repositories/7/issues?page=2"));
            HttpResponse<String> second = client.get(String.valueOf(links(first).get("next")));
            assertThat(Json.MAPPER.readTree(second.body())).hasSize(15);
            assertThat(links(second)).containsOnlyKeys("prev", "first");
            assertThat(client.json(SHOP + "/issues?per_page=1000")).hasSize(45);
            assertThat(client.get(SHOP + "/issues?per_page=1000").headers().firstValue("Link"))
                    .isEmpty();
            assertThat(client.json(SHOP + "/issues?page=9")).isEmpty();
            assertThat(client.all(SHOP + "/issues?per_page=7")).hasSize(45);
        }
    }

    @Test
    void countsA304Apart() {
        try (GitHubApi api = gitHub(RepositoryStory.of(7, "acme/shop", START))) {
            ForgeClient client = client(api);
            HttpResponse<String> fresh = client.get(SHOP);
            HttpResponse<String> known = client.get(SHOP, "If-None-Match", header(fresh, "ETag"));
            assertThat(known.statusCode()).isEqualTo(304);
            assertThat(known.body()).isEmpty();
            assertThat(header(known, "X-RateLimit-Used")).isEqualTo("1");
            assertThat(client.get(SHOP, "If-None-Match", "\"other\"").statusCode())
                    .isEqualTo(200);
            assertThat(api.counts().answered()).containsExactly(Map.entry("repository", 2));
            assertThat(api.counts().notModified()).containsExactly(Map.entry("repository", 1));
        }
    }

    @Test
    void changesTheETagWithTheList() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        try (GitHubApi api = gitHub(story)) {
            ForgeClient client = client(api);
            String tag = header(client.get(SHOP + "/issues"), "ETag");
            story.issue("New", "");
            assertThat(client.get(SHOP + "/issues", "If-None-Match", tag).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void showsATokenOnlyWhatItMaySee() {
        RepositoryStory open = RepositoryStory.open(8, "acme/open", START);
        try (GitHubApi api = gitHub(RepositoryStory.of(7, "acme/shop", START), open)) {
            api.token("narrow", false, "acme/other");
            ForgeClient narrow = new ForgeClient(api.url(), Map.of("Authorization", "token narrow"));
            assertThat(narrow.get(SHOP).statusCode()).isEqualTo(404);
            assertThat(narrow.get(SHOP + "/pulls").body()).contains("Not Found");
            assertThat(narrow.get("/repos/acme/open").statusCode()).isEqualTo(200);
            assertThat(narrow.get("/repos/acme/open/hooks").statusCode()).isEqualTo(404);
            assertThat(narrow.json("/orgs/acme/repos")).hasSize(1);
            assertThat(client(api).json("/orgs/acme/repos")).hasSize(2);
            HttpResponse<String> wrong = narrow.get(SHOP, "Authorization", "Bearer wrong");
            assertThat(wrong.statusCode()).isEqualTo(401);
            assertThat(wrong.body()).contains("\"message\":\"Bad credentials\"");
            ForgeClient nobody = new ForgeClient(api.url(), Map.of());
            assertThat(nobody.get("/user").statusCode()).isEqualTo(401);
            assertThat(header(nobody.get("/repos/acme/open"), "X-RateLimit-Limit"))
                    .isEqualTo("60");
            api.revoke("narrow");
            assertThat(narrow.get("/repos/acme/open").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void givesAnAppATokenForAGoodSignatureOnly() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        KeyPair other = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        try (GitHubApi api = gitHub(RepositoryStory.of(7, "acme/shop", START))) {
            api.app("42", pair.getPublic(), 99, Duration.ofHours(1), "acme/shop");
            ForgeClient client = new ForgeClient(api.url(), Map.of());
            String path = "/app/installations/99/access_tokens";
            long issuedAt = now.get().getEpochSecond();
            assertThat(ask(client, path, jwt(other, "42", issuedAt, issuedAt + 300)))
                    .isEqualTo(401);
            assertThat(ask(client, path, jwt(pair, "42", issuedAt - 600, issuedAt)))
                    .isEqualTo(401);
            assertThat(ask(client, path, jwt(pair, "42", issuedAt, issuedAt + 601)))
                    .isEqualTo(401);
            assertThat(ask(client, path, jwt(pair, "42", issuedAt + 30, issuedAt + 300)))
                    .isEqualTo(401);
            assertThat(ask(client, path, jwt(pair, "43", issuedAt, issuedAt + 300)))
                    .isEqualTo(404);
            assertThat(ask(client, path.replace("99", "98"), jwt(pair, "42", issuedAt, issuedAt + 300)))
                    .isEqualTo(404);

            String good = jwt(pair, "42", issuedAt, issuedAt + 600);
            HttpResponse<String> given = client.post(path, "", "Authorization", "Bearer " + good);
            assertThat(given.statusCode()).isEqualTo(201);
            JsonNode body = Json.MAPPER.readTree(given.body());
            assertThat(body.path("expires_at").asString()).isEqualTo("2026-03-10T13:00:00Z");
            ForgeClient installed = new ForgeClient(
                    api.url(),
                    Map.of("Authorization", "Bearer " + body.path("token").asString()));
            assertThat(installed
                            .json("/installation/repositories")
                            .path("total_count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(installed.get(SHOP).statusCode()).isEqualTo(200);
            now.set(now.get().plus(Duration.ofHours(1)));
            assertThat(installed.get(SHOP).statusCode()).isEqualTo(401);
        }
    }

    private static int ask(ForgeClient client, String path, String jwt) {
        return client.post(path, "", "Authorization", "Bearer " + jwt).statusCode();
    }

    private static String jwt(KeyPair pair, String issuer, long issuedAt, long expiresAt) throws Exception {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + base64.encodeToString("{\"iss\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(issuer, issuedAt, expiresAt)
                        .getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64.encodeToString(signature.sign());
    }

    @Test
    void redirectsAFormerName() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        try (GitHubApi api = gitHub(story)) {
            story.repository().rename("acme/store");
            HttpResponse<String> moved = client(api).get(SHOP + "/pulls?state=all");
            assertThat(moved.statusCode()).isEqualTo(301);
            assertThat(header(moved, "Location")).isEqualTo(api.url() + "/repositories/7/pulls?state=all");
            assertThat(client(api).json("/repositories/7").path("full_name").asString())
                    .isEqualTo("acme/store");
        }
    }

    @Test
    void tellsOfPullRequestsAsGitHubDoes() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        story.commit("cart", "Add the cart", "src/cart.txt");
        story.commit("cart", "Fix the cart", "src/cart.txt");
        int cart = story.open("cart", "feature");
        story.review(cart, "grace", "APPROVED");
        String merge = story.merge(cart);
        story.commit("tax", "Add taxes");
        String squash = story.squash(story.open("tax"));
        story.commit("fork", "From a fork");
        int fork = story.openFromFork("fork", null, null);
        story.issue("Down", "", "incident");
        try (GitHubApi api = gitHub(story)) {
            ForgeClient client = client(api);
            JsonNode list = client.json(SHOP + "/pulls?state=all&sort=created&direction=asc");
            assertThat(list).hasSize(3);
            JsonNode first = list.get(0);
            assertThat(first.has("merged")).isFalse();
            assertThat(first.has("commits")).isFalse();
            assertThat(first.path("merge_commit_sha").asString()).isEqualTo(merge);
            assertThat(first.path("labels").path(0).path("name").asString()).isEqualTo("feature");
            assertThat(first.path("head").path("repo").path("id").asInt()).isEqualTo(7);
            assertThat(list.get(1).path("merge_commit_sha").asString()).isEqualTo(squash);
            assertThat(list.get(2).path("head").path("repo").isNull()).isTrue();
            assertThat(list.get(2).path("merge_commit_sha").asString()).hasSize(40);
            JsonNode whole = client.json(SHOP + "/pulls/" + cart);
            assertThat(whole.path("merged").asBoolean()).isTrue();
            assertThat(whole.path("commits").asInt()).isEqualTo(2);
            assertThat(client.json(SHOP + "/pulls/" + cart + "/commits")
                            .path(0)
                            .path("commit")
                            .path("message")
                            .asString())
                    .isEqualTo("Add the cart");
            assertThat(client.json(SHOP + "/pulls/" + cart + "/reviews")
                            .path(0)
                            .path("state")
                            .asString())
                    .isEqualTo("APPROVED");
            assertThat(client.json(SHOP + "/pulls")).hasSize(1);
            JsonNode issues = client.json(SHOP + "/issues?state=all");
            assertThat(issues).hasSize(4);
            assertThat(issues.get(0).has("pull_request")).isFalse();
            assertThat(issues.get(1).path("pull_request").path("url").asString())
                    .endsWith("/pulls/" + fork);
            String since = Json.seconds(story.now());
            assertThat(client.json(SHOP + "/issues?state=all&since=" + since)).hasSize(1);
            assertThat(client.json(SHOP + "/issues?state=all&sort=updated&direction=asc&since=" + since))
                    .hasSize(1);
        }
    }

    @Test
    void tellsOfDeploymentsTagsCommitsAndRuns() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        String first = story.commit("main", "One", "src/one.txt");
        long failed = story.deploy(first, "production");
        story.status(failed, "in_progress");
        story.status(failed, "failure");
        String second = story.commit("main", "Two");
        long staging = story.deploy(second, "staging");
        story.annotatedTag("v2", second);
        story.release("v1", first);
        long run = story.run("deploy", second, "failure", "success");
        try (GitHubApi api = gitHub(story)) {
            ForgeClient client = client(api);
            JsonNode deployments = client.json(SHOP + "/deployments");
            assertThat(deployments.path(0).path("id").asLong()).isEqualTo(staging);
            assertThat(client.json(SHOP + "/deployments?environment=production"))
                    .hasSize(1);
            JsonNode statuses = client.json(SHOP + "/deployments/" + failed + "/statuses");
            assertThat(statuses.valueStream().map(status -> status.path("state").asString()))
                    .containsExactly("failure", "in_progress");
            assertThat(client.json(SHOP + "/tags")).hasSize(2);
            JsonNode annotated = client.json(SHOP + "/git/ref/tags/v2").path("object");
            assertThat(annotated.path("type").asString()).isEqualTo("tag");
            assertThat(client.json(SHOP + "/git/tags/" + annotated.path("sha").asString())
                            .path("object")
                            .path("sha")
                            .asString())
                    .isEqualTo(second);
            assertThat(client.json(SHOP + "/git/ref/tags/v1")
                            .path("object")
                            .path("type")
                            .asString())
                    .isEqualTo("commit");
            assertThat(client.json(SHOP + "/releases").path(0).path("tag_name").asString())
                    .isEqualTo("v1");
            JsonNode commits = client.json(SHOP + "/commits?sha=main");
            assertThat(commits).hasSize(3);
            assertThat(commits.path(0).path("sha").asString()).isEqualTo(second);
            assertThat(commits.path(0).path("parents").path(0).path("sha").asString())
                    .isEqualTo(first);
            assertThat(client.json(SHOP + "/commits/" + first)
                            .path("files")
                            .path(0)
                            .path("filename")
                            .asString())
                    .isEqualTo("src/one.txt");
            assertThat(client.get(SHOP + "/commits/" + "0".repeat(40)).statusCode())
                    .isEqualTo(422);
            JsonNode compared = client.json(SHOP + "/compare/v1...v2");
            assertThat(compared.path("status").asString()).isEqualTo("ahead");
            assertThat(compared.path("commits").path(0).path("sha").asString()).isEqualTo(second);
            assertThat(client.json(SHOP + "/compare/v2...v1").path("behind_by").asInt())
                    .isEqualTo(1);
            JsonNode runs = client.json(SHOP + "/actions/runs");
            assertThat(runs.path("total_count").asInt()).isEqualTo(1);
            assertThat(runs.path("workflow_runs").path(0).path("conclusion").asString())
                    .isEqualTo("success");
            assertThat(client.json(SHOP + "/actions/runs/" + run + "/attempts/1")
                            .path("conclusion")
                            .asString())
                    .isEqualTo("failure");
        }
    }

    @Test
    void redeliversUnderTheSameGuid() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        Hook hook = new Hook(5, "https://hooks.example.com/webhooks/github", List.of("push"));
        story.repository().put(hook);
        JsonNode payload = Json.MAPPER.readTree("{\"action\":\"opened\"}");
        Map<String, String> headers = Map.of("X-GitHub-Event", "issues");
        hook.sent("gone", now.get().minus(Duration.ofDays(3)), false, 502, headers, payload);
        IntStream.range(0, 5)
                .forEach(i -> hook.sent("guid-" + i, now.get(), false, i == 3 ? 502 : 202, headers, payload));
        try (GitHubApi api = gitHub(story)) {
            List<String> sent = new ArrayList<>();
            api.onRedelivery((to, delivery) -> {
                sent.add(delivery.guid());
                return 202;
            });
            ForgeClient client = client(api);
            String deliveries = SHOP + "/hooks/5/deliveries";
            HttpResponse<String> page = client.get(deliveries + "?per_page=2");
            assertThat(links(page)).containsOnlyKeys("next");
            assertThat(links(page).get("next")).contains("cursor=v1_");
            assertThat(client.all(deliveries + "?per_page=2")).hasSize(5);
            List<JsonNode> failed = client.all(deliveries).stream()
                    .filter(delivery -> delivery.path("status_code").asInt() == 502)
                    .toList();
            assertThat(failed).hasSize(1);
            String one = deliveries + "/" + failed.getFirst().path("id").asLong();
            assertThat(client.json(one).path("request").path("payload")).isEqualTo(payload);
            assertThat(client.post(one + "/attempts", "").statusCode()).isEqualTo(202);
            assertThat(sent).containsExactly("guid-3");
            JsonNode newest = client.json(deliveries).get(0);
            assertThat(newest.path("guid").asString()).isEqualTo("guid-3");
            assertThat(newest.path("redelivery").asBoolean()).isTrue();
        }
    }

    @Test
    void refusesBeyondThePrimaryLimitUntilItsReset() {
        try (GitHubApi api = gitHub(RepositoryStory.of(7, "acme/shop", START))) {
            api.faults().limit(2, Duration.ofMinutes(10));
            ForgeClient client = client(api);
            assertThat(header(client.get(SHOP), "X-RateLimit-Remaining")).isEqualTo("1");
            client.get(SHOP);
            HttpResponse<String> refused = client.get(SHOP);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");
            assertThat(header(refused, "X-RateLimit-Reset"))
                    .isEqualTo(String.valueOf(now.get().plusSeconds(600).getEpochSecond()));
            assertThat(client.json("/rate_limit").path("rate").path("remaining").asInt())
                    .isZero();
            assertThat(api.counts().refused()).isEqualTo(1);
            now.set(now.get().plusSeconds(600));
            assertThat(client.get(SHOP).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void countsWhoComesAgainBeforeASecondaryLimitIsOver() {
        try (GitHubApi api = gitHub(RepositoryStory.of(7, "acme/shop", START))) {
            ForgeClient client = client(api);
            api.faults().next(new Fault.SecondaryLimit(403, Duration.ofSeconds(60)));
            assertThat(header(client.get(SHOP), "Retry-After")).isEqualTo("60");
            now.set(now.get().plusSeconds(59));
            assertThat(client.get(SHOP).statusCode()).isEqualTo(403);
            assertThat(api.counts().impatient()).isEqualTo(1);
            now.set(now.get().plusSeconds(1));
            assertThat(client.get(SHOP).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void failsAsItIsTold() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        IntStream.range(0, 25).forEach(i -> story.issue("Issue " + i, ""));
        try (GitHubApi api = gitHub(story)) {
            ForgeClient client = client(api);
            api.faults().every(3, "repository", new Fault.Status(502));
            List<Integer> statuses = IntStream.range(0, 6)
                    .mapToObj(i -> client.get(SHOP).statusCode())
                    .toList();
            assertThat(statuses).containsExactly(200, 200, 502, 200, 200, 502);
            assertThat(api.counts().faulty()).containsExactly(Map.entry("repository", 2));
            api.faults().clear();

            api.faults().next(new Fault.CutBody());
            assertThatThrownBy(() -> client.get(SHOP + "/issues")).isInstanceOf(UncheckedIOException.class);
            api.faults().next("issues", new Fault.HtmlPage());
            assertThat(client.get(SHOP + "/issues").body()).startsWith("<html>");
            api.faults().next(new Fault.WrongShape());
            assertThat(client.json(SHOP + "/issues").isObject()).isTrue();
            long begun = System.nanoTime();
            api.faults().next(new Fault.Slow(Duration.ofMillis(300)));
            client.get(SHOP);
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(300_000_000);
            api.faults().clockOffset(Duration.ofHours(2));
            HttpResponse<String> ahead = client.get(SHOP);
            assertThat(header(ahead, "Date")).isEqualTo("Tue, 10 Mar 2026 14:00:00 GMT");
            assertThat(ahead.headers().allValues("Date")).hasSize(1);
            assertThat(client.get(SHOP).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void dropsAConnection() {
        try (GitHubApi api = gitHub(RepositoryStory.of(7, "acme/shop", START))) {
            // the client of the JDK tries a GET once more by itself
            api.faults().every(1, new Fault.Dropped());
            assertThatThrownBy(() -> client(api).get(SHOP)).isInstanceOf(UncheckedIOException.class);
            api.faults().clear();
            assertThat(client(api).get(SHOP).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void repeatsItemsAndChangesBetweenPages() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        IntStream.range(0, 25).forEach(i -> story.issue("Issue " + i, ""));
        try (GitHubApi api = gitHub(story)) {
            ForgeClient client = client(api);
            api.faults().every(1, "issues", new Fault.RepeatedItems(3));
            List<JsonNode> repeated = client.all(SHOP + "/issues?per_page=10");
            assertThat(repeated).hasSize(31);
            assertThat(numbers(repeated)).hasSize(25);
            api.faults().clear();
            api.faults().before("issues", 2, () -> story.issue("In between", ""));
            List<JsonNode> shifted = client.all(SHOP + "/issues?per_page=10");
            assertThat(shifted).hasSize(26);
            assertThat(numbers(shifted)).hasSize(25);
        }
    }

    private static Set<Integer> numbers(List<JsonNode> items) {
        return items.stream().map(item -> item.path("number").asInt()).collect(Collectors.toSet());
    }

    @Test
    void liesUnderTheBasePathOfAnEnterpriseServer() {
        ForgeState state =
                ForgeState.of(RepositoryStory.of(7, "acme/shop", START).repository());
        try (GitHubApi api = new GitHubApi(state, "/api/v3", time)) {
            api.token("all");
            assertThat(api.url().getPath()).isEqualTo("/api/v3");
            assertThat(client(api).json("").path("rate_limit_url").asString()).isEqualTo(api.url() + "/rate_limit");
            HttpResponse<String> answer = client(api).get(SHOP);
            assertThat(answer.body()).contains(api.url() + SHOP);
            assertThat(header(answer, "X-GitHub-Enterprise-Version")).isNotEmpty();
            ForgeClient outside = new ForgeClient(api.url().resolve("/"), Map.of("Authorization", "Bearer all"));
            assertThat(outside.get(SHOP.substring(1)).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void tellsTheHistoryOfZipkinAsGitHubWould() {
        Assumptions.assumeTrue(HistoryFiles.isPresent(), "no real histories on this machine");
        ForgeRepository zipkin = GitHubHistory.read("zipkin");
        try (GitHubApi api = new GitHubApi(ForgeState.of(zipkin))) {
            api.token("all");
            ForgeClient client = client(api);
            String path = "/repos/openzipkin/zipkin";
            List<JsonNode> deployments = client.all(path + "/deployments?per_page=100");
            assertThat(deployments).hasSize(464);
            assertThat(client.all(path + "/deployments?per_page=100&environment=production"))
                    .hasSize(232);
            int statuses = 0;
            for (JsonNode deployment : deployments) {
                statuses += client.json(
                                path + "/deployments/" + deployment.path("id").asLong() + "/statuses")
                        .size();
            }
            assertThat(statuses).isEqualTo(696);
            List<JsonNode> pulls = client.all(path + "/pulls?state=all&per_page=100");
            assertThat(pulls).hasSize(1447);
            assertThat(numbers(pulls)).hasSize(1447);
            assertThat(client.all(path + "/issues?state=all&per_page=100")).hasSize(1455);
            assertThat(client.all(path + "/releases?per_page=100")).hasSize(232);
            List<JsonNode> tags = client.all(path + "/tags?per_page=100");
            assertThat(tags).hasSize(232);
            assertThat(tags)
                    .allMatch(tag ->
                            zipkin.commits().find(tag.path("commit").path("sha").asString()) != null);
            assertThat(zipkin.tags().values().stream().filter(tag -> tag.object() != null))
                    .hasSize(222);
            assertThat(client.json(path + "/compare/1.23.0...1.23.3")
                            .path("status")
                            .asString())
                    .isEqualTo("ahead");
            assertThat(zipkin.commits().all()).hasSize(10_766);
            List<JsonNode> main = client.all(path + "/commits?per_page=100");
            assertThat(main).hasSize(3003); // the others of the graph are on no branch any more
            assertThat(main.getFirst().path("sha").asString()).isEqualTo("878ce2a1fad54ca941d17fdcf2e1d924b148eb1f");
        }
    }

    @Test
    void hasAsManyCommitsInEveryPullRequestAsTheWebhooksSaid() {
        Assumptions.assumeTrue(HistoryFiles.isPresent(), "no real histories on this machine");
        ForgeRepository zipkin = GitHubHistory.read("zipkin");
        Set<Integer> seen = new HashSet<>();
        HistoryFiles.eachLine("zipkin.deliveries.jsonl.gz", line -> {
            JsonNode pull = line.path("payload").path("pull_request");
            int number = pull.path("number").asInt();
            Pull known = zipkin.pulls().find(number);
            if (known != null && seen.add(number)) {
                assertThat(zipkin.commitsOf(known))
                        .as("of %d", number)
                        .hasSize(pull.path("commits").asInt());
            }
        });
        assertThat(seen).hasSize(1447);
    }

    @Test
    void makesUpPullRequestsByNumber() {
        ForgeRepository large = LargeRepository.of(9, "acme/large", 100_000);
        try (GitHubApi api = new GitHubApi(ForgeState.of(large))) {
            api.token("all");
            ForgeClient client = client(api);
            String path = "/repos/acme/large";
            HttpResponse<String> page = client.get(path + "/pulls?state=all&per_page=100");
            assertThat(links(page).get("last")).endsWith("page=1000");
            JsonNode first = Json.MAPPER.readTree(page.body()).get(0);
            assertThat(first.path("number").asInt()).isEqualTo(100_000);
            assertThat(client.json(path + "/pulls?state=all&per_page=100&page=1000")
                            .get(99)
                            .path("number")
                            .asInt())
                    .isEqualTo(1);
            JsonNode commits = client.json(path + "/pulls/77777/commits");
            assertThat(commits).hasSize(1);
            JsonNode merge = client.json(path + "/commits/"
                    + client.json(path + "/pulls/77777")
                            .path("merge_commit_sha")
                            .asString());
            assertThat(merge.path("parents").path(1).path("sha"))
                    .isEqualTo(commits.get(0).path("sha"));
            assertThat(client.json(path + "/commits?per_page=100&page=2001")).hasSize(1);
            assertThat(links(client.get(path + "/issues?state=all")).get("last"))
                    .endsWith("page=3337");
        }
    }

    // ---- GitLab ---------------------------------------------------------------------------------------------------

    @Test
    void pagesAsGitLabDoes() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        IntStream.range(0, 25).forEach(i -> story.issue("Issue " + i, ""));
        IntStream.range(0, 5).forEach(i -> story.release("v" + i, story.head("main")));
        try (GitLabApi api = gitLab(story)) {
            ForgeClient client = client(api);
            HttpResponse<String> page = client.get(PROJECT + "/issues");
            assertThat(Json.MAPPER.readTree(page.body())).hasSize(20);
            assertThat(header(page, "X-Next-Page")).isEqualTo("2");
            assertThat(header(page, "X-Total")).isEqualTo("25");
            assertThat(links(page)).containsOnlyKeys("next", "first", "last");
            assertThat(client.all(PROJECT + "/issues?per_page=4")).hasSize(25);
            assertThat(header(client.get(PROJECT + "/issues?page=2"), "X-Next-Page"))
                    .isEmpty();
            assertThat(header(client.get(PROJECT + "/repository/commits"), "X-Total"))
                    .isEmpty();
            HttpResponse<String> keyset = client.get(PROJECT + "/repository/tags?pagination=keyset&per_page=2");
            assertThat(links(keyset)).containsOnlyKeys("next");
            assertThat(client.all(PROJECT + "/repository/tags?pagination=keyset&per_page=2"))
                    .hasSize(5);
            assertThat(client.get(PROJECT + "/issues?pagination=keyset").statusCode())
                    .isEqualTo(405);
            assertThat(client.all("/projects?pagination=keyset&order_by=id&per_page=1"))
                    .hasSize(1);
        }
    }

    @Test
    void answers400ForDeploymentsThatGitLabHasNoIndexFor() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        long deployment = story.deploy(story.head("main"), "production");
        story.status(deployment, "running");
        story.status(deployment, "success");
        try (GitLabApi api = gitLab(story)) {
            ForgeClient client = client(api);
            String path = PROJECT + "/deployments";
            for (String wrong : List.of(
                    "?updated_after=2026-01-01T00:00:00Z",
                    "?order_by=updated_at&finished_after=2026-01-01T00:00:00Z&status=success",
                    "?order_by=finished_at&finished_after=2026-01-01T00:00:00Z",
                    "?order_by=finished_at&status=running",
                    "?order_by=finished_at",
                    "?order_by=name",
                    "?order_by=updated_at&updated_after=yesterday",
                    "?order_by=updated_at&updated_after=2026-01-01T00:00:00Z&finished_after=2026-01-01T00:00:00Z")) {
                assertThat(client.get(path + wrong).statusCode()).as(wrong).isEqualTo(400);
            }
            JsonNode found = client.json(path + "?order_by=updated_at&updated_after=2026-01-01T00:00:00Z");
            assertThat(found).hasSize(1);
            assertThat(found.get(0).path("status").asString()).isEqualTo("success");
            assertThat(found.get(0).path("deployable").path("finished_at").asString())
                    .isEqualTo(Json.millis(story.now()));
            assertThat(found.get(0).has("statuses")).isFalse();
            assertThat(found.get(0).path("environment").has("tier")).isFalse();
            assertThat(client.json(PROJECT + "/environments")
                            .path(0)
                            .path("tier")
                            .asString())
                    .isEqualTo("production");
            assertThat(client.json(path + "?order_by=updated_at&updated_after=2026-04-01T00:00:00Z"))
                    .isEmpty();
        }
    }

    @Test
    void tellsOfMergeRequestsAsGitLabDoes() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        story.commit("cart", "Add the cart");
        int cart = story.open("cart");
        story.review(cart, "grace", "APPROVED");
        String merge = story.merge(cart);
        story.commit("tax", "Add taxes");
        String squash = story.squash(story.open("tax"));
        String head = story.commit("fast", "Go fast");
        story.fastForward(story.open("fast"));
        try (GitLabApi api = gitLab(story)) {
            ForgeClient client = client(api);
            JsonNode list = client.json(PROJECT + "/merge_requests?state=all&order_by=created_at&sort=asc");
            assertThat(list.get(0).path("merge_commit_sha").asString()).isEqualTo(merge);
            assertThat(list.get(0).has("diff_refs")).isFalse();
            assertThat(list.get(1).path("squash_commit_sha").asString()).isEqualTo(squash);
            assertThat(list.get(2).path("merge_commit_sha").isNull()).isTrue();
            assertThat(list.get(2).path("sha").asString()).isEqualTo(head);
            String one = PROJECT + "/merge_requests/" + cart;
            assertThat(client.json(one).path("diff_refs").path("head_sha").asString())
                    .hasSize(40);
            assertThat(client.json(one + "/commits").path(0).path("parent_ids")).isEmpty();
            assertThat(client.json(one + "/approvals")
                            .path("approved_by")
                            .path(0)
                            .path("user")
                            .path("username")
                            .asString())
                    .isEqualTo("grace");
            assertThat(client.json(one + "/notes").path(0).path("body").asString())
                    .isEqualTo("approved this merge request");
            JsonNode commit =
                    client.json(PROJECT + "/repository/commits?ref_name=main").get(0);
            assertThat(commit.path("id").asString()).isEqualTo(head);
            assertThat(commit.path("committed_date").asString()).endsWith("+02:00");
        }
    }

    @Test
    void limitsAndRefusesAsGitLabDoes() {
        RepositoryStory story = RepositoryStory.of(7, "acme/shop", START);
        Hook hook = new Hook(5, "https://hooks.example.com/webhooks/gitlab", List.of("push"));
        story.repository().put(hook);
        JsonNode payload = Json.MAPPER.readTree("{}");
        long event = hook.sent("guid", now.get(), false, 500, Map.of("X-Gitlab-Event", "Push Hook"), payload)
                .id();
        try (GitLabApi api = gitLab(story)) {
            ForgeClient client = client(api);
            assertThat(new ForgeClient(api.url(), Map.of()).get(PROJECT).statusCode())
                    .isEqualTo(404);
            assertThat(client.get(PROJECT, "PRIVATE-TOKEN", "wrong").statusCode())
                    .isEqualTo(401);
            assertThat(client.json(PROJECT + "/hooks/5/events?status=server_failure"))
                    .hasSize(1);
            assertThat(client.json(PROJECT + "/hooks")
                            .path(0)
                            .path("alert_status")
                            .asString())
                    .isEqualTo("executable");
            String resend = PROJECT + "/hooks/5/events/" + event + "/resend";
            IntStream.range(0, 5)
                    .forEach(i ->
                            assertThat(client.post(resend, "").statusCode()).isEqualTo(201));
            assertThat(client.post(resend, "").statusCode()).isEqualTo(429);
            story.repository().rename("acme/store");
            assertThat(header(client.get(PROJECT + "/issues"), "Location")).endsWith("/projects/7/issues");

            api.faults().limit(2, Duration.ofMinutes(1));
            HttpResponse<String> fresh = client.get("/projects/7");
            HttpResponse<String> known = client.get("/projects/7", "If-None-Match", header(fresh, "ETag"));
            assertThat(known.statusCode()).isEqualTo(304);
            assertThat(header(known, "RateLimit-Remaining")).isEqualTo("0");
            HttpResponse<String> refused = client.get("/projects/7");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(header(refused, "Retry-After")).isEqualTo("60");
            now.set(now.get().plusSeconds(60));
            assertThat(client.get("/projects/7").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tellsTheHistoryOfZipkinAsGitLabWould() {
        Assumptions.assumeTrue(HistoryFiles.isPresent(), "no real histories on this machine");
        try (GitLabApi api = new GitLabApi(ForgeState.of(GitLabHistory.read("gitlab-zipkin")))) {
            api.token("all");
            ForgeClient client = client(api);
            String path = "/projects/acme%2Fopenzipkin%2Fzipkin";
            List<JsonNode> deployments = client.all(path + "/deployments?per_page=100");
            assertThat(deployments).hasSize(464);
            assertThat(deployments)
                    .allMatch(deployment -> deployment.path("status").asString().equals("success"));
            assertThat(client.all(path + "/deployments?per_page=100&environment=production&status=success"))
                    .hasSize(232);
            assertThat(client.all(path + "/merge_requests?state=merged&per_page=100"))
                    .hasSize(1447);
            assertThat(client.all(path + "/issues?per_page=100")).hasSize(8);
            assertThat(client.all(path + "/pipelines?per_page=100")).hasSize(163);
            assertThat(client.all(path + "/releases?per_page=100")).hasSize(232);
            List<JsonNode> tags = client.all(path + "/repository/tags?per_page=100");
            assertThat(tags).hasSize(232);
            assertThat(tags)
                    .allMatch(tag -> tag.path("commit").path("parent_ids").isArray());
            assertThat(client.all(path + "/repository/commits?per_page=100")).hasSize(3003);
            assertThat(client.all(path + "/repository/commits?all=true&per_page=100"))
                    .hasSize(10_766);
            assertThat(client.json(path + "/environments")).hasSize(2);
        }
    }

    private GitHubApi gitHub(RepositoryStory... stories) {
        GitHubApi api = new GitHubApi(state(stories), "", time);
        api.token("all");
        return api;
    }

    private GitLabApi gitLab(RepositoryStory... stories) {
        GitLabApi api = new GitLabApi(state(stories), "/api/v4", time);
        api.token("all");
        return api;
    }

    private static ForgeState state(RepositoryStory... stories) {
        ForgeState state = new ForgeState();
        List.of(stories).forEach(story -> state.add(story.repository()));
        return state;
    }

    private static ForgeClient client(GitHubApi api) {
        return new ForgeClient(api.url(), Map.of("Authorization", "Bearer all"));
    }

    private static ForgeClient client(GitLabApi api) {
        return new ForgeClient(api.url(), Map.of("PRIVATE-TOKEN", "all"));
    }
}
