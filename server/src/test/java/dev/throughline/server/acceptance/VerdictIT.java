package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Issue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people say through the API, and that it is still so after everything was derived again. */
class VerdictIT {

    private static final String MARCH = "from=2026-03-01&until=2026-04-01";

    /** Not the shared one, for it is made to forget. */
    private static final FullServer SERVER = FullServer.start();

    private final FullServer server = SERVER;

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    @DisplayName("C8 failed=false on a deployment with an incident: numerator 0, no recovery, also after a replay")
    void c8() {
        Story story = new Story("verdict-c8");
        Repository s = story.repository("s");
        s.push("2026-03-01 09:00", s.commit("C1", "2026-03-01 08:00"));
        s.deployed("D1", "C1", "2026-03-01 10:00");
        s.push("2026-03-02 09:00", s.commit("C2", "2026-03-02 08:00"));
        s.deployed("D2", "C2", "2026-03-02 10:00");
        Issue incident = s.incident("", "2026-03-02 10:30");
        s.close(incident, "2026-03-02 11:30");
        server.tell(story);
        JsonNode deployment = new Deployments(server, s)
                .of("D2")
                .hasFailedBy("window/heuristic")
                .item();
        String path = "/api/v1/deployments/" + deployment.path("id").asString();

        String body = "{\"failed\":false,\"reason\":\"the network, not us\"}";
        server.send("PATCH", path, body, 401, "Bearer tok");
        server.settle();
        new Deployments(server, s).of("D2").hasFailedBy("window/heuristic");
        server.send("PATCH", path, body, 200);
        server.settle();
        isCleared(s, path);
        new Incidents(server, s).of(incident).isLinkedToNothing();

        server.forgetEverythingDerived();
        for (JsonNode delivery : server.items("/api/v1/deliveries")) {
            server.send("POST", "/api/v1/deliveries/" + delivery.path("id").asString() + "/replay", "", 202);
        }
        server.settle();
        isCleared(s, path);

        server.send("PATCH", path, "{\"failed\":null}", 200);
        server.settle();
        new Deployments(server, s).of("D2").hasFailedBy("window/heuristic");
        new Metrics(server, MARCH, s).recovery().is("n", 1).isAbout("p50", 3600);
    }

    @Test
    void explainsWhatAPersonTookOut() {
        Story story = new Story("verdict-excluded");
        Repository s = story.repository("s");
        s.push("2026-03-01 09:00", s.commit("E1", "2026-03-01 08:00"));
        s.deployed("E1", "E1", "2026-03-01 10:00");
        s.push("2026-03-02 09:00", s.commit("E2", "2026-03-02 08:00"));
        s.deployed("E2", "E2", "2026-03-02 10:00");
        server.tell(story);
        String id = new Deployments(server, s).of("E2").item().path("id").asString();

        server.send("PATCH", "/api/v1/deployments/" + id, "{\"excluded\":true}", 200);
        server.settle();

        new Metrics(server, MARCH, s).frequency().is("count", 1);
        JsonNode explained = server.get(
                "/api/v1/metrics/deployment_frequency/explain?" + MARCH + "&service=" + FullServer.encode(s.service()));
        assertThat(explained.path("items")).hasSize(1);
        assertThat(explained.path("excluded")).hasSize(1);
        assertThat(explained.path("excluded").path(0).path("deployment").asString())
                .isEqualTo(id);
        assertThat(explained.path("excluded").path(0).path("reason").asString()).isEqualTo("excluded");
    }

    private void isCleared(Repository s, String path) {
        new Deployments(server, s).of("D2").hasNotFailed();
        new Metrics(server, MARCH, s).failRate().is("numerator", 0).is("denominator", 2);
        new Metrics(server, MARCH, s).recovery().is("n", 0).is("open", 0).isNull("value");
        JsonNode said = server.get(path).path("verdicts");
        assertThat(said).hasSize(1);
        assertThat(said.get(0).path("reason").asString()).isEqualTo("the network, not us");
    }
}
