package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Issue;
import dev.throughline.demo.PullRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The conformance vectors under the options that change them, one service an option, and under the profiles: over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptionsIT {

    private static final String MARCH = "from=2026-03-01&until=2026-04-01";

    private final FullServer server = FullServer.start(
            "--throughline.options.services[0].service=*/preceding",
            "--throughline.options.services[0].rollback-blame=preceding",
            "--throughline.options.services[1].service=*/all",
            "--throughline.options.services[1].rollback-blame=all-between",
            "--throughline.options.services[2].service=*/forward",
            "--throughline.options.services[2].cfr-denominator=exclude-rollbacks",
            "--throughline.options.services[3].service=*/deployed",
            "--throughline.options.services[3].recovery-start=deployment",
            "--throughline.options.services[4].service=*/last",
            "--throughline.options.services[4].grouping-at=last",
            "--throughline.options.services[5].service=*/alone",
            "--throughline.options.services[5].grouping=none");

    private final Story c2 = new Story("c2");
    private final Story c6 = new Story("c6");
    private final Story c1 = new Story("c1");
    private final Story r1 = new Story("r1");
    private final Story f3 = new Story("f3");

    @BeforeAll
    void tell() {
        for (String name : List.of("usual", "preceding", "all", "forward")) {
            Repository repository = c2.repository(name);
            forward(repository, 3);
            repository.deployed("D4", "C1", "2026-03-04 10:00");
        }
        hotfix(c6.repository("usual"));
        hotfix(c6.repository("preceding"));
        Repository eight = c1.repository("eight");
        forward(eight, 8);
        for (String cause : List.of("C3", "C3", "C5")) {
            Issue incident = eight.incident("root cause: " + eight.prefix(cause), "2026-03-20 10:00");
            eight.close(incident, "2026-03-20 11:00");
        }
        for (String name : List.of("usual", "deployed")) {
            Repository repository = r1.repository(name);
            repository.push("2026-03-02 09:00", repository.commit("A", "2026-03-02 08:00"));
            repository.deployed("D", "A", "2026-03-02 10:00");
            repository.close(repository.incident("", "2026-03-02 10:30"), "2026-03-02 12:00");
        }
        for (String name : List.of("usual", "last", "alone")) {
            Repository repository = f3.repository(name);
            repository.push("2026-03-02 09:00", repository.commit("A", "2026-03-02 08:00"));
            repository.deployed("eu", "A", "prod-eu", "2026-03-02 10:00");
            repository.deployed("us", "A", "prod-us", "2026-03-02 10:10");
            repository.deployed("ap", "A", "prod-ap", "2026-03-02 10:40");
        }
        List.of(c2, c6, c1, r1, f3).forEach(server::tell);
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    @DisplayName("C2 the rollback blames whom the option says")
    void c2() {
        march("c2/usual").failRate().is("numerator", 1).is("denominator", 4).isAbout("value", 0.25);
        march("c2/preceding").failRate().is("numerator", 1).is("denominator", 4).isAbout("value", 0.25);
        assertThat(failed("c2/usual")).containsExactly("C2");
        assertThat(failed("c2/preceding")).containsExactly("C3");
        march("c2/all").failRate().is("numerator", 2).is("denominator", 4).isAbout("value", 0.5);
        march("c2/forward").failRate().is("numerator", 1).is("denominator", 3).isAbout("value", 1 / 3.0);
        for (String name : List.of("usual", "preceding", "all", "forward")) {
            march("c2/" + name).rework().is("numerator", 1).is("denominator", 4);
        }
    }

    @Test
    @DisplayName("C6 rolled back too, the hotfix is blamed with preceding only")
    void c6() {
        march("c6/usual").failRate().is("numerator", 1).is("denominator", 5);
        march("c6/preceding").failRate().is("numerator", 2).is("denominator", 5);
        assertThat(failed("c6/preceding")).containsExactlyInAnyOrder("C3", "M");
    }

    @Test
    @DisplayName("C1 by profile gitlab: incidents over deployments")
    void c1() {
        march("c1/eight").failRate().isAbout("value", 0.25);
        Metrics gitlab = new Metrics(server, MARCH + "&profile=gitlab&service=c1/eight");
        gitlab.failRate().is("numerator", 3).is("denominator", 8).isAbout("value", 0.375);
        gitlab.leadTime().is("n", 0);
        assertThat(gitlab.answer()
                        .path("metrics")
                        .path("change_lead_time")
                        .path("basis")
                        .asString())
                .isEqualTo("merge");
    }

    @Test
    @DisplayName("R1 from the deployment, by option and by profile")
    void r1() {
        march("r1/usual").recovery().isAbout("p50", 5400);
        march("r1/deployed").recovery().isAbout("p50", 7200);
        new Metrics(server, MARCH + "&profile=fourkeys&service=r1/usual")
                .recovery()
                .isAbout("p50", 7200);
    }

    @Test
    @DisplayName("F3 the last region, and each for itself")
    void f3() {
        assertThat(at("f3/usual")).isEqualTo("2026-03-02T10:00:00Z");
        assertThat(at("f3/last")).isEqualTo("2026-03-02T10:40:00Z");
        march("f3/usual").frequency().is("count", 1);
        march("f3/last").frequency().is("count", 1);
        march("f3/alone").frequency().is("count", 1);
        assertThat(server.items("/api/v1/deployments?service=f3/alone"))
                .extracting(deployment -> deployment.path("kind").asString())
                .containsExactlyInAnyOrder("initial", "redeploy", "redeploy");
    }

    private String at(String service) {
        return server.get("/api/v1/metrics/deployment_frequency/explain?service=" + service + "&" + MARCH)
                .path("items")
                .path(0)
                .path("at")
                .asString();
    }

    @Test
    void namesDefinitionProfileAndOptions() {
        for (String path : List.of("/api/v1/metrics?", "/api/v1/metrics/change_fail_rate/explain?")) {
            JsonNode one = server.get(path + "service=c2/preceding");
            assertThat(one.path("definition").asString()).isEqualTo("v1");
            assertThat(one.path("profile").asString()).isEqualTo("dora");
            assertThat(one.path("options").path("rollback.blame").asString()).isEqualTo("preceding");
            assertThat(one.path("options_by_service").isEmpty()).isTrue();
            JsonNode two = server.get(path + "service=c2/preceding&service=c2/usual&profile=datadog");
            assertThat(two.path("profile").asString()).isEqualTo("datadog");
            assertThat(two.path("options").path("rollback.blame").asString()).isEqualTo("first_after_target");
            assertThat(two.path("options").path("recovery.start").asString()).isEqualTo("deployment");
            assertThat(two.path("options_by_service")
                            .path("c2/preceding")
                            .path("rollback.blame")
                            .asString())
                    .isEqualTo("preceding");
        }
    }

    /** The hotfix of C6, and that it is rolled back. */
    private static void hotfix(Repository s) {
        forward(s, 3);
        s.branch("fix", "C3", "2026-03-04 08:00");
        s.push("fix", "2026-03-04 08:30", s.commit("H", "2026-03-04 08:20"));
        PullRequest fix = s.open("fix", 1, "2026-03-04 08:40");
        s.github().label(fix, "hotfix", Story.at("2026-03-04 08:41"));
        s.push("2026-03-04 09:00", s.commit("H", "2026-03-04 08:20"), s.merge("M", fix, "2026-03-04 09:00"));
        s.merged(fix, "M", "2026-03-04 09:00");
        s.deployed("D4", "M", "2026-03-04 10:00");
        s.deployed("D5", "C2", "2026-03-04 12:00");
    }

    private static void forward(Repository s, int count) {
        for (int i = 1; i <= count; i++) {
            String day = "2026-03-%02d ".formatted(i);
            s.push(day + "09:00", s.commit("C" + i, day + "08:00"));
            s.deployed("D" + i, "C" + i, day + "10:00");
        }
    }

    private Metrics march(String service) {
        return new Metrics(server, MARCH + "&service=" + service);
    }

    /** The commits whose deployments failed. */
    private List<String> failed(String service) {
        Story story = service.startsWith("c2") ? c2 : c6;
        String name = service.substring(service.indexOf('/') + 1);
        List<String> shas = server.items("/api/v1/deployments?failed=true&service=" + service).stream()
                .map(deployment -> deployment.path("sha").asString())
                .toList();
        return List.of("C1", "C2", "C3", "M").stream()
                .filter(word -> shas.contains(story.sha(name, word)))
                .toList();
    }
}
