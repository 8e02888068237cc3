package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import tools.jackson.databind.JsonNode;

/** What pipelines report by the REST API: the conformance vectors that webhooks cannot tell, and what is answered. */
class ReportIT {

    private static final String MARCH = "from=2026-03-01&until=2026-04-01";

    /** Not the shared one, for it is made to forget. */
    private static final FullServer SERVER = FullServer.start();

    private final FullServer server = SERVER;
    private Story story = new Story("");
    private Repository s = story.repository("s");

    @BeforeEach
    void begin(TestInfo test) {
        story = new Story(
                "report-" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
        s = story.repository("s");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    @DisplayName("F2 GitHub at 10:00 and a report at 10:03 are one deployment at 10:00; one at 10:15 is a redeploy")
    void f2() {
        Repository other = story.repository("other");
        for (Repository repository : List.of(s, other)) {
            repository.push("2026-03-01 09:00", repository.commit("A", "2026-03-01 08:00"));
            repository.deployed("D0", "A", "2026-03-01 10:00");
            repository.push("2026-03-02 09:00", repository.commit("B", "2026-03-02 08:00"));
            repository.deployed("D1", "B", "2026-03-02 10:00");
        }
        // the report of one comes after its webhooks, that of the other before
        String reportedFirst = deployed(other, "ci-1", "B", "2026-03-02T10:03:00Z", "");
        server.tell(story);
        String id = deployed(s, "ci-1", "B", "2026-03-02T10:03:00Z", "");
        server.settle();

        for (Repository repository : List.of(s, other)) {
            String reported = repository == s ? id : reportedFirst;
            JsonNode github = new Deployments(server, repository).of("D1").item();
            assertThat(github.path("merged_into").asString()).isEqualTo(reported);
            JsonNode frequency = server.get("/api/v1/metrics/deployment_frequency/explain?" + MARCH + "&service="
                    + FullServer.encode(repository.service()));
            assertThat(frequency.path("items")).hasSize(2);
            assertThat(frequency.path("items").path(0).path("deployment").asString())
                    .isEqualTo(reported);
            assertThat(frequency.path("items").path(0).path("at").asString()).isEqualTo("2026-03-02T10:00:00Z");
            assertThat(deployment(reported).path("source").asString()).isEqualTo("api");
            assertThat(deployment(reported).path("linked_by").asString()).isEqualTo("push");
            new Metrics(server, MARCH, repository).leadTime().is("n", 1).isAbout("p50", 7200);
        }

        String again = deployed(s, "ci-2", "B", "2026-03-02T10:15:00Z", "");
        server.settle();
        assertThat(deployment(again).path("kind").asString()).isEqualTo("redeploy");
        assertThat(deployment(again).path("merged_into").isNull()).isTrue();
        new Metrics(server, MARCH, s).frequency().is("count", 2);
    }

    @Test
    @DisplayName("L6 the same commit with another digest is a deployment without lead times")
    void l6() {
        String digest = ",'version':'1.0','digest':'sha256:%s'";
        deployed(s, "1", "A", "2026-03-02T10:00:00Z", digest.formatted("one"));
        String same = deployed(s, "2", "A", "2026-03-02T11:00:00Z", digest.formatted("one"));
        String other = deployed(s, "3", "A", "2026-03-02T12:00:00Z", digest.formatted("other"));
        server.settle();

        assertThat(deployment(same).path("kind").asString()).isEqualTo("redeploy");
        assertThat(deployment(other).path("kind").asString()).isEqualTo("forward");
        march().frequency().is("count", 2);
        march().leadTime().is("n", 0);
        march().failRate().is("denominator", 2);
    }

    @Test
    @DisplayName("R1 recovery runs from the impact to the resolution, as soon as that is posted")
    void r1() {
        String id = deployed(s, "1", "A", "2026-03-02T10:00:00Z", "");
        String incident =
                "{'service':'%s','id':'INC-1','opened_at':'2026-03-02T10:30:00Z','title':'Down','caused_by':['1']"
                        .formatted(s.service());
        JsonNode first = post("incidents", incident + "}", 201);
        server.settle();
        march().recovery().is("n", 0).is("open", 1);

        JsonNode second = post("incidents", incident + ",'resolved_at':'2026-03-02T12:00:00Z'}", 200);
        server.settle();

        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(second.path("delivery")).isNotEqualTo(first.path("delivery"));
        march().recovery().is("n", 1).isAbout("p50", 5400).is("open", 0);
        JsonNode shown = server.get("/api/v1/incidents/" + first.path("id").asString());
        assertThat(shown.path("deployment").asString()).isEqualTo(id);
        assertThat(shown.path("linked_by").asString()).isEqualTo("explicit");
        assertThat(shown.path("resolved_at").asString()).isEqualTo("2026-03-02T12:00:00Z");

        post("incidents", incident + "}", 200);
        server.settle();
        march().recovery().is("n", 0).is("open", 1);
    }

    @Test
    @DisplayName("C1 two of eight deployments failed by three incidents, named by id, by the sender's id and by commit")
    void c1() {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            ids.add(deployed(s, "run-" + i, "C" + i, "2026-03-%02dT10:00:00Z".formatted(i), ""));
        }
        upload(s, "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8");
        incident("1", ids.get(2).toUpperCase(Locale.ROOT));
        incident("2", "run-3");
        incident("3", s.sha("C5"));
        String nowhere = incident("4", "run-77");
        server.settle();

        assertThat(rules(ids.get(2))).containsExactly("explicit/explicit", "explicit/explicit");
        assertThat(rules(ids.get(4))).containsExactly("explicit/explicit");
        march().failRate()
                .is("numerator", 2)
                .is("denominator", 8)
                .isAbout("value", 0.25)
                .hasInterval(0.0715, 0.5907);
        assertThat(server.get("/api/v1/incidents/" + nowhere).path("linked_by").asString())
                .isEqualTo("unresolved");
    }

    @Test
    @DisplayName("L2 and L3 of a reported change: a squash and a rebase give the lead times of its own commits")
    void l2() {
        Repository rebased = story.repository("rebased");
        upload(s, "c0", "m");
        deployed(s, "0", "c0", "2026-03-01T10:00:00Z", "");
        deployed(s, "1", "m", "2026-03-02T12:00:00Z", "");
        change(s, "12", "m");
        server.upload((line(rebased, "c0", null, "2026-03-01T08:00:00Z")
                        + line(rebased, "a'", "c0", "2026-03-02T09:00:00Z")
                        + line(rebased, "b'", "a'", "2026-03-02T10:00:00Z"))
                .getBytes(StandardCharsets.UTF_8));
        change(rebased, "sell-pears", "b'");
        deployed(rebased, "0", "c0", "2026-03-01T10:00:00Z", "");
        String id = deployed(rebased, "1", "b'", "2026-03-02T12:00:00Z", "");
        server.settle();

        for (Repository repository : List.of(s, rebased)) {
            new Metrics(server, MARCH, repository).leadTime().is("n", 2).isAbout("p50", 9000);
            new Metrics(server, MARCH + "&basis=change", repository)
                    .leadTime()
                    .is("n", 1)
                    .isAbout("p50", 10800);
            new Metrics(server, MARCH + "&basis=merge", repository)
                    .leadTime()
                    .is("n", 1)
                    .isAbout("p50", 3600);
        }
        JsonNode listed = server.get("/api/v1/changes?service=" + FullServer.encode(rebased.service()))
                .path("items")
                .path(0);
        assertThat(listed.path("number").isNull()).isTrue();
        assertThat(listed.path("deployment").asString()).isEqualTo(id);
        assertThat(listed.path("lead_time_seconds").asInt()).isEqualTo(10800);
        JsonNode commit = commits(s, "1").getFirst();
        assertThat(commit.path("start_provenance").asString()).isEqualTo("pr_commits");
        assertThat(commit.path("delivered_as").asString()).isEqualTo(s.sha("m"));
        assertThat(commit.path("change").path("number").asInt()).isEqualTo(12);
    }

    @Test
    void corrects() {
        deployed(s, "1", "A", "2026-03-02T10:00:00Z", "");
        String id = deployed(s, "2", "B", "2026-03-02T11:00:00Z", ",'rollback':true,'unplanned':false");
        server.settle();
        march().rework().is("numerator", 0).is("denominator", 2);
        march().failRate().is("numerator", 1);

        post("deployments", body(s, "2", "B", "2026-03-02T11:00:00Z", ",'unplanned':true"), 200);
        server.settle();
        assertThat(deployment(id).path("kind").asString()).isEqualTo("forward");
        march().rework().is("numerator", 1).is("denominator", 2);
        march().failRate().is("numerator", 0);

        server.send("PATCH", "/api/v1/deployments/" + id, "{\"unplanned\":false}", 200);
        server.settle();
        march().rework().is("numerator", 0);
        server.send("PATCH", "/api/v1/deployments/" + id, "{\"unplanned\":null}", 200);
        server.settle();
        march().rework().is("numerator", 1);
    }

    @Test
    void takesTheSameTwiceForOne() {
        String body = body(s, "1", "A", "2026-03-02T10:00:00Z", "");
        JsonNode first = post("deployments", body, 201);
        JsonNode again =
                post("deployments", body.replace(s.service(), s.service().toUpperCase(Locale.ROOT)), 200);
        server.settle();

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(server.items("/api/v1/deployments?service=" + FullServer.encode(s.service())))
                .hasSize(1);
        JsonNode delivery =
                server.get("/api/v1/deliveries/" + again.path("delivery").asString());
        assertThat(delivery.path("source").asString()).isEqualTo("api");
        assertThat(delivery.path("event").asString()).isEqualTo("deployment");
        assertThat(delivery.path("status").asString()).isEqualTo("processed");
        assertThat(server.text("/actuator/prometheus"))
                .containsPattern("throughline_deliveries_total\\{outcome=\"accepted\",source=\"api\"} [1-9]");
    }

    @Test
    void tellsASuccessFromWhatCameToNothing() {
        deployed(s, "1", "A", "2026-03-02T10:00:00Z", "");
        String failed = deployed(s, "2", "B", "2026-03-02T11:00:00Z", ",'outcome':'failure'");
        String cancelled = deployed(s, "3", "B", "2026-03-02T11:30:00Z", ",'outcome':'cancelled'");
        server.settle();
        assertThat(deployment(failed).path("outcome").asString()).isEqualTo("failure");
        assertThat(deployment(cancelled).path("outcome").asString()).isEqualTo("cancelled");
        march().frequency().is("count", 1);

        // the same run tried once more
        post("deployments", body(s, "2", "B", "2026-03-02T12:00:00Z", ""), 200);
        server.settle();
        assertThat(deployment(failed).path("finished_at").asString()).isEqualTo("2026-03-02T12:00:00Z");
        march().frequency().is("count", 2);
    }

    @Test
    @DisplayName("commits are found in the repository that a report names, whatever comes first")
    void namesTheRepositoryOfItsCommits() {
        Repository early = story.repository("early");
        List<String> services = new ArrayList<>();
        for (Repository repository : List.of(s, early)) {
            String service = repository.service() + "-till";
            services.add(service);
            repository.push("2026-03-01 09:00", repository.commit("A", "2026-03-01 08:00"));
            repository.push("2026-03-02 09:00", repository.commit("B", "2026-03-02 08:00"));
        }
        reportTill(early);
        server.settle();
        server.tell(story);
        reportTill(s);
        server.settle();

        for (String service : services) {
            List<JsonNode> deployments = server.items("/api/v1/deployments?service=" + FullServer.encode(service));
            assertThat(deployments)
                    .extracting(item -> item.path("linked_by").asString())
                    .containsExactly("push", "push");
            assertThat(server.get("/api/v1/metrics?" + MARCH + "&service=" + FullServer.encode(service))
                            .at("/metrics/change_lead_time/p50")
                            .asInt())
                    .as(service)
                    .isEqualTo(7200);
        }
    }

    private void reportTill(Repository repository) {
        for (String commit : List.of("A", "B")) {
            String finished = commit.equals("A") ? "2026-03-01T10:00:00Z" : "2026-03-02T10:00:00Z";
            post(
                    "deployments",
                    body(
                                    repository,
                                    commit,
                                    commit,
                                    finished,
                                    ",'repository':'" + repository.service().toUpperCase(Locale.ROOT) + "'")
                            .replace(repository.service() + "',", repository.service() + "-till',"),
                    201);
        }
    }

    @Test
    @DisplayName("everything is the same after it was forgotten and read again, and after it was derived again")
    void isTheSameAfterAReplay() {
        f2();
        upload(s, "A", "B");
        deployed(s, "ci-3", "A", "2026-03-03T10:00:00Z", ",'rollback':true,'version':'0.9'");
        change(s, "12", "B");
        incident("1", "ci-3");
        String incident = incident("2", "ci-1");
        post(
                "incidents",
                "{'service':'%s','id':'2','opened_at':'2026-03-10T10:00:00Z','resolved_at':'2026-03-10T11:00:00Z'}"
                        .formatted(s.service()),
                200);
        server.settle();
        List<String> before = everything();
        assertThat(before.toString()).contains(incident, "ci-3");

        server.forgetEverythingDerived();
        server.send("POST", "/api/v1/deliveries/replay", "", 202);
        server.settle();
        assertThat(everything()).isEqualTo(before);

        server.send("POST", "/api/v1/recompute", "", 202);
        server.settle();
        assertThat(everything()).isEqualTo(before);
    }

    private List<String> everything() {
        String service = "service=" + FullServer.encode(s.service());
        List<String> everything = new ArrayList<>();
        for (String list : List.of("deployments", "incidents", "changes")) {
            server.items("/api/v1/" + list + "?" + service).forEach(item -> everything.add(item.toString()));
        }
        // how long ago something was goes on
        everything.add(server.text("/api/v1/metrics?" + MARCH + "&" + service)
                .replaceAll("\"oldest_open_seconds\":\\d+|\"seconds_since_last_event\":\\{[^}]*}", ""));
        return everything;
    }

    @Test
    void saysEverythingThatIsWrongAndKeepsNothing() {
        int before = server.items("/api/v1/deliveries?source=api").size();

        JsonNode problem = post("deployments", "{'id':7,'sha':'abc','finished_at':'soon','rolback':true}", 400);
        assertThat(problem.path("type").asString()).isEqualTo("/problems/bad-body");
        assertThat(problem.path("errors"))
                .extracting(error -> error.path("parameter").asString())
                .containsExactlyInAnyOrder("service", "environment", "sha", "finished_at", "rolback");
        assertThat(problem.path("errors").path(0).path("expected").asString()).isNotBlank();
        post("incidents", "[]", 400);
        post("changes", "{} trailing", 400);
        post("changes", "", 400);
        post("incidents", "{'service':'\\ud800','id':'\\u0000','opened_at':'2026-03-02T10:00:00Z'}", 400);
        String large = body(s, "1", "A", "2026-03-02T10:00:00Z", ",'ref':'" + "x".repeat(1024 * 1024) + "'");
        assertThat(post("deployments", large, 413).path("type").asString()).isEqualTo("/problems/too-large");

        assertThat(server.items("/api/v1/deliveries?source=api")).hasSize(before);
    }

    @Test
    void needsTheTokenAndJson() throws IOException, InterruptedException {
        String body = body(s, "1", "A", "2026-03-02T10:00:00Z", "").replace('\'', '"');
        for (String path : List.of("deployments", "incidents", "changes")) {
            URI address = server.address().resolve("/api/v1/" + path);
            assertThat(status(HttpRequest.newBuilder(address).header("Content-Type", "application/json"), body))
                    .isEqualTo(401);
            assertThat(status(
                            HttpRequest.newBuilder(address)
                                    .header("Content-Type", "application/json")
                                    .header("Authorization", "Bearer other"),
                            body))
                    .isEqualTo(401);
            assertThat(status(
                            HttpRequest.newBuilder(address)
                                    .header("Content-Type", "text/plain")
                                    .header("Authorization", "Bearer token"),
                            body))
                    .isEqualTo(415);
        }
        assertThat(status(HttpRequest.newBuilder(server.address().resolve("/webhooks/api")), body))
                .isEqualTo(404);
    }

    private static int status(HttpRequest.Builder request, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
            return answer.statusCode();
        }
    }

