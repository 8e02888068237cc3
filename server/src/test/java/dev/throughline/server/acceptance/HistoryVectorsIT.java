package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.demo.Commit;
import dev.throughline.demo.Delivery;
import dev.throughline.demo.Issue;
import dev.throughline.demo.PullRequest;
import dev.throughline.demo.Run;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The vectors of one history at a time; those about how a change reaches main, what is read in what people write, what is taken for a
 * rollout and the Quick Check are in classes of their own.
 */
class HistoryVectorsIT extends Vectors {

    @Test
    @DisplayName("L1 a merge: each commit of the branch from its own author time, the merge commit not at all")
    void l1() {
        s.push("2026-03-02 14:00", s.commit("C1", "2026-03-02 13:00"));
        s.deployed("D1", "C1", "2026-03-02 14:30");
        s.branch("topic", "C1", "2026-03-02 14:40");
        s.push("2026-03-02 15:00", s.commit("C2", "2026-03-02 15:00"));
        s.push("topic", "2026-03-02 16:00", s.commit("C3", "2026-03-02 16:00"));
        s.push(
                "2026-03-02 17:00",
                s.commit("C3", "2026-03-02 16:00"),
                s.commit("C4", "2026-03-02 17:00", "Merge branch 'topic'"));
        s.deployed("D2", "C4", "2026-03-02 19:00");
        tell();

        deployment("D1").isKind("initial").delivered();
        deployment("D2").delivered("C2 14400", "C3 10800");
        march().leadTime().is("n", 2).isAbout("p50", 12600).isAbout("p90", 14040);
    }

    @Test
    @DisplayName("L2 a squash: the original commits, else the opening of the pull request")
    void l2() {
        Repository unknown = story.repository("unknown");
        for (Repository repository : List.of(s, unknown)) {
            baseline(repository);
        }
        s.branch("topic", "c0", "2026-03-02 08:30");
        s.push("topic", "2026-03-02 10:10", s.commit("a", "2026-03-02 09:00"), s.commit("b", "2026-03-02 10:00"));
        PullRequest known = s.open("topic", 2, "2026-03-02 10:30");
        s.push("2026-03-02 11:00", s.commit("m", "2026-03-02 11:00", "Change by topic (#1)"));
        s.merged(known, "m", "2026-03-02 11:00");
        s.deployed("D", "m", "2026-03-02 12:00");

        PullRequest foreign =
                unknown.github().openFromFork(unknown.sha("b"), "topic", "Change by topic", 2, at("2026-03-02 10:30"));
        unknown.push("2026-03-02 11:00", unknown.commit("m", "2026-03-02 11:00", "Change by topic (#1)"));
        unknown.merged(foreign, "m", "2026-03-02 11:00");
        unknown.deployed("D", "m", "2026-03-02 12:00");
        tell();

        deployment("D").delivered("m 10800", "m 7200");
        march().leadTime().is("n", 2).isAbout("p50", 9000);
        march("change").leadTime().is("n", 1).isAbout("p50", 10800);
        march("merge").leadTime().is("n", 1).isAbout("p50", 3600);
        new Deployments(server, unknown).of("D").delivered("m 5400 pr_opened");
    }

    @Test
    @DisplayName("L3 a rebase: the same as the squash")
    void l3() {
        baseline(s);
        s.branch("topic", "c0", "2026-03-02 08:30");
        s.push("topic", "2026-03-02 10:10", s.commit("a", "2026-03-02 09:00"), s.commit("b", "2026-03-02 10:00"));
        PullRequest change = s.open("topic", 2, "2026-03-02 10:30");
        s.push(
                "2026-03-02 11:00",
                s.rewritten("a'", "2026-03-02 09:00", "2026-03-02 11:00"),
                s.rewritten("b'", "2026-03-02 10:00", "2026-03-02 11:00"));
        s.merged(change, "b'", "2026-03-02 11:00");
        s.deployed("D", "b'", "2026-03-02 12:00");
        tell();

        deployment("D").delivered("a' 10800", "b' 7200");
        march().leadTime().is("n", 2).isAbout("p50", 9000);
        march("change").leadTime().is("n", 1).isAbout("p50", 10800);
        march("merge").leadTime().is("n", 1).isAbout("p50", 3600);
    }

