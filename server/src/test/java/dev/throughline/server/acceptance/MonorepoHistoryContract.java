package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.HistoryContract.Forge;
import dev.throughline.server.forge.RepositoryStory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** Services that are parts of one repository have the same numbers from the API alone as from webhooks, which list the files of commits. */
abstract class MonorepoHistoryContract {

    static final String NAME = "acme/mono";

    private static final List<String> SERVICES = List.of(
            "--throughline.services[0].name=shop/api",
            "--throughline.services[0].repositories=" + NAME,
            "--throughline.services[0].paths=api/**,libs/**",
            "--throughline.services[0].environments=live-api",
            "--throughline.services[1].name=shop/web",
            "--throughline.services[1].repositories=" + NAME,
            "--throughline.services[1].paths=web/**,libs/**",
            "--throughline.services[1].environments=live-web");

    /** A forge with one repository. */
    interface Monorepo extends Forge {

        RepositoryStory story();

        /** How often it was asked for the files of a commit since the last time. */
        int askedForFiles();

        /** Cuts the list of files of a commit off behind so many. */
        int mostFiles();
    }

    /** @param settings further ones */
    abstract Monorepo open(List<String> settings);

    private Monorepo open() {
        return open(SERVICES);
    }

    private static void deliver(RepositoryStory mono) {
        deploy(mono);
        mono.commit("main", "Add pears", "api/pears.java");
        mono.commit("main", "Show pears", "web/pears.js");
        mono.commit("main", "Weigh pears", "libs/scales.c");
        mono.commit("main", "Drop apples", "api/apples.java => docs/apples.java");
        mono.commit("main", "Explain pears", "docs/pears.md");
        deploy(mono);
        mono.commit("cart", "Add a cart", "api/cart.java");
        mono.commit("cart", "Show a cart", "web/cart.js");
        mono.squash(mono.open("cart"));
        mono.commit("tax", "Add a tax", "api/tax.java");
        mono.merge(mono.open("tax"));
        deploy(mono);
    }

    private static void deploy(RepositoryStory mono) {
        for (String environment : List.of("live-api", "live-web")) {
            mono.status(mono.deploy(mono.head("main"), environment), "success");
        }
    }

    @Test
    void givesTheSameNumbersAsWebhooksThatListTheFiles() {
        try (Monorepo mono = open()) {
            deliver(mono.story());
            Known webhooks;
            try (FullServer server = HistoryContract.start(mono)) {
                HistoryContract.post(server, mono.deliveries());
                server.settle();
                webhooks = Known.of(server);
            }
            try (FullServer server = HistoryContract.start(mono)) {
                HistoryContract.read(server, mono);
                assertThat(Known.of(server)).isEqualTo(webhooks);
                // 6 on main, 2 that were squashed, their squash, and 1 that was merged
                assertThat(mono.askedForFiles()).isEqualTo(10);

                HistoryContract.read(server, mono);
                assertThat(mono.askedForFiles()).isZero();

                HistoryContract.post(server, HistoryContract.shuffled(mono.deliveries(), 1));
                server.settle();
                assertThat(Known.of(server)).isEqualTo(webhooks);
            }
            assertThat(webhooks.samples().get("shop/api")).hasSize(5);
            assertThat(webhooks.samples().get("shop/web")).hasSize(3);
        }
    }

    @Test
    void asksForNoFilesThatPushesListed() {
        try (Monorepo mono = open();
                FullServer server = HistoryContract.start(mono)) {
            deliver(mono.story());
            HistoryContract.post(server, mono.deliveries());
            server.settle();
            HistoryContract.read(server, mono);

            // the root was never pushed
            assertThat(mono.askedForFiles()).isEqualTo(1);
        }
    }

    @Test
    void asksForNoFilesWhereNoServiceHasPaths() {
        try (Monorepo mono = open(List.of());
                FullServer server = HistoryContract.start(mono)) {
            deliver(mono.story());
            HistoryContract.read(server, mono);

            assertThat(mono.askedForFiles()).isZero();
        }
    }

    @Test
    void takesAListThatIsCutOffForUnknown() {
        try (Monorepo mono = open();
                FullServer server = HistoryContract.start(mono)) {
            RepositoryStory story = mono.story();
            deploy(story);
            story.commit("main", "Nearly too much", files(mono.mostFiles() - 1));
            String cut = story.commit("main", "Too much", files(mono.mostFiles() + 1));
            deploy(story);
            HistoryContract.read(server, mono);

            assertThat(Known.of(server).samples().get("shop/api")).hasSize(1);
            assertThat(excluded(server, "unknown_paths")).containsOnly(cut);

            mono.askedForFiles();
            HistoryContract.read(server, mono);
            assertThat(mono.askedForFiles()).isZero();
        }
    }

    private static String[] files(int count) {
        return IntStream.range(0, count).mapToObj(i -> "api/" + i + ".java").toArray(String[]::new);
    }

    private static List<String> excluded(FullServer server, String reason) {
        return jdbc(server)
                .sql("select sha from delivered_commit where excluded = :reason")
                .param("reason", reason)
                .query((row, _) -> row.getString("sha"))
                .list();
    }

    private static JdbcClient jdbc(FullServer server) {
        return JdbcClient.create(new DriverManagerDataSource(server.databaseUrl()));
    }

    /**
     * What is known of each service.
     *
     * @param samples its commits with their lead times
     * @param metrics the five
     */
    private record Known(Map<String, List<String>> samples, Map<String, JsonNode> metrics) {

        static Known of(FullServer server) {
            Map<String, List<String>> samples = new TreeMap<>();
            Map<String, JsonNode> metrics = new TreeMap<>();
            for (String service : List.of("shop/api", "shop/web")) {
                samples.put(service, samples(server, service));
                metrics.put(
                        service,
                        server.get("/api/v1/metrics?from=2026-03-01&until=2026-04-01&service="
                                        + FullServer.encode(service))
                                .path("metrics"));
            }
            return new Known(samples, metrics);
        }

        private static List<String> samples(FullServer server, String service) {
            return jdbc(server)
                    .sql("""
                            select concat_ws(' ', told.sha, told.lead_seconds) as sample
                              from delivered_commit told
                              join service on service.id = told.service_id
                             where service.name = :service and told.lead_seconds is not null
                             order by 1
                            """)
                    .param("service", service)
                    .query((row, _) -> row.getString("sample"))
                    .list();
        }
    }

    static List<String> all(List<String> settings, String... more) {
        return new ArrayList<>(Stream.concat(settings.stream(), Stream.of(more)).toList());
    }
}