    private Metrics march() {
        return new Metrics(server, MARCH, s);
    }

    private JsonNode deployment(String id) {
        return server.get("/api/v1/deployments/" + id);
    }

    private List<JsonNode> commits(Repository repository, String externalId) {
        String id = server.items("/api/v1/deployments?service=" + FullServer.encode(repository.service())).stream()
                .filter(item -> item.path("external_id").asString().equals(externalId))
                .map(item -> item.path("id").asString())
                .findFirst()
                .orElseThrow();
        return server.items("/api/v1/deployments/" + id + "/changes").stream()
                .filter(item -> item.path("lead_time_seconds").isNumber())
                .toList();
    }

    private List<String> rules(String deployment) {
        List<String> rules = new ArrayList<>();
        deployment(deployment)
                .path("evidence")
                .forEach(piece -> rules.add(piece.path("rule").asString() + "/"
                        + piece.path("confidence").asString()));
        return rules;
    }

    /** Reports a deployment to production and answers its id. */
    private String deployed(Repository repository, String id, String commit, String finishedAt, String more) {
        return post("deployments", body(repository, id, commit, finishedAt, more), 201)
                .path("id")
                .asString();
    }

    private static String body(Repository repository, String id, String commit, String finishedAt, String more) {
        return "{'service':'%s','id':'%s','environment':'production','sha':'%s','finished_at':'%s'%s}"
                .formatted(repository.service(), id, repository.sha(commit), finishedAt, more);
    }

