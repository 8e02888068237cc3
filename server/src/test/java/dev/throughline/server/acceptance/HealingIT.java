package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.Healing.areOver;
import static dev.throughline.server.acceptance.Healing.backfills;
import static dev.throughline.server.acceptance.Healing.pause;
import static dev.throughline.server.acceptance.Healing.states;
import static dev.throughline.server.acceptance.Healing.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.FullServer.Envelope;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import dev.throughline.server.forge.Hook;
import dev.throughline.server.forge.RepositoryStory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What webhooks lose, or could not tell, comes without anybody doing anything. */
class HealingIT {

    private static final String TOKEN = "ghp_all";

    @Test
    void readsTheHistoryOfARepositoryThatSendsItsFirstDelivery() {
        RepositoryStory shop = shop();
        try (GitHubApi api = api(shop);
                FullServer server = start(api)) {
            ping(server, 7, "acme/shop");
            ping(server, 99, "acme/private");

            List<JsonNode> backfills = until(() -> backfills(server), all -> all.size() >= 1 && areOver(all));

            assertThat(server.items("/api/v1/deployments?service=acme/shop")).hasSize(2);
            assertThat(states(backfills, "acme/shop")).containsExactly("done");
            backfills = until(
                    () -> backfills(server), all -> !states(all, "acme/private").isEmpty() && areOver(all));
            assertThat(states(backfills, "acme/private")).containsExactly("failed");
            pause(Duration.ofSeconds(10));
            assertThat(backfills(server)).as("none begins again").hasSameSizeAs(backfills);
        }
    }

    @Test
    void doesNotReadAnotherRepositoryOfTheSameName() {
        try (GitHubApi api = api(shop());
                FullServer server = start(api)) {
            ping(server, 8, "acme/shop");

            List<JsonNode> backfills = until(() -> backfills(server), all -> all.size() == 1 && areOver(all));

            assertThat(states(backfills, "acme/shop")).containsExactly("failed");
            assertThat(backfills
                            .getFirst()
                            .path("repositories")
                            .path(0)
                            .path("detail")
                            .asString())
                    .contains("a different repository");
            assertThat(server.items("/api/v1/deployments")).isEmpty();
        }
    }

    /** Of the API nothing but the webhook is known: whatever arrives was sent again. */
    @Test
    void isExactForAHookThatLosesOneDeliveryInTen() {
        RealHistory zipkin = RealHistory.of("zipkin");
        Hook hook = new Hook(5, "https://dora.example.org/webhooks/github", List.of("*"));
        RepositoryStory unknown = RepositoryStory.of(7, "openzipkin/zipkin", Instant.now());
        unknown.repository().put(hook);
        unknown.repository().put(new Hook(6, "https://ci.example.org/hook", List.of("push")));
        try (GitHubApi api = api(unknown);
                FullServer server = start(api)) {
            AtomicInteger repeated = redeliver(api, server);
            Random random = new Random(12);
            List<Envelope> arriving = new ArrayList<>();
            int lost = 0;
            for (Envelope delivery : zipkin.deliveries()) {
                boolean arrives = random.nextInt(10) > 0;
                send(hook, delivery, arrives ? 202 : 502);
                lost += arrives ? 0 : 1;
                if (arrives) {
                    arriving.add(delivery);
                }
            }
            server.postAll(arriving);

            int all = arriving.size() + lost;
            until(() -> received(server), count -> count >= all);
            server.settle();

            assertThat(received(server)).isEqualTo(all);
            assertThat(zipkin.assertDeployments(server)).isEqualTo(232);
            zipkin.assertMetrics(server);
            assertThat(repeated.get()).isBetween(lost, lost + lost / 2);
            int asked = repeated.get();
            pause(Duration.ofSeconds(4));
            assertThat(repeated.get()).as("none is sent again that arrived").isEqualTo(asked);
        }
    }

    @Test
    void readsByApiWhatIsNotSentAgain() {
        RepositoryStory shop = shop();
        Hook hook = new Hook(5, "https://dora.example.org/webhooks/github/", List.of("*"));
        try (GitHubApi api = api(shop);
                FullServer server = start(api)) {
            api.hook("acme", hook);
            AtomicInteger repeated = new AtomicInteger();
            api.onRedelivery((_, _) -> {
                repeated.incrementAndGet();
                return 0;
            });
            ping(server, 7, "acme/shop");
            until(() -> backfills(server), all -> all.size() == 1 && areOver(all));

            recently(shop);
            shop.commit("stock", "Add the stock", "stock.java");
            shop.status(shop.deploy(shop.merge(shop.open("stock")), "production"), "success");
            send(hook, new Envelope("deployment_status", "lost", body(7, "acme/shop"), Map.of()), 0);

            List<JsonNode> backfills = until(() -> backfills(server), all -> all.size() == 2 && areOver(all));
            assertThat(states(backfills, "acme/shop")).containsExactly("done", "done");
            assertThat(server.items("/api/v1/deployments?service=acme/shop")).hasSize(3);
            assertThat(repeated.get()).isBetween(4, 10);
        }
    }

