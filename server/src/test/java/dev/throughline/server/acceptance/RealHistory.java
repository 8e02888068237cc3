package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.server.acceptance.FullServer.Envelope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/**
 * The history of a public repository as webhooks, with what is to come of it. It is not part of this repository: it lies in
 * {@code ../shared/data} beside it, or where the system property {@code history} or the environment's {@code HISTORY} says.
 */
final class RealHistory {

    private final String name;
    private final JsonNode expected;
    private final String service;

    private RealHistory(String name, JsonNode expected) {
        this.name = name;
        this.expected = expected;
        this.service = expected.path("service").asString();
    }

    /** Skips the test when there is no such data on this machine. */
    static RealHistory of(String name) {
        return new RealHistory(name, expected(name));
    }

    /** The same, of which more is expected than one answer. */
    static RealHistory of(String name, String part) {
        return new RealHistory(name, expected(name).path(part));
    }

    private static JsonNode expected(String name) {
        Assumptions.assumeTrue(
                Files.isDirectory(folder()),
                () -> "no real histories in " + folder().toAbsolutePath().normalize()
                        + ": -Dhistory=<folder> names another");
        return FullServer.JSON.readTree(text(name + ".expected.json.gz"));
    }

    /** Its deliveries in order of time. */
    List<Envelope> deliveries() {
        return text(name + ".deliveries.jsonl.gz")
                .lines()
                .map(FullServer.JSON::readTree)
                .map(Envelope::of)
                .toList();
    }

    /** Its commit graph, a JSON object a line. */
    byte[] commits() {
        return text(name + ".commits.jsonl.gz").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Every deployment, its kind and what it delivered.
     *
     * @return how many of them are not flagged ambiguous; only those have to be exact
     */
    int assertDeployments(FullServer server) {
        Map<String, JsonNode> found = new HashMap<>();
        for (JsonNode item : server.items("/api/v1/deployments?service=" + FullServer.encode(service))) {
            if (item.path("tier").asString("").equals("production")
                    && item.path("outcome").asString("").equals("success")) {
                found.put(item.path("external_id").asString(), item);
            }
        }
        assertThat(found).hasSize(expected.path("deployments").size());
        int exact = 0;
        for (JsonNode deployment : expected.path("deployments")) {
            String externalId = deployment.path("external_id").asString();
            JsonNode item = Objects.requireNonNull(found.get(externalId), () -> "no deployment " + externalId);
            assertThat(item.path("sha").asString())
                    .isEqualTo(deployment.path("sha").asString());
            assertThat(item.path("finished_at").asString())
                    .isEqualTo(deployment.path("at").asString());
            assertThat(item.path("kind").asString(""))
                    .as("kind of %s", item)
                    .isEqualTo(deployment.path("kind").asString());
            if (!item.path("flags").toString().contains("ambiguous")) {
                exact++;
                assertThat(delivered(server, item))
                        .as("delivered by %s", item)
                        .isEqualTo(new TreeSet<>(list(deployment.path("delivered"))));
            }
        }
        return exact;
    }

    /** Every window of every metric. */
    void assertMetrics(FullServer server) {
        assertMetrics(server, 0);
    }

    /** The same, where each lead time may be so many seconds off. */
    void assertMetrics(FullServer server, double leadTimesOff) {
        for (JsonNode window : expected.path("metrics")) {
            JsonNode answer = server.get("/api/v1/metrics?service=%s&from=%s&until=%s"
                    .formatted(
                            FullServer.encode(service),
                            window.path("from").asString(),
                            window.path("until").asString()));
            for (String metric : List.of(
                    "deployment_frequency",
                    "change_lead_time",
                    "change_fail_rate",
                    "failed_deployment_recovery_time",
                    "deployment_rework_rate")) {
                JsonNode numbers = answer.path("metrics").path(metric);
                window.path(metric).properties().forEach(number -> {
                    String what =
                            "%s of %s from %s: %s".formatted(number.getKey(), metric, window.path("from"), numbers);
                    JsonNode value = numbers.path(number.getKey());
                    if (number.getValue().isNull()) {
                        assertThat(value.isNull()).as(what).isTrue();
                    } else {
                        double wanted = number.getValue().asDouble();
                        double off = metric.equals("change_lead_time") ? leadTimesOff : 0;
                        assertThat(value.asDouble(Double.NaN))
                                .as(what)
                                .isCloseTo(wanted, within(1e-6 + wanted * 1e-9 + off));
                    }
                });
            }
        }
    }

    private static Set<String> delivered(FullServer server, JsonNode deployment) {
        Set<String> delivered = new TreeSet<>();
        boolean isInitial = deployment.path("kind").asString().equals("initial");
        for (JsonNode change :
                server.items("/api/v1/deployments/" + deployment.path("id").asString() + "/changes")) {
            boolean isSample = change.path("lead_time_seconds").isNumber();
            if (isInitial ? isSample : !change.path("merge").asBoolean()) {
                delivered.add(change.path("sha").asString());
            }
        }
        return delivered;
    }

    private static List<String> list(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    static Path folder() {
        String named = System.getProperty("history", System.getenv("HISTORY"));
        return named != null ? Path.of(named) : Path.of("..", "..", "shared", "data");
    }

    static String text(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder().resolve(file))), StandardCharsets.UTF_8))) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