    @Test
    @DisplayName("L4 a failed attempt delivers nothing; its commits flow into the next success")
    void l4() {
        s.push("2026-03-02 09:00", s.commit("A", "2026-03-02 08:00"));
        s.deployed("D1", "A", "2026-03-02 09:30");
        s.push("2026-03-02 10:00", s.commit("B", "2026-03-02 10:00"));
        s.request("attempt", "B", "production", "2026-03-02 10:50");
        s.status("attempt", "failure", "2026-03-02 11:00");
        s.push("2026-03-02 11:30", s.commit("C", "2026-03-02 11:30"));
        s.deployed("D2", "C", "2026-03-02 12:00");
        tell();

        deployment("attempt").hasNoKind().hasNotFailed();
        deployment("D2").delivered("B 7200", "C 1800");
        march().frequency().is("count", 2);
        march().failRate().is("numerator", 0).is("denominator", 2);
    }

    @Test
    @DisplayName("L5 a rollback and a fix: no commit is counted twice")
    void l5() {
        s.push("2026-03-02 08:30", s.commit("A", "2026-03-02 08:00"));
        s.deployed("D1", "A", "2026-03-02 08:45");
        s.push("2026-03-02 09:00", s.commit("B", "2026-03-02 09:00"));
        s.deployed("D2", "B", "2026-03-02 10:00");
        s.deployed("D3", "A", "2026-03-02 10:20");
        s.push("2026-03-02 11:00", s.commit("C", "2026-03-02 11:00"));
        s.deployed("D4", "C", "2026-03-02 12:00");
        tell();

        deployment("D2").delivered("B 3600");
        deployment("D3").isKind("rollback").delivered();
        deployment("D4").delivered("C 3600");
        march().leadTime().is("n", 2).isAbout("p50", 3600);
        new Metrics(server, MARCH + "&profile=datadog", s).leadTime().is("n", 3).isAbout("mean", 6000);
    }

    @Test
    @DisplayName(
            "L6 the same version again is a redeploy") // GitHub knows no digest: the other half cannot be told to it
    void l6() {
        s.push("2026-03-02 09:00", s.commit("A", "2026-03-02 08:00"));
        s.deployed("D1", "A", "2026-03-02 09:30");
        s.deployed("D2", "A", "2026-03-02 10:30");
        tell();

        deployment("D2").isKind("redeploy").delivered();
        march().frequency().is("count", 1);
        march().failRate().is("denominator", 1);
        march().leadTime().is("n", 0);
    }

    @Test
    @DisplayName("L7 clocks: an author's time after the push, a merge after the deployment")
    void l7() {
        baseline(s);
        s.branch("topic", "c0", "2026-03-02 11:00");
        s.push("topic", "2026-03-02 12:00", s.commit("a", "2026-03-02 12:10"));
        PullRequest change = s.open("topic", 1, "2026-03-02 12:01");
        s.push("2026-03-02 12:04", s.commit("a", "2026-03-02 12:10"), s.merge("m", change, "2026-03-02 12:04"));
        s.merged(change, "m", "2026-03-02 12:10");
        s.deployed("D", "m", "2026-03-02 12:05");
        tell();

        deployment("D").delivered("a 300 clock_skew");
        march().leadTime().is("n", 1).isAbout("p50", 300);
        march("merge").leadTime().is("n", 1).isAbout("p50", 0);
        assertThat(server.get("/api/v1/metrics/change_lead_time/explain?" + MARCH + "&basis=merge&service="
                                + FullServer.encode(s.service()))
                        .at("/items/0/flags")
                        .toString())
                .contains("negative_clamped");
    }

    @Test
    @DisplayName("L9 a batch: 2, 26, 50 and 74 hours in one deployment")
    void l9() {
        baseline(s);
        s.push(
                "2026-03-10 11:00",
                s.commit("a", "2026-03-07 10:00"),
                s.commit("b", "2026-03-08 10:00"),
                s.commit("c", "2026-03-09 10:00"),
                s.commit("d", "2026-03-10 10:00"));
        s.deployed("D", "d", "2026-03-10 12:00");
        tell();

        march().frequency().is("count", 1);
        march().leadTime()
                .is("n", 4)
                .isAbout("p50", 38 * 3600)
                .isAbout("p75", 56 * 3600)
                .isAbout("p90", 66.8 * 3600);
    }

