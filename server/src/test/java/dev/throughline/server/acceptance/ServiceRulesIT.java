package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Delivery;
import dev.throughline.engine.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two services in one repository, each with a tag of its own that deploys it, as throughline.yml says. */
class ServiceRulesIT {

    private static final String[] RULES = {
        "--throughline.services[0].name=api",
        "--throughline.services[0].repositories=rules/mono",
        "--throughline.services[0].deployments.from=tag",
        "--throughline.services[0].deployments.pattern=api-v.*",
        "--throughline.services[1].name=web",
        "--throughline.services[1].repositories=rules/mono",
        "--throughline.services[1].deployments.from=tag",
        "--throughline.services[1].deployments.pattern=web-v.*",
        "--throughline.services[2].name=jobs",
        "--throughline.services[2].repositories=rules/mono",
        "--throughline.services[2].deployments.from=deployment",
        "--throughline.services[2].deployments.environment=prod-jobs"
    };

    private static final List<String> RULED = List.of(
            "api api-v1 initial []",
            "api api-v2 forward [9000, 10800]",
            "web web-v1 initial []",
            "web web-v2 forward [9000, 10800]",
            "jobs prod-jobs initial []",
            "null production null []");

    private static final List<String> PLAIN =
            List.of("rules/mono production forward [14400, 16200]", "rules/mono prod-jobs initial []");

    @TempDir
    private Path folder;

    private final Story story = new Story("rules");
    private final Repository mono = story.repository("mono");

    @Test
    void deploysEachServiceByItsOwnTag() {
        history();
        List<Delivery> deliveries = new ArrayList<>(story.deliveries());
        deliveries.addAll(story.deliveries());
        Collections.shuffle(deliveries, new Random(13));
        try (FullServer server = start(TestDatabase.createUrl(), RULES)) {
            deliveries.forEach(server::post);
            server.settle();
            assertThat(deployments(server)).containsExactlyInAnyOrderElementsOf(RULED);
            JsonNode api = server.get("/api/v1/metrics?service=api&from=2026-01-05&until=2026-01-06")
                    .path("metrics");
            assertThat(api.path("deployment_frequency").path("count").asInt()).isEqualTo(2);
            assertThat(api.path("change_lead_time").path("value").asDouble()).isEqualTo(9900);
        }
    }

    @Test
    void derivesAgainWhenTheRulesComeAndGo() {
        history();
        String database = TestDatabase.createUrl();
        try (FullServer before = start(database)) {
            before.tell(story);
            assertThat(deployments(before)).containsExactlyInAnyOrderElementsOf(PLAIN);
        }
        try (FullServer ruled = start(database, RULES)) {
            ruled.settle();
            assertThat(deployments(ruled)).containsExactlyInAnyOrderElementsOf(RULED);
        }
        try (FullServer again = start(database)) {
            again.settle();
            assertThat(deployments(again)).containsExactlyInAnyOrderElementsOf(PLAIN);
        }
    }

    /** Two tags in one push, which GitHub tells apart; one that deploys nothing; a deployment of the third service, and one of nobody. */
    private void history() {
        mono.push("2026-01-05 08:00", mono.commit("root", "2026-01-05 07:00"));
        mono.tag("api-v1", "root", "2026-01-05 08:30");
        mono.tag("web-v1", "root", "2026-01-05 08:30");
        mono.deployed("jobs", "root", "prod-jobs", "2026-01-05 08:40");
        mono.push("2026-01-05 10:00", mono.commit("x", "2026-01-05 09:00"), mono.commit("y", "2026-01-05 09:30"));
        mono.tag("docs-v1", "y", "2026-01-05 11:00");
        mono.tag("an-api-v3", "y", "2026-01-05 11:00");
        mono.tag("api-v2", "y", "2026-01-05 12:00");
        mono.tag("web-v2", "y", "2026-01-05 12:00");
        mono.deployed("all", "y", "production", "2026-01-05 13:30");
    }

    private FullServer start(String database, String... more) {
        return FullServer.on(
                database,
                Stream.concat(Stream.of("--throughline.data=" + folder), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** Service, tag or environment, kind and lead times of every deployment that is listed. */
    private static List<String> deployments(FullServer server) {
        List<String> deployments = new ArrayList<>();
        for (JsonNode item : server.items("/api/v1/deployments")) {
            String ref = item.path("ref").asString();
            List<Long> leads = server
                    .items("/api/v1/deployments/" + item.path("id").asString() + "/changes")
                    .stream()
                    .filter(change -> change.path("lead_time_seconds").isNumber())
                    .map(change -> change.path("lead_time_seconds").asLong())
                    .sorted()
                    .toList();
            deployments.add(Stream.of(
                            item.path("service").asString("null"),
                            ref.equals("main") ? item.path("environment").asString() : ref,
                            item.path("kind").asString("null"),
                            leads.toString())
                    .collect(Collectors.joining(" ")));
        }
        return deployments;
    }
}
