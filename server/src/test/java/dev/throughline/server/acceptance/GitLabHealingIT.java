package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.Healing.areOver;
import static dev.throughline.server.acceptance.Healing.backfills;
import static dev.throughline.server.acceptance.Healing.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.FullServer.Envelope;
import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitLabApi;
import dev.throughline.server.forge.GitLabWebhooks;
import dev.throughline.server.forge.Hook;
import dev.throughline.server.forge.RepositoryStory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** What GitLab's webhooks lose comes without anybody doing anything, also what they did not even try to send. */
class GitLabHealingIT {

    private static final String TOKEN = "glpat-all";
    private static final String NAME = "acme/shops/healed";

    /** At a full second: pushes tell the times of commits so, the API more exactly. */
    private static final Instant START = Instant.now().minus(Duration.ofDays(9)).truncatedTo(ChronoUnit.SECONDS);

    private final GitLabWebhooks webhooks = new GitLabWebhooks();
    private final RepositoryStory shop = webhooks.hear(RepositoryStory.of(871, NAME, START));
    private final Hook hook = new Hook(
            5, "https://dora.example.org/webhooks/gitlab", List.of("push", "merge_request", "deployment", "issue"));
    private final Random random = new Random(12);
    private int told;

    @Test
    void isExactForAHookThatLosesOneDeliveryInTenAndIsDisabledForAWhile() {
        shop.repository().put(hook);
        try (GitLabApi api = api();
                FullServer server = start(api)) {
            AtomicInteger resent = new AtomicInteger();
            api.onRedelivery((_, sent) -> resent.incrementAndGet() % 7 == 0 ? 0 : post(server, sent));

            feature("cart");
            tell(server, 0);
            until(() -> backfills(server), all -> !all.isEmpty() && areOver(all));

            IntStream.range(0, 14).forEach(i -> feature("part-" + i));
            int lost = tell(server, 0.1);
            assertThat(lost).isGreaterThan(5);
            until(() -> received(server), count -> count == told);
            assertThat(resent.get()).isBetween(lost, lost + lost / 2);

            feature("till");
            tell(server, 1);
            hook.disableUntil(Instant.now().plus(Duration.ofHours(1)));
            JsonNode off = until(() -> api(server), state -> is(state, "hook_disabled"));
            assertThat(off.path("detail").asString()).contains(NAME, "is disabled until", "test event");
            until(() -> up(server), "0.0"::equals);
            assertThat(server.text("/setup")).contains("a webhook of it is disabled");
            IntStream.range(0, 5).forEach(i -> feature("unsent-" + i));
            feature("reverted");

            hook.disableUntil(null);
            until(() -> api(server), state -> is(state, "accepted"));
            until(() -> up(server), "1.0"::equals);
            until(() -> received(server), count -> count == told);

            FullServer whole = FullServer.shared();
            whole.postAll(webhooks.deliveries().stream()
                    .map(GitLabHealingIT::envelope)
                    .toList());
            whole.settle();
            Map<String, String> expected = deployments(whole);
            assertThat(expected).hasSize(22);
            // it is read once more when the webhook sends again: how many readings that makes depends on when each
            // began
            until(() -> deployments(server), expected::equals);
            until(() -> backfills(server), all -> all.size() >= 2 && areOver(all));
            server.settle();
            assertThat(deployments(server)).isEqualTo(expected);
            assertThat(numbers(server)).isEqualTo(numbers(whole));
        }
    }

    /** A push, a merge request that is merged, and what deploys it. */
    private void feature(String what) {
        shop.commit(what, "Add the " + what, what + ".java");
        shop.status(shop.deploy(shop.merge(shop.open(what)), "production"), "success");
    }

    /** Sends what has happened, and loses some. Answers how many. */
    private int tell(FullServer server, double lost) {
        List<Hook.Sent> news =
                webhooks.deliveries().subList(told, webhooks.deliveries().size());
        int all = 0;
        for (Hook.Sent sent : news) {
            boolean isLost = random.nextDouble() < lost;
            int status = isLost ? random.nextBoolean() ? 502 : random.nextBoolean() ? 404 : 0 : post(server, sent);
            hook.sent(sent.guid(), Instant.now(), false, status, sent.headers(), sent.payload());
            all += isLost ? 1 : 0;
        }
        told += news.size();
        return all;
    }

    private static int post(FullServer server, Hook.Sent sent) {
        server.postAll(List.of(envelope(sent)));
        return 202;
    }

    private static Envelope envelope(Hook.Sent sent) {
        return new Envelope(
                sent.event(), sent.guid(), sent.payload().toString().getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private GitLabApi api() {
        GitLabApi api = new GitLabApi(ForgeState.of(shop.repository()));
        api.token(TOKEN);
        api.resendWithoutLimit();
        return api;
    }

    private static FullServer start(GitLabApi api) {
        return FullServer.start(
                "--throughline.gitlab.token=" + TOKEN,
                "--throughline.gitlab.api-url=" + api.url(),
                "--throughline.history.poll=1s");
    }

    private static JsonNode api(FullServer server) {
        return server.items("/api/v1/sources").stream()
                .filter(source -> source.path("name").asString().equals("gitlab"))
                .findFirst()
                .orElseThrow()
                .path("api");
    }

    private static boolean is(JsonNode api, String state) {
        return api.path("state").asString("").equals(state);
    }

    private static String up(FullServer server) {
        return server.text("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith("throughline_source_up{") && line.contains("source=\"gitlab\""))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }

    /** Of those that were posted. */
    private static int received(FullServer server) {
        return JdbcClient.create(new DriverManagerDataSource(server.databaseUrl()))
                .sql("select count(*) from delivery where source = 'gitlab' and event not like 'history/%'")
                .query(Integer.class)
                .single();
    }

    /** Each with its number at GitLab, what it is, and the commits that it delivered, but for the first, before which no webhook told any. */
    private static Map<String, String> deployments(FullServer server) {
        return server.items("/api/v1/deployments?service=" + FullServer.encode(NAME)).stream()
                .collect(Collectors.toMap(
                        deployment -> deployment.path("external_id").asString(),
                        deployment -> Stream.of("sha", "outcome", "kind", "finished_at")
                                        .map(field -> deployment.path(field).asString())
                                        .collect(Collectors.joining(" "))
                                + delivered(server, deployment)));
    }

    private static List<String> delivered(FullServer server, JsonNode deployment) {
        return deployment.path("kind").asString().equals("initial")
                ? List.of()
                : server.items("/api/v1/deployments/" + deployment.path("id").asString() + "/changes").stream()
                        .map(change -> change.path("sha").asString())
                        .sorted()
                        .toList();
    }

    private static JsonNode numbers(FullServer server) {
        return server.get("/api/v1/metrics?service=%s&from=%s&until=%s"
                        .formatted(
                                FullServer.encode(NAME),
                                START.toString().substring(0, 10),
                                Instant.now().toString().substring(0, 10)))
                .path("metrics");
    }
}