    @Test
    @DisplayName("L10 a cherry-pick on a hotfix branch: from the original, and once; by pushes and by the graph")
    void l10() {
        baseline(s);
        s.push("2026-03-02 09:00", s.commit("original", "2026-03-02 09:00"));
        s.branch("hotfix", "c0", "2026-03-03 08:00");
        s.push(
                "hotfix",
                "2026-03-03 08:30",
                s.commit(
                        "picked",
                        "2026-03-03 08:30",
                        "Mend it\n\n(cherry picked from commit " + s.sha("original") + ")"));
        s.deployed("hotfixed", "picked", "2026-03-03 09:00");
        s.push("2026-03-04 08:00", s.commit("next", "2026-03-04 08:00"));
        s.deployed("main", "next", "2026-03-04 09:00");
        tell();

        for (String link : List.of("push", "graph")) {
            deployment("hotfixed").isLinkedBy(link).delivered("picked 86400");
            deployment("main").isLinkedBy(link).delivered("next 3600");
            march().leadTime().is("n", 2);
            upload(
                    graph("c0", "2026-01-05T08:00:00Z"),
                    graph("original", "2026-03-02T09:00:00Z", "c0"),
                    graph("picked", "2026-03-03T08:30:00Z", "c0"),
                    graph("next", "2026-03-04T08:00:00Z", "original"));
        }
    }

    @Test
    @DisplayName("L11 pooling: the median of all samples, not of medians")
    void l11() {
        Repository other = story.repository("other");
        baseline(s);
        baseline(other);
        Commit[] commits = new Commit[100];
        for (int i = 0; i < commits.length; i++) {
            commits[i] = s.commit("c" + (i + 1), "2026-03-10 11:00");
        }
        s.push("2026-03-10 11:30", commits);
        s.deployed("D", "c100", "2026-03-10 12:00");
        other.push("2026-03-10 11:30", other.commit("old", "2026-03-06 08:00"));
        other.deployed("D", "old", "2026-03-10 12:00");
        tell();

        new Metrics(server, MARCH, s, other).leadTime().is("n", 101).isAbout("p50", 3600);
    }

    @Test
    @DisplayName("F1 the same delivery twice, and two successes of one deployment")
    void f1() {
        s.push("2026-03-02 09:00", s.commit("A", "2026-03-02 08:00"));
        s.deployed("D7", "A", "2026-03-02 10:00");
        s.status("D7", "success", "2026-03-02 10:05");
        tell();
        Delivery again = story.deliveries().getLast();
        assertThat(server.post(again.event(), again.id(), again.body()))
                .as("known already")
                .isEqualTo(200);
        server.settle();

        march().frequency().is("count", 1);
        assertThat(Instant.parse(deployment("D7").item().path("finished_at").asString()))
                .isEqualTo(at("2026-03-02 10:00"));
    }

    @Test
    @DisplayName("F4 staging, a failure, then production: one deployment")
    void f4() {
        s.push("2026-03-02 09:00", s.commit("A", "2026-03-02 08:00"));
        s.deployed("staging", "A", "staging", "2026-03-02 09:30");
        s.request("failing", "A", "production", "2026-03-02 09:40");
        s.status("failing", "failure", "2026-03-02 09:50");
        s.deployed("D", "A", "2026-03-02 10:00");
        tell();

        march().frequency().is("count", 1);
        deployment("D").isKind("initial");
    }

    @Test
    @DisplayName("F5 twelve deployments in thirty days are 0.4 a day")
    void f5() {
        for (int day = 1; day <= 12; day++) {
            String morning = "2026-03-%02d ".formatted(2 * day);
            s.push(morning + "09:00", s.commit("C" + day, morning + "08:00"));
            s.deployed("D" + day, "C" + day, morning + "10:00");
        }
        tell();

        new Metrics(server, "from=2026-03-01&until=2026-03-31", s)
                .frequency()
                .is("count", 12)
                .isAbout("value", 0.4)
                .is("deploy_days", 12)
                .isNull("benchmark");
    }

