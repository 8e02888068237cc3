package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Run;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The vectors about what is taken for a rollout to production, and of which service. */
class RolloutVectorsIT extends Vectors {

    /** Not the shared one: releases deploy one of its repositories. */
    private static final FullServer SERVER = FullServer.start(
            "--throughline.github.deployments[0].repository=*/released",
            "--throughline.github.deployments[0].from=release");

    RolloutVectorsIT() {
        super(SERVER);
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    @DisplayName("L16 a prerelease that is promoted counts when it is promoted")
    void l16() {
        Repository released = story.repository("released");
        released.push("2026-01-05 09:00", released.commit("c0", "2026-01-05 08:00"));
        released.tag("v1.0.0", "c0", "2026-01-05 09:30");
        released.release("v1.0.0", "2026-01-05 10:00");
        released.push("2026-03-02 09:10", released.commit("A", "2026-03-02 09:00"));
        released.tag("v1.1.0", "A", "2026-03-02 09:50");
        released.prerelease("v1.1.0", "2026-03-02 10:00");
        released.promote("v1.1.0", "2026-03-02 12:00");
        tell();

        new Deployments(server, released)
                .areAsManyAs(2)
                .of("v1.1.0")
                .isKind("forward")
                .finishedAt("2026-03-02 12:00")
                .delivered("A 10800");
        march(released).frequency().is("count", 1);
        march(released).leadTime().is("n", 1).isAbout("p50", 10800);
    }

    @Test
    @DisplayName("F7 a plan for a pull request, though its job names production: no deployment")
    void f7Plan() {
        baseline(s);
        s.push("topic", "2026-03-02 09:05", s.commit("A", "2026-03-02 09:00"));
        s.open("topic", 1, "2026-03-02 09:10");
        s.ran("plan", "A", new Run(71, 1, "pull_request"), "success", "2026-03-02 10:00");
        tell();

        new Deployments(server, s).areAsManyAs(1);
        march().frequency().is("count", 0);
        march().failRate().is("denominator", 0);
        march().leadTime().is("n", 0);
    }

    @Test
    @DisplayName("F8 one deployment, to staging at ten and to production at eleven: one attempt in each")
    void f8() {
        baseline(s);
        s.push("2026-03-02 09:10", s.commit("A", "2026-03-02 09:00"));
        s.deployed("promoted", "A", "staging", "2026-03-02 10:00");
        s.succeededIn("production", "promoted", "2026-03-02 11:00");
        tell();

        Deployments deployments = new Deployments(server, s).areAsManyAs(3);
        deployments.of("promoted", "staging").hasNoKind().finishedAt("2026-03-02 10:00");
        deployments
                .of("promoted", "production")
                .isKind("forward")
                .finishedAt("2026-03-02 11:00")
                .delivered("A 7200");
        march().frequency().is("count", 1);
        march().leadTime().is("n", 1).isAbout("p50", 7200);
    }

    @Test
    @DisplayName("F9 two hosts that came to one number: two services, also where both are called the same")
    void f9() {
        Repository ledger = story.repository("ledger", "git.corp.example", s);
        Repository namesake = story.repository("s", "git.zoo.example", s);
        baseline(s);
        s.push("2026-03-02 09:10", s.commit("A", "2026-03-02 09:00"));
        s.deployed("D1", "A", "2026-03-02 10:00");
        baseline(ledger);
        ledger.push("2026-03-03 09:10", ledger.commit("G", "2026-03-03 09:00"));
        ledger.deployed("D1", "G", "2026-03-03 11:00");
        namesake.push("2026-03-04 09:10", namesake.commit("Z", "2026-03-04 09:00"));
        namesake.deployed("D1", "Z", "2026-03-04 12:00");
        tell();

        assertThat(ledger.externalId("D1")).isEqualTo(s.externalId("D1"));
        new Deployments(server, s).areAsManyAs(2).of("D1").isKind("forward").delivered("A 3600");
        new Deployments(server, ledger)
                .areAsManyAs(2)
                .of("D1")
                .isKind("forward")
                .delivered("G 7200");
        march().frequency().is("count", 1);
        march(ledger).frequency().is("count", 1);
        march(ledger).leadTime().is("n", 1).isAbout("p50", 7200);
        new Metrics(server, MARCH + "&service=git.zoo.example/" + s.service())
                .frequency()
                .is("count", 1);
    }
}
