package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.FullServer.Envelope;
import dev.throughline.server.forge.ForgeRepository;
import dev.throughline.server.forge.Hook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the history by API owes: the same story told by webhooks, by API, and by both in any order gives the same rows with the same ids.
 * Both together know whatever one of them knows. What one of them cannot tell is listed by each forge, as {@link #unlike()}, and stands
 * in docs/history.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HistoryContract {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    static final String TOKEN = "a token of the API";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WINDOW = "from=2026-03-01&until=2026-04-01&interval=day";
    private static final List<String> LISTS = List.of("deployments", "changes", "incidents");

    private @Nullable Known both;

    /** A forge with the repositories of one telling of the stories. */
    interface Forge extends AutoCloseable {

        /** Names it in the addresses of the product. */
        String source();

        /** What the server is to be started with. */
        List<String> settings();

        List<ForgeRepository> repositories();

        /** Its commit graph, where webhooks without it are too little to compare with; empty elsewhere. */
        default byte[] graph() {
            return new byte[0];
        }

        /** The webhooks of all that happened up to now. */
        List<Hook.Sent> deliveries();

        @Override
        void close();
    }

    /** What happens, step by step; the breaks are where somebody may look. */
    interface Breaks {
        void next();
    }

    /** A forge where nothing has happened yet. */
    abstract Forge open();

    /** Tells its stories. */
    abstract void tell(Forge forge, Breaks breaks);

    /** What one of both cannot tell. */
    abstract Unlike unlike();

    /** The words of a list in the configuration. */
    static List<String> rules(String property, List<Map<String, String>> rules) {
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            String rule = "--" + property + "[" + i + "].";
            rules.get(i).forEach((name, value) -> settings.add(rule + name + "=" + value));
        }
        return settings;
    }

    @Test
    void givesTheSameByWebhooksByApiAndByBothInAnyOrder() {
        try (Forge forge = open()) {
            tell(forge, () -> {});
            Known webhooks = known(forge, server -> {
                post(server, forge.deliveries());
                if (forge.graph().length > 0) {
                    server.settle();
                    assertThat(server.upload(forge.graph()).statusCode()).isEqualTo(200);
                }
            });
            Known api = known(forge, server -> read(server, forge));
            Known before = both();
            Known after = known(forge, server -> {
                post(server, shuffled(forge.deliveries(), 2));
                server.settle();
                read(server, forge);
            });
            Known between = known(forge, server -> {
                List<Hook.Sent> all = shuffled(forge.deliveries(), 3);
                post(server, all.subList(0, all.size() / 3));
                read(server, forge);
                post(server, all.subList(all.size() / 4, all.size()));
                read(server, forge);
                post(server, all);
            });

            SoftAssertions softly = new SoftAssertions();
            Union union = new Union(softly, unlike());
            union.same("webhooks, then the API", before.rows(), after.rows());
            union.same("both by turns", before.rows(), between.rows());
            union.same("webhooks, then the API", before.answers(), after.answers());
            union.same("both by turns", before.answers(), between.answers());
            union.rows(webhooks.rows(), api.rows(), before.rows());
            union.answers(webhooks.answers(), api.answers(), before.answers());
            softly.assertAll();
        }
    }

    /** What is known when the webhooks come after the API; of the same stories it is the same, and asked for once. */
    private Known both() {
        Known known = both;
        if (known == null) {
            try (Forge forge = open()) {
                tell(forge, () -> {});
                known = known(forge, server -> {
                    read(server, forge);
                    post(server, shuffled(forge.deliveries(), 1));
                });
            }
            both = known;
        }
        return known;
    }

    /** The API is read again and again while the story goes on, and people say what they know. */
    @Test
    void keepsWhatPeopleSaidWhileTheStoryGoesOn() {
        Known whole = both();
        try (Forge forge = open();
                FullServer server = start(forge)) {
            List<JsonNode> said = new ArrayList<>();
            int[] told = {0};
            Breaks look = () -> {
                List<Hook.Sent> news =
                        forge.deliveries().subList(told[0], forge.deliveries().size());
                told[0] += news.size();
                // every third is late
                post(
                        server,
                        IntStream.range(0, news.size())
                                .filter(i -> i % 3 != 0)
                                .mapToObj(news::get)
                                .toList());
                read(server, forge);
                server.settle();
                if (said.isEmpty()) {
                    said.addAll(judge(server));
                }
            };
            tell(forge, look);
            post(server, forge.deliveries());
            read(server, forge);
            server.settle();

            assertThat(said).isNotEmpty();
            for (JsonNode judged : said) {
                JsonNode now = server.get(judged.path("path").asString());
                assertThat(now.path("verdicts")).as("%s", now).isEqualTo(judged.path("verdicts"));
                assertThat(now.path("failed")).as("%s", now).isEqualTo(judged.path("failed"));
            }
            Known grown = Known.of(server);
            SoftAssertions softly = new SoftAssertions();
            new Union(softly, unlike()).contains(whole.rows(), grown.rows());
            softly.assertAll();
        }
    }

    /** Says of a deployment that it failed, and of an incident that nothing caused it; answers what is known then. */
    private static List<JsonNode> judge(FullServer server) {
        List<JsonNode> said = new ArrayList<>();
        Map<String, String> verdicts = Map.of(
                "deployments", "{\"failed\":true,\"reason\":\"we saw it\"}",
                "incidents", "{\"caused_by\":[],\"reason\":\"the network\"}");
        verdicts.forEach((list, verdict) -> {
            String path = "/api/v1/" + list + "/"
                    + server.items("/api/v1/" + list).getFirst().path("id").asString();
            server.send("PATCH", path, verdict, 200);
            server.settle();
            ObjectNode now = (ObjectNode) server.get(path);
            assertThat(now.path("verdicts")).as("%s", now).isNotEmpty();
            said.add(now.put("path", path));
        });
        return said;
    }

    private interface Telling {
        void to(FullServer server);
    }

    private static Known known(Forge forge, Telling telling) {
        try (FullServer server = start(forge)) {
            telling.to(server);
            server.settle();
            return Known.of(server);
        }
    }

    static FullServer start(Forge forge) {
        List<String> settings = new ArrayList<>(forge.settings());
        settings.add("--throughline.backfill=off");
        settings.add("--throughline." + forge.source() + ".token=" + TOKEN);
        return FullServer.start(settings.toArray(String[]::new));
    }

    static List<Hook.Sent> shuffled(List<Hook.Sent> all, int seed) {
        List<Hook.Sent> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    static void post(FullServer server, List<Hook.Sent> deliveries) {
        server.postAll(deliveries.stream()
                .map(sent -> {
                    Map<String, String> headers = new TreeMap<>(sent.headers());
                    headers.remove("X-GitHub-Event");
                    headers.remove("X-Gitlab-Event");
                    return new Envelope(
                            sent.event(),
                            sent.guid(),
                            sent.payload().toString().getBytes(StandardCharsets.UTF_8),
                            headers);
                })
                .toList());
    }

    /** Reads the history of every repository to its end. */
    static void read(FullServer server, Forge forge) {
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        forge.repositories().forEach(repository -> names.add(repository.fullName()));
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("source", forge.source());
        wanted.set("repositories", names);
        String id = server.send("POST", "/api/v1/backfills", wanted.toString(), 202)
                .path("id")
                .asString();
        long until = System.nanoTime() + PATIENCE.toNanos();
        JsonNode backfill = server.get("/api/v1/backfills/" + id);
        while (backfill.path("finished_at").isNull()) {
            assertThat(System.nanoTime()).as("%s", backfill).isLessThan(until);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            backfill = server.get("/api/v1/backfills/" + id);
        }
        assertThat(backfill.path("state").asString()).as("%s", backfill).isEqualTo("done");
    }

    /**
     * What a server knows.
     *
     * @param rows by table and key
     * @param answers of its API, by question, or by list and item
     */
    record Known(Map<String, Map<String, JsonNode>> rows, Map<String, Map<String, JsonNode>> answers) {

        static Known of(FullServer server) {
            return new Known(FactRows.of(server), answers(server));
        }

        private static Map<String, Map<String, JsonNode>> answers(FullServer server) {
            Map<String, Map<String, JsonNode>> answers = new TreeMap<>();
            for (String list : LISTS) {
                Map<String, JsonNode> items = new TreeMap<>();
                for (JsonNode item : server.items("/api/v1/" + list)) {
                    ((ObjectNode) item).remove("age_seconds");
                    items.put(
                            item.path("service").asString() + " "
                                    + item.path("id").asString(),
                            item);
                }
                answers.put(list, items);
            }
            Map<String, JsonNode> metrics = new HashMap<>();
            for (JsonNode service : server.items("/api/v1/services")) {
                String name = service.path("service").asString();
                String question = "/api/v1/metrics?" + WINDOW + "&service=" + FullServer.encode(name);
                ObjectNode five = (ObjectNode) server.get(question).path("metrics");
                ((ObjectNode) five.path("failed_deployment_recovery_time")).remove("oldest_open_seconds");
                metrics.put(name, five);
            }
            answers.put("metrics", metrics);
            return answers;
        }
    }
}
