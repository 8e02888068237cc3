package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.server.acceptance.FullServer.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A situation that people of other tools reported, as webhooks, with what has to come of it: worked out by hand. It lies beside the
 * real histories, in {@code cases}.
 */
record Case(String name, List<Envelope> deliveries, List<JsonNode> stories) {

    /** None where there is no such data. */
    static List<Case> all() {
        Path folder = RealHistory.folder().resolve("cases");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .map(Case::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case of(String name) {
        String path = "cases/" + name + "/" + name;
        JsonNode truth = FullServer.JSON.readTree(RealHistory.folder().resolve(path + ".truth.json"));
        return new Case(
                name,
                RealHistory.text(path + ".deliveries.jsonl.gz")
                        .lines()
                        .map(FullServer.JSON::readTree)
                        .map(Envelope::of)
                        .toList(),
                truth.path("stories").valueStream().toList());
    }

    /** Every deployment, incident and number that the case speaks of. */
    void assertTrue(FullServer server) {
        for (JsonNode story : stories) {
            String service = FullServer.encode(story.path("service").asString());
            Map<String, JsonNode> deployments = new HashMap<>();
            Map<String, String> externalIds = new HashMap<>();
            for (JsonNode item : server.items("/api/v1/deployments?service=" + service)) {
                externalIds.put(
                        item.path("id").asString(), item.path("external_id").asString());
                if (item.path("tier").asString("").equals("production")) {
                    deployments.put(item.path("external_id").asString(), item);
                }
            }
            story.path("deployments")
                    .properties()
                    .forEach(wanted -> assertDeployment(
                            server,
                            wanted.getValue(),
                            story.path("incidents"),
                            Objects.requireNonNull(
                                    deployments.get(wanted.getKey()), () -> "no deployment " + wanted.getKey())));
            assertIncidents(story.path("incidents"), externalIds, server.items("/api/v1/incidents?service=" + service));
            story.path("asks").forEach(ask -> assertNumbers(server, ask));
        }
    }

    private static void assertDeployment(FullServer server, JsonNode wanted, JsonNode incidents, JsonNode item) {
        for (String field : List.of("kind", "outcome")) {
            if (!wanted.path(field).isNull()) {
                assertThat(item.path(field)).as("%s of %s", field, item).isEqualTo(wanted.path(field));
            }
        }
        // one case forgets to say it of a deployment that it links an incident to
        boolean isLinked = incidents
                .valueStream()
                .anyMatch(incident -> incident.path("deployment").equals(item.path("external_id")));
        assertThat(item.path("failed").asBoolean(false))
                .as("failed of %s", item)
                .isEqualTo(isLinked || wanted.path("failed").asBoolean(false));
        List<Long> leads = new ArrayList<>();
        List<String> shas = new ArrayList<>();
        for (JsonNode change :
                server.items("/api/v1/deployments/" + item.path("id").asString() + "/changes")) {
            if (change.path("lead_time_seconds").isNumber()) {
                leads.add(change.path("lead_time_seconds").asLong());
                shas.add(change.path("sha").asString());
            }
        }
        assertThat(leads)
                .as("lead times of %s", item)
                .containsExactlyInAnyOrderElementsOf(
                        wanted.path("leads").valueStream().map(JsonNode::asLong).toList());
        if (wanted.path("shas").isArray()) {
            assertThat(shas)
                    .as("commits of %s", item)
                    .containsExactlyInAnyOrderElementsOf(wanted.path("shas")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        }
        if (wanted.path("rules").isArray()) {
            assertThat(item.path("evidence")
                            .valueStream()
                            .map(one -> one.path("rule").asString()))
                    .as("evidence against %s", item)
                    .containsExactlyInAnyOrderElementsOf(wanted.path("rules")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        }
    }

    private static void assertIncidents(JsonNode wanted, Map<String, String> externalIds, List<JsonNode> items) {
        wanted.properties().forEach(incident -> {
            JsonNode item = items.stream()
                    .filter(one -> one.path("number").asString("").equals(incident.getKey()))
                    .findAny()
                    .orElseThrow(() -> new AssertionError("no incident " + incident.getKey() + " in " + items));
            assertThat(item.path("linked_by").asString(""))
                    .as("link of %s", item)
                    .isEqualTo(incident.getValue().path("linked_by").asString(""));
            assertThat(externalIds.getOrDefault(item.path("deployment").asString(""), ""))
                    .as("deployment of %s", item)
                    .isEqualTo(incident.getValue().path("deployment").asString(""));
        });
    }

    private static void assertNumbers(FullServer server, JsonNode ask) {
        StringBuilder query = new StringBuilder("/api/v1/metrics?");
        ask.path("query").properties().forEach(parameter -> {
            Stream<JsonNode> values = parameter.getValue().isArray()
                    ? parameter.getValue().valueStream()
                    : Stream.of(parameter.getValue());
            values.forEach(value -> query.append(parameter.getKey())
                    .append('=')
                    .append(FullServer.encode(value.asString()))
                    .append('&'));
        });
        JsonNode answer = server.get(query.toString());
        ask.path("metrics")
                .properties()
                .forEach(metric -> metric.getValue()
                        .properties()
                        .forEach(number -> assertNumber(
                                query + " " + metric.getKey() + "." + number.getKey(),
                                answer.path("metrics").path(metric.getKey()).path(number.getKey()),
                                number.getValue())));
    }

    private static void assertNumber(String what, JsonNode found, JsonNode wanted) {
        if (wanted.isNull()) {
            assertThat(found.isNull()).as(what).isTrue();
        } else {
            double value = wanted.asDouble();
            assertThat(found.asDouble(Double.NaN)).as(what).isCloseTo(value, within(1e-6 + Math.abs(value) * 1e-9));
        }
    }
}