    @Test
    @DisplayName("a push of more commits than GitHub lists: what it hides is nobody's, and before it is known")
    void truncated() {
        s.push("2026-03-02 08:00", s.commit("root", "2026-03-02 07:00"));
        s.deployed("D1", "root", "2026-03-02 08:30");
        s.push(
                "2026-03-02 11:00",
                IntStream.range(0, 2048)
                        .mapToObj(i ->
                                s.commitAt("c" + i, Story.at("2026-03-02 10:00").plusSeconds(i)))
                        .toArray(Commit[]::new));
        s.deployed("D2", "c2047", "2026-03-02 11:10");
        s.push("2026-03-02 11:30", s.commit("e", "2026-03-02 11:20"));
        s.deployed("D3", "e", "2026-03-02 11:40");
        s.branch("old", "root", "2026-03-02 11:45");
        s.push("old", "2026-03-02 11:50", s.commit("f", "2026-03-02 09:30"));
        s.deployed("D4", "f", "2026-03-02 12:00");
        s.branch("new", "root", "2026-03-02 12:05");
        s.push("new", "2026-03-02 12:10", s.commit("g", "2026-03-02 10:30"));
        s.deployed("D5", "g", "2026-03-02 12:30");
        tell();

        deployment("D2")
                .isKind("forward")
                .hasFlags("ambiguous")
                .isLinkedBy("head")
                .delivered();
        deployment("D3").hasFlags().isLinkedBy("push").delivered("e 1200");
        deployment("D4").hasFlags("ambiguous").delivered();
        deployment("D5").hasFlags().delivered("g 7200");
        march().leadTime().is("n", 2);
    }

    @Test
    @DisplayName("F6 every permutation of the events gives the same")
    void f6() {
        List<Repository> tellings = new ArrayList<>();
        for (List<Integer> order : permutations(List.of(0, 1, 2, 3))) {
            Repository one = story.repository("order-" + tellings.size());
            tellings.add(one);
            int before = story.deliveries().size();
            one.push("2026-03-02 09:00", one.commit("A", "2026-03-02 08:00"));
            one.deployed("D1", "A", "2026-03-02 09:30");
            one.push("2026-03-02 10:00", one.commit("B", "2026-03-02 09:00"));
            one.deployed("D2", "B", "2026-03-02 10:00");
            List<Delivery> told = story.deliveries().subList(before, before + 4);
            order.forEach(index -> server.post(told.get(index)));
        }
        server.settle();

        assertThat(tellings).hasSize(24);
        for (Repository one : tellings) {
            Deployments deployments = new Deployments(server, one);
            deployments.of("D1").isKind("initial").delivered();
            deployments.of("D2").isKind("forward").hasFlags().isLinkedBy("push").delivered("B 3600");
        }
    }

    @Test
    @DisplayName("C1 two incidents of one deployment count once") // GitHub cannot say caused_by: declared instead of
    // explicit
    void c1() {
        forward(8);
        for (String cause : List.of("C3", "C3", "C5")) {
            Issue incident = s.incident("Root cause: " + s.prefix(cause), "2026-03-20 10:00");
            s.close(incident, "2026-03-20 11:00");
        }
        tell();

        deployment("D3").hasFailedBy("declared/declared", "declared/declared");
        deployment("D5").hasFailedBy("declared/declared");
        march().failRate()
                .is("numerator", 2)
                .is("denominator", 8)
                .isAbout("value", 0.25)
                .hasInterval(0.0715, 0.5907);
    }

    @Test
    @DisplayName("C2 a rollback over two versions fails the first deployment after its target")
    void c2() {
        forward(3);
        s.deployed("D4", "C1", "2026-03-04 10:00");
        tell();

        deployment("D2").hasFailedBy("rollback/inferred");
        deployment("D3").hasNotFailed();
        deployment("D4").isKind("rollback");
        march().failRate().is("numerator", 1).is("denominator", 4).isAbout("value", 0.25);
        march().rework().is("numerator", 1).is("denominator", 4);
    }