    @Test
    void readsCommitsThatWereDeployedAndAreNotKnown() {
        RepositoryStory shop = shop();
        try (GitHubApi api = api(shop);
                FullServer server = start(api)) {
            ping(server, 7, "acme/shop");
            until(() -> backfills(server), all -> all.size() == 1 && areOver(all));
            recently(shop);
            for (int i = 0; i < 3; i++) {
                shop.commit("main", "Change " + i, "shop.java");
            }
            String sha = shop.head("main");
            server.post(
                    "deployment_status",
                    "deployed",
                    ("""
                            {"action":"created",
                             "deployment":{"id":900,"sha":"%1$s","ref":"main","task":"deploy","environment":"production",
                                           "created_at":"%2$s","updated_at":"%2$s"},
                             "deployment_status":{"id":901,"state":"success","environment":"production",
                                                  "created_at":"%2$s","updated_at":"%2$s"},
                             "repository":{"id":7,"full_name":"acme/shop","html_url":"https://github.com/acme/shop"}}
                            """)
                            .formatted(sha, shop.now().truncatedTo(ChronoUnit.SECONDS))
                            .getBytes(StandardCharsets.UTF_8));
            server.settle();

            until(() -> backfills(server), all -> all.size() == 2 && areOver(all));

            JsonNode deployed = server.items("/api/v1/deployments?service=acme/shop").stream()
                    .filter(deployment -> deployment.path("sha").asString().equals(sha))
                    .findFirst()
                    .orElseThrow();
            assertThat(server.items("/api/v1/deployments/" + deployed.path("id").asString() + "/changes"))
                    .hasSize(3);
            pause(Duration.ofSeconds(30));
            assertThat(backfills(server)).as("each is looked for once").hasSize(2);
        }
    }

    @Test
    void sendsAgainWhatAnAppLost() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Path key = Files.createTempFile("app", ".pem");
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Hook hook = new Hook(5, "https://dora.example.org/webhooks/github", List.of("*"));
        try (GitHubApi api = new GitHubApi(ForgeState.of(shop().repository()))) {
            api.app("42", pair.getPublic(), 77, Duration.ofHours(1), "acme/shop");
            api.appHook(hook);
            try (FullServer server = FullServer.start(
                    "--throughline.github.app-id=42",
                    "--throughline.github.app-key-file=" + key,
                    "--throughline.github.app-installation=77",
                    "--throughline.github.api-url=" + api.url(),
                    "--throughline.history.poll=1s")) {
                redeliver(api, server);
                send(hook, new Envelope("ping", "lost", body(7, "acme/shop"), Map.of()), 504);

                until(() -> received(server), count -> count >= 1);
                // what it told of is read, as of any repository that tells of itself for the first time
                List<JsonNode> backfills = until(() -> backfills(server), all -> !all.isEmpty() && areOver(all));
                assertThat(states(backfills, "acme/shop")).as("%s", backfills).containsExactly("done");
                assertThat(server.items("/api/v1/deployments?service=acme/shop"))
                        .hasSize(2);
            }
        }
    }

    @Test
    void tellsATokenThatIsNotAcceptedAnyMore() {
        try (GitHubApi api = api(shop());
                FullServer server = start(api)) {
            until(() -> up(server), up -> up.equals("1.0"));

            api.revoke(TOKEN);
            until(() -> up(server), up -> up.equals("0.0"));

            api.token(TOKEN);
            until(() -> up(server), up -> up.equals("1.0"));
        }
    }

    /** What the gauge of GitHub says; empty where there is none. */
    private static String up(FullServer server) {
        return server.text("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("throughline_source_api_up{") && line.contains("source=\"github\""))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    /** Posts what is to be sent again; one time in seven that is lost as well. */
    private static AtomicInteger redeliver(GitHubApi api, FullServer server) {
        AtomicInteger repeated = new AtomicInteger();
        api.onRedelivery((_, sent) -> repeated.incrementAndGet() % 7 == 0
                ? 504
                : server.post(
                        sent.event(), sent.guid(), sent.payload().toString().getBytes(StandardCharsets.UTF_8)));
        return repeated;
    }

    private static void send(Hook hook, Envelope delivery, int status) {
        hook.sent(
                delivery.delivery(),
                Instant.now(),
                false,
                status,
                Map.of("X-GitHub-Event", delivery.event()),
                FullServer.JSON.readTree(delivery.body()));
    }

    private static int received(FullServer server) {
        return server.get("/api/v1/status").path("deliveries").path("received").asInt();
    }

    /** Two deployments. */
    private static RepositoryStory shop() {
        RepositoryStory shop = RepositoryStory.of(7, "acme/shop", Instant.now().minus(Duration.ofDays(9)));
        for (String what : List.of("cart", "till")) {
            shop.commit(what, "Add the " + what, what + ".java");
            shop.status(shop.deploy(shop.merge(shop.open(what)), "production"), "success");
        }
        return shop;
    }

    /** Goes on two hours ago. */
    private static void recently(RepositoryStory story) {
        story.after(Duration.between(story.now(), Instant.now().minus(Duration.ofHours(2))));
    }

    private static GitHubApi api(RepositoryStory story) {
        GitHubApi api = new GitHubApi(ForgeState.of(story.repository()));
        api.token(TOKEN);
        return api;
    }

    private static FullServer start(GitHubApi api, String... more) {
        String[] arguments = {
            "--throughline.github.token=" + TOKEN,
            "--throughline.github.api-url=" + api.url(),
            "--throughline.history.poll=1s"
        };
        return FullServer.start(
                Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new));
    }

    private static void ping(FullServer server, long id, String name) {
        server.post("ping", "ping-" + id, body(id, name));
    }

    private static byte[] body(long id, String name) {
        return "{\"repository\":{\"id\":%d,\"full_name\":\"%s\",\"html_url\":\"https://github.com/%s\"}}"
                .formatted(id, name, name)
                .getBytes(StandardCharsets.UTF_8);
    }
}
