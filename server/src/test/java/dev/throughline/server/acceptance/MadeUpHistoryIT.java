package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.throughline.collector.source.Sources;
import dev.throughline.server.acceptance.MadeUpHistory.Changeset;
import dev.throughline.server.acceptance.MadeUpHistory.Commit;
import dev.throughline.server.acceptance.MadeUpHistory.Form;
import dev.throughline.server.acceptance.MadeUpHistory.Incident;
import dev.throughline.server.acceptance.MadeUpHistory.Post;
import dev.throughline.server.acceptance.MadeUpHistory.Version;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What Four Keys' generator posts, in both of its versions, in both forms: all of it is taken, and all of it accounted for. */
class MadeUpHistoryIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"GITHUB, OF_2024, 40", "GITHUB, OF_2021, 20", "GITLAB, OF_2024, 40", "GITLAB, OF_2021, 20"})
    void isAccountedForInTheNumbers(Form form, Version version, int changesets) throws Exception {
        String forge = form.name().toLowerCase(Locale.ROOT);
        assumeThat(Sources.ofEachKind().find(forge)).as(forge).isPresent();
        try (FullServer server = FullServer.start("--throughline.fourkeys.compat=true")) {
            MadeUpHistory history =
                    new MadeUpHistory(form, version, changesets, 8, 2024, Instant.now(), FullServer.SECRET);
            for (Post post : history.posts()) {
                HttpResponse<String> answer = send(server, post, Map.of());
                assertThat(answer.statusCode()).isEqualTo(204);
                assertThat(answer.body()).isEmpty();
            }
            server.settle();

            assertDeliveries(server, history, form.service());
            assertDeployments(server, history, form.service());
            assertIncidents(server, history, form.service());
            assertMetrics(server, history, form.service());
        }
    }

    /** A body that was made twice, as of a changeset with one commit, is one delivery. */
    private static void assertDeliveries(FullServer server, MadeUpHistory history, String service) {
        List<JsonNode> deliveries = server.items("/api/v1/deliveries");
        assertThat(deliveries).hasSize((int) history.posts().stream()
                .map(post -> new String(post.body()))
                .distinct()
                .count());
        assertThat(deliveries).allSatisfy(delivery -> {
            assertThat(delivery.path("source").asString()).isEqualTo(service);
            assertThat(delivery.path("status").asString()).as("%s", delivery).isEqualTo("processed");
        });
        assertThat(server.items("/api/v1/services"))
                .extracting(item -> item.path("service").asString())
                .containsExactly(service);
    }

    /** Each delivers the commits of its changeset, and no others. */
    private static void assertDeployments(FullServer server, MadeUpHistory history, String service) {
        Map<String, JsonNode> bySha = server.items("/api/v1/deployments?service=" + service).stream()
                .collect(Collectors.toMap(item -> item.path("sha").asString(), item -> item));
        List<Changeset> deployed = history.deployed();
        assertThat(bySha).hasSameSizeAs(deployed);
        for (Changeset changeset : deployed) {
            JsonNode item = Objects.requireNonNull(
                    bySha.get(changeset.head().sha()), () -> changeset.head() + " is not deployed");
            assertThat(Instant.parse(item.path("finished_at").asString())).isEqualTo(changeset.liveAt());
            assertThat(item.path("environment").asString()).isEqualTo("production");
            assertThat(item.path("flags")).isEmpty();
            boolean isFirst = changeset == deployed.getFirst();
            assertThat(item.path("kind").asString()).isEqualTo(isFirst ? "initial" : "forward");
            List<JsonNode> changes =
                    server.items("/api/v1/deployments/" + item.path("id").asString() + "/changes");
            assertThat(changes)
                    .extracting(change -> change.path("sha").asString())
                    .containsExactlyInAnyOrderElementsOf(
                            changeset.commits().stream().map(Commit::sha).toList());
            Map<String, Long> delivered = new HashMap<>();
            changes.stream()
                    .filter(change -> change.path("lead_time_seconds").isNumber())
                    .forEach(change -> delivered.put(
                            change.path("sha").asString(),
                            change.path("lead_time_seconds").asLong()));
            assertThat(delivered)
                    .isEqualTo(
                            isFirst
                                    ? Map.of()
                                    : changeset.commits().stream()
                                            .collect(Collectors.toMap(
                                                    Commit::sha, commit -> leadTime(commit, changeset))));
        }
    }

    /** The commit is at most a second younger than its deployment, where that has whole seconds. */
    private static long leadTime(Commit commit, Changeset changeset) {
        return Math.max(
                0,
                Duration.between(commit.at(), changeset.liveAt())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toSeconds());
    }

    /** Each blames the deployment of the commit that it names, if there is one, and nothing else. */
    private static void assertIncidents(FullServer server, MadeUpHistory history, String service) {
        List<JsonNode> items = server.items("/api/v1/incidents?service=" + service);
        assertThat(items).hasSameSizeAs(history.incidents());
        Map<String, String> shas = server.items("/api/v1/deployments?service=" + service).stream()
                .collect(Collectors.toMap(
                        item -> item.path("id").asString(),
                        item -> item.path("sha").asString()));
        for (Incident incident : history.incidents()) {
            Changeset cause = incident.cause();
            assertThat(items)
                    .filteredOn(item -> item.path("number").asInt() == incident.number()
                            && Instant.parse(item.path("opened_at").asString())
                                    .equals(cause.head().at()))
                    .singleElement()
                    .satisfies(item -> {
                        assertThat(Instant.parse(item.path("resolved_at").asString()))
                                .isEqualTo(incident.resolvedAt());
                        assertThat(item.path("excluded").isNull()).isTrue();
                        assertThat(item.path("linked_by").asString(""))
                                .isEqualTo(cause.isDeployed() ? "declared" : "unresolved");
                        assertThat(shas.get(item.path("deployment").asString("")))
                                .isEqualTo(cause.isDeployed() ? cause.head().sha() : null);
                    });
        }
    }

    private static void assertMetrics(FullServer server, MadeUpHistory history, String service) {
        List<Changeset> deployed = history.deployed();
        List<Changeset> failed = history.incidents().stream()
                .map(Incident::cause)
                .filter(Changeset::isDeployed)
                .distinct()
                .toList();
        Metrics metrics = new Metrics(
                server, "service=" + service + "&from=" + Instant.now().minus(Duration.ofDays(9)));
        metrics.frequency().is("count", deployed.size());
        metrics.leadTime()
                .is(
                        "n",
                        deployed.stream()
                                .skip(1)
                                .mapToLong(changeset -> changeset.commits().size())
                                .sum());
        metrics.failRate().is("numerator", failed.size()).is("denominator", deployed.size());
        metrics.recovery().is("n", failed.size()).is("open", 0);
        metrics.rework().is("numerator", 0);
        assertThat(failed).as("the seed makes incidents of both sorts").isNotEmpty();
    }

    @Test
    void isRefusedWhereNobodyAskedForIt() throws Exception {
        MadeUpHistory history =
                new MadeUpHistory(Form.GITHUB, Version.OF_2024, 1, 0, 1, Instant.now(), FullServer.SECRET);
        Post post = history.posts().getLast();

        assertThat(send(FullServer.shared(), post, Map.of()).statusCode()).isEqualTo(403);
        assertThat(FullServer.shared().items("/api/v1/deliveries?source=githubmock"))
                .isEmpty();
    }

    @Test
    void isRefusedWithAnotherSecret() throws Exception {
        try (FullServer server = FullServer.start("--throughline.fourkeys.compat=true")) {
            MadeUpHistory history =
                    new MadeUpHistory(Form.GITHUB, Version.OF_2024, 1, 0, 1, Instant.now(), "another secret");
            Post post = history.posts().getLast();

            assertThat(send(server, post, Map.of()).statusCode()).isEqualTo(403);
            assertThat(send(server, post, Map.of("X-Hub-Signature", "sha1=")).statusCode())
                    .isEqualTo(403);
            assertThat(send(server, post, Map.of("User-Agent", "curl/8")).statusCode())
                    .isEqualTo(403);
            assertThat(server.items("/api/v1/deliveries")).isEmpty();
            assertThat(server.text("/actuator/prometheus"))
                    .contains("throughline_source_refused_in_a_row{source=\"github\"} 2.0");
            assertThat(server.text("/")).contains("Nothing has arrived yet");
        }
    }

    private static HttpResponse<String> send(FullServer server, Post post, Map<String, String> instead)
            throws IOException, InterruptedException {
        Map<String, String> headers = new TreeMap<>(post.headers());
        headers.putAll(instead);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address().resolve("/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(post.body()));
        headers.forEach(request::header);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