    @Test
    @DisplayName("C7 a conventional revert: by nothing but the title of what it reverts")
    void c7Conventional() {
        baseline(s);
        s.push("2026-03-02 09:00", s.commit("C1", "2026-03-02 08:00", "feat(api): cache (#7)\n\nFaster."));
        s.deployed("D1", "C1", "2026-03-02 10:00");
        s.push("2026-03-02 11:00", s.commit("C2", "2026-03-02 10:30", "fix: typo"));
        s.deployed("D2", "C2", "2026-03-02 11:30");
        s.push("2026-03-02 12:00", s.commit("C3", "2026-03-02 11:50", "revert(api): feat(api): cache (#8)"));
        s.deployed("D3", "C3", "2026-03-02 13:00");
        tell();

        deployment("D1").hasFailedBy("revert/inferred");
        deployment("D2").hasNotFailed();
        march().failRate().is("numerator", 1).is("denominator", 3);
        march().recovery().is("n", 1).isAbout("p50", 10800);
        march().rework().is("numerator", 1);
    }

    @Test
    @DisplayName("F7 two jobs of one run to one environment, twice, overlapping: two deployments and no rollback")
    void f7() {
        baseline(s);
        s.push("2026-03-02 09:30", s.commit("A", "2026-03-02 09:00"));
        s.push("2026-03-02 09:40", s.commit("B", "2026-03-02 09:40"));
        s.ran("A1", "A", new Run(71, 1), "success", "2026-03-02 10:00");
        s.ran("B1", "B", new Run(72, 1), "success", "2026-03-02 10:10");
        s.ran("A2", "A", new Run(71, 1), "success", "2026-03-02 10:20");
        s.ran("B2", "B", new Run(72, 1), "success", "2026-03-02 10:30");
        s.ran("B3", "B", new Run(72, 1), "failure", "2026-03-02 10:40");
        tell();

        deployment("A1").isKind("forward").delivered("A 3600").hasNotFailed();
        deployment("B1").isKind("forward").delivered("B 1800").hasNotFailed();
        assertThat(deployment("A2").item().path("merged_into").asString())
                .isEqualTo(deployment("A1").item().path("id").asString());
        march().frequency().is("count", 2);
        march().failRate().is("numerator", 0).is("denominator", 2);
        march().rework().is("numerator", 0).is("denominator", 2);
    }

    @Test
    @DisplayName("C13 a later attempt of an old run is a rollback; one of the live run that fails is nothing")
    void c13() {
        baseline(s);
        s.push("2026-03-02 08:20", s.commit("C1", "2026-03-02 08:00"));
        s.ran("D1", "C1", new Run(71, 1), "success", "2026-03-02 08:30");
        s.push("2026-03-02 08:50", s.commit("C2", "2026-03-02 08:40"));
        s.ran("D2", "C2", new Run(72, 1), "success", "2026-03-02 09:00");
        s.push("2026-03-02 09:40", s.commit("C3", "2026-03-02 09:30"));
        s.ran("D3", "C3", new Run(73, 1), "success", "2026-03-02 10:00");
        s.ran("again", "C3", new Run(73, 2), "failure", "2026-03-02 10:10");
        s.ran("back", "C2", new Run(72, 2), "success", "2026-03-02 10:20");
        tell();

        deployment("D2").hasNotFailed();
        deployment("D3").hasFailedBy("rollback/inferred");
        deployment("back").isKind("rollback").hasNotFailed();
        march().failRate().is("numerator", 1).is("denominator", 4);
        march().recovery().is("n", 1).isAbout("p50", 1200);
        march().rework().is("numerator", 1).is("denominator", 4);
    }

    @Test
    @DisplayName("C3 there and back again: the return of the version that was rolled back is no rollback")
    void c3() {
        Repository same = story.repository("same");
        same.push("2026-03-01 09:00", same.commit("V1", "2026-03-01 08:00"));
        same.deployed("D1", "V1", "2026-03-01 10:00");
        same.deployed("D2", "V1", "2026-03-01 12:00");
        forward(2);
        s.deployed("D3", "C1", "2026-03-03 10:00");
        s.deployed("D4", "C2", "2026-03-04 10:00");
        tell();

        new Deployments(server, same).of("D2").isKind("redeploy").hasNotFailed();
        new Deployments(server, same).of("D1").hasNotFailed();
        deployment("D2").hasFailedBy("rollback/inferred");
        deployment("D3").isKind("rollback").hasNotFailed();
        deployment("D4")
                .isKind("forward")
                .hasFlags("redelivered")
                .hasNotFailed()
                .delivered();
        march().failRate().is("numerator", 1).is("denominator", 4);
        march().rework().is("numerator", 1).is("denominator", 4);
    }