    private String incident(String id, String cause) {
        return post(
                        "incidents",
                        "{'service':'%s','id':'%s','opened_at':'2026-03-10T10:00:00Z','caused_by':['%s']}"
                                .formatted(s.service(), id, cause),
                        201)
                .path("id")
                .asString();
    }

    /** Reports a change of two commits, merged at 11:00. */
    private void change(Repository repository, String id, String mergeCommit) {
        JsonNode kept = post(
                "changes",
                ("{'service':'%1$s','id':'%2$s','repository':'%1$s','opened_at':'2026-03-02T10:30:00Z',"
                                + "'merged_at':'2026-03-02T11:00:00Z','merge_commit_sha':'%3$s','commits':["
                                + "{'sha':'%4$s','author_at':'2026-03-02T09:00:00Z'},"
                                + "{'sha':'%5$s','author_at':'2026-03-02T10:00:00Z'}]}")
                        .formatted(
                                repository.service(),
                                id,
                                repository.sha(mergeCommit),
                                repository.sha("a"),
                                repository.sha("b")),
                201);
        assertThat(kept.has("id")).isFalse();
    }

    private JsonNode post(String path, String body, int status) {
        return server.send("POST", "/api/v1/" + path, body.replace('\'', '"'), status);
    }

    /** Uploads commits one upon the other, each written a day and an hour after the one before, the second at 11:00. */
    private void upload(Repository repository, String... commits) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < commits.length; i++) {
            lines.append(line(
                    repository,
                    commits[i],
                    i == 0 ? null : commits[i - 1],
                    at("2026-03-01 10:00").plusSeconds(i * 90_000L).toString()));
        }
        assertThat(server.upload(lines.toString().getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String line(Repository repository, String commit, @Nullable String parent, String authorAt) {
        return "{\"repository\":\"%s\",\"sha\":\"%s\",\"parents\":\"%s\",\"author_at\":\"%s\",\"committer_at\":\"%s\"}%n"
                .formatted(
                        repository.service(),
                        repository.sha(commit),
                        parent == null ? "" : repository.sha(parent),
                        authorAt,
                        authorAt);
    }
}