    @Test
    @DisplayName("C4 the window: a second before its end, at its end, a second after")
    void c4() {
        List<Repository> services = List.of(s, story.repository("exactly"), story.repository("after"));
        List<String> times = List.of("2026-03-03 09:59:59", "2026-03-03 10:00:00", "2026-03-03 10:00:01");
        List<Issue> incidents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Repository service = services.get(i);
            service.push("2026-03-02 09:00", service.commit("A", "2026-03-02 08:00"));
            service.deployed("D", "A", "2026-03-02 10:00");
            incidents.add(service.incident("", times.get(i)));
        }
        tell();

        for (int i = 0; i < 2; i++) {
            new Deployments(server, services.get(i)).of("D").hasFailedBy("window/heuristic");
            new Incidents(server, services.get(i))
                    .of(incidents.get(i))
                    .isLinkedBy("window")
                    .isOf("D");
        }
        new Deployments(server, services.get(2)).of("D").hasNotFailed();
        new Incidents(server, services.get(2)).of(incidents.get(2)).isLinkedToNothing();
    }

    @Test
    @DisplayName("C5 a declared cause names its deployment; the window is not asked")
    void c5() {
        forward(4);
        s.incident("root cause: " + s.prefix("C2"), "2026-03-04 11:00");
        tell();

        deployment("D2").hasFailedBy("declared/declared");
        deployment("D4").hasNotFailed();
        march().failRate().is("numerator", 1).is("denominator", 4);
    }

    @Test
    @DisplayName("C6 a hotfix fails the one before it; rolling it back too blames nobody else")
    void c6() {
        forward(3);
        s.branch("fix", "C3", "2026-03-04 08:00");
        s.push("fix", "2026-03-04 08:30", s.commit("H", "2026-03-04 08:20"));
        PullRequest fix = s.open("fix", 1, "2026-03-04 08:40");
        s.github().label(fix, "hotfix", at("2026-03-04 08:41"));
        s.push("2026-03-04 09:00", s.commit("H", "2026-03-04 08:20"), s.merge("M", fix, "2026-03-04 09:00"));
        s.merged(fix, "M", "2026-03-04 09:00");
        s.deployed("D4", "M", "2026-03-04 10:00");
        tell();

        deployment("D3").hasFailedBy("hotfix/inferred");
        march().recovery().is("n", 1).isAbout("p50", 86_400);
        march().rework().is("numerator", 1).is("denominator", 4);

        int told = story.deliveries().size();
        s.deployed("D5", "C2", "2026-03-04 12:00");
        story.deliveries().subList(told, told + 1).forEach(server::post);
        server.settle();

        deployment("D3").hasFailedBy("hotfix/inferred", "rollback/inferred");
        deployment("D4").hasNotFailed();
        march().failRate().is("numerator", 1).is("denominator", 5);
        // several remediations: the earliest
        march().recovery().is("n", 1).isAbout("p50", 86_400);
        march().rework().is("numerator", 2).is("denominator", 5);
    }

    @Test
    @DisplayName("C7 a revert fails what delivered the reverted, unless both arrive together")
    void c7() {
        forward(1);
        PullRequest bad = mergedChange("bad", "X", "", "2026-03-02");
        s.deployed("D2", "merge of X", "2026-03-02 12:00");
        PullRequest other = mergedChange("other", "Y", "", "2026-03-03");
        mergedChange(
                "revert-" + other.number() + "-other",
                "Z",
                "Reverts " + s.service() + "#" + other.number(),
                "2026-03-04");
        s.deployed("D3", "merge of Z", "2026-03-04 12:00");
        mergedChange("plain", "P", "", "2026-03-05");
        s.deployed("D4", "merge of P", "2026-03-05 12:00");
        mergedChange(
                "revert-" + bad.number() + "-bad", "R", "Reverts " + s.service() + "#" + bad.number(), "2026-03-06");
        s.deployed("D5", "merge of R", "2026-03-06 12:00");
        tell();

        deployment("D2").hasFailedBy("revert/inferred");
        deployment("D3").hasNotFailed();
        deployment("D4").hasNotFailed();
        march().failRate().is("numerator", 1).is("denominator", 5);
        march().rework().is("numerator", 1).is("denominator", 5);
        march().recovery().is("n", 1).isAbout("p50", 4 * 86_400);
    }

    @Test
    @DisplayName("C9 a red pipeline alone: no deployment, so no rate")
    void c9() {
        s.push("2026-03-02 09:00", s.commit("A", "2026-03-02 08:00"));
        s.request("attempt", "A", "production", "2026-03-02 09:30");
        s.status("attempt", "failure", "2026-03-02 10:00");
        tell();

        march().failRate().is("numerator", 0).is("denominator", 0).hasNoValue("no_deployments");
    }

    @Test
    @DisplayName("R1 recovery runs from the impact") // GitHub knows one time only: the issue's opening is the impact
    void r1() {
        deployedAtTen();
        s.close(s.incident("", "2026-03-02 10:30"), "2026-03-02 12:00");
        tell();

        march().recovery().is("n", 1).isAbout("p50", 5400);
    }

    @Test
    @DisplayName("R2 two incidents of one deployment: from the first impact to the last resolution")
    void r2() {
        deployedAtTen();
        s.close(s.incident("", "2026-03-02 10:10"), "2026-03-02 10:50");
        s.close(s.incident("", "2026-03-02 10:30"), "2026-03-02 12:00");
        tell();

        march().recovery().is("n", 1).isAbout("p50", 6600);
    }

    @Test
    @DisplayName("R3 an open failure is no sample, but shown with its age")
    void r3() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        s.push("2026-03-02 09:00", s.commit("A", "2026-03-02 08:00"));
        List<Duration> ages = List.of(Duration.ofHours(90), Duration.ofHours(50), Duration.ofHours(10));
        List<Issue> incidents = new ArrayList<>();
        for (Duration age : ages) {
            String name = age.toHours() + " hours ago";
            Instant then = now.minus(age);
            s.github().push("main", then.minusSeconds(600), List.of(s.commit(name, "2026-03-02 08:00")));
            s.deployed(name, name, "production", then);
            incidents.add(s.incident("", then));
        }
        s.github().close(incidents.get(0), now.minus(ages.get(0)).plusSeconds(3600));
        s.github().close(incidents.get(1), now.minus(ages.get(1)).plusSeconds(7200));
        tell();

        Metrics.One recovery = new Metrics(server, "from=2026-03-01", s).recovery();
        recovery.is("n", 2).isAbout("p50", 5400).is("open", 1);
        assertThat(recovery.number("oldest_open_seconds")).isCloseTo(36_000, within(300.0));
    }

    @Test
    @DisplayName("R4 impact before the deployment, resolved, reopened, resolved") // declared instead of explicit
    void r4() {
        deployedAtTen();
        Issue incident = s.incident("Root cause: " + s.prefix("A"), "2026-03-02 09:50");
        s.close(incident, "2026-03-02 10:30");
        s.github().reopen(incident, at("2026-03-02 10:45"));
        s.close(incident, "2026-03-02 11:15");
        tell();

        march().recovery().is("n", 1).isAbout("p50", 4500);
    }

    @Test
    @DisplayName("R5 an open incident: failed, but no recovery yet")
    void r5() {
        deployedAtTen();
        s.incident("", "2026-03-02 10:30");
        tell();

        march().failRate().is("numerator", 1);
        march().recovery().is("n", 0).is("open", 1).isNull("value");
    }

    @Test
    @DisplayName("T1 a month is that of the zone")
    void t1() {
        deployedAt("2025-06-30 23:30");
        tell();

        bucket("Europe/Berlin", "month").isFromUntil("2025-06-30T22:00:00Z", "2025-07-31T22:00:00Z");
        bucket("America/New_York", "month").isFromUntil("2025-06-01T04:00:00Z", "2025-07-01T04:00:00Z");
    }

    @Test
    @DisplayName("T2 weeks are ISO weeks of the zone, also over New Year")
    void t2() {
        Repository w53 = story.repository("w53");
        Repository w01 = story.repository("w01");
        Repository w02 = story.repository("w02");
        deployedAt("2024-12-29 23:30");
        deployedAt(w53, "2026-12-31 23:30");
        deployedAt(w01, "2025-01-05 22:59:59");
        deployedAt(w02, "2025-01-05 23:00:00");
        tell();

        bucket("Europe/Berlin", "week").isFromUntil("2024-12-29T23:00:00Z", "2025-01-05T23:00:00Z");
        bucket(w53, "Europe/Berlin", "week").isFromUntil("2026-12-27T23:00:00Z", "2027-01-03T23:00:00Z");
        bucket(w01, "Europe/Berlin", "week").isFromUntil("2024-12-29T23:00:00Z", "2025-01-05T23:00:00Z");
        bucket(w02, "Europe/Berlin", "week").isFromUntil("2025-01-05T23:00:00Z", "2025-01-12T23:00:00Z");
    }

    @Test
    @DisplayName("T3 the days on which the clocks change are one day each")
    void t3() {
        Repository autumn = story.repository("autumn");
        deployedAt("2025-03-30 01:30");
        deployedAt(autumn, "2025-10-26 12:00");
        tell();

        Metrics spring = new Metrics(server, "from=2025-03-29&until=2025-04-01&interval=day&timezone=Europe/Berlin", s);
        spring.frequency().isAbout("value", 1 / 3.0);
        spring.bucketWithADeployment()
                .isFromUntil("2025-03-29T23:00:00Z", "2025-03-30T22:00:00Z")
                .frequency()
                .isAbout("value", 1);
        Metrics autumnDays =
                new Metrics(server, "from=2025-10-25&until=2025-10-28&interval=day&timezone=Europe/Berlin", autumn);
        autumnDays.frequency().isAbout("value", 1 / 3.0);
        autumnDays
                .bucketWithADeployment()
                .isFromUntil("2025-10-25T22:00:00Z", "2025-10-26T23:00:00Z")
                .frequency()
                .isAbout("value", 1);
    }

    @Test
    @DisplayName("T4 a window is half-open")
    void t4() {
        deployedAt("2026-03-02 00:00");
        tell();

        new Metrics(server, "from=2026-03-01&until=2026-03-02", s).frequency().is("count", 0);
        new Metrics(server, "from=2026-03-02&until=2026-03-03", s).frequency().is("count", 1);
        new Metrics(server, "from=2026-03-01&until=2026-03-03&interval=day", s)
                .bucketWithADeployment()
                .isFromUntil("2026-03-02T00:00:00Z", "2026-03-03T00:00:00Z");
    }

    private void upload(String... commits) {
        assertThat(server.upload(String.join("\n", commits).getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        server.settle();
    }

    private String graph(String commit, String authored, String... parents) {
        return "{\"repository\":\"%s\",\"sha\":\"%s\",\"parents\":\"%s\",\"author_at\":\"%s\",\"committer_at\":\"%s\"}"
                .formatted(
                        s.service(),
                        s.sha(commit),
                        Stream.of(parents).map(s::sha).collect(Collectors.joining(" ")),
                        authored,
                        authored);
    }

    private void deployedAtTen() {
        deployedAt("2026-03-02 10:00");
    }

    private void deployedAt(String time) {
        deployedAt(s, time);
    }

    private static void deployedAt(Repository repository, String time) {
        repository.push("2024-01-01 09:00", repository.commit("A", "2024-01-01 08:00"));
        repository.deployed("D", "A", time);
    }

    /** A pull request of one commit, merged with a merge commit at ten. */
    private PullRequest mergedChange(String branch, String commit, String body, String day) {
        Commit only = s.commit(commit, day + " 08:00");
        s.github().branch(branch, s.github().head("main"), at(day + " 08:00"));
        s.push(branch, day + " 08:30", only);
        PullRequest change = s.github().open(branch, "Change by " + branch, body, "amara", 1, at(day + " 09:00"));
        s.push(day + " 10:00", only, s.merge("merge of " + commit, change, day + " 10:00"));
        s.merged(change, "merge of " + commit, day + " 10:00");
        return change;
    }

    private Metrics bucket(String timezone, String interval) {
        return bucket(s, timezone, interval);
    }

    private Metrics bucket(Repository repository, String timezone, String interval) {
        String query = "from=2024-12-01&until=2027-02-01&interval=" + interval + "&timezone=" + timezone;
        return new Metrics(server, query, repository).bucketWithADeployment();
    }

    private static List<List<Integer>> permutations(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : items) {
            List<Integer> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<Integer> tail : permutations(rest)) {
                List<Integer> whole = new ArrayList<>(List.of(first));
                whole.addAll(tail);
                all.add(whole);
            }
        }
        return all;
    }
}
