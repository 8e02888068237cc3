package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.Story.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.demo.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Six weeks around a New Year in two repositories, with answers worked out by hand from the definitions. Whatever the order
 * in which the deliveries arrive, the answers are these.
 */
class WebhookStoryIT {

    private final FullServer server = FullServer.shared();

    @TestFactory
    Stream<DynamicTest> givesTheAnswersWorkedOutByHandInEveryOrder() {
        return Stream.concat(
                Stream.of(
                        order("in order", told -> told),
                        order("reversed", List::reversed),
                        order(
                                "doubled",
                                told -> Stream.concat(told.stream(), told.stream())
                                        .toList()),
                        order(
                                "each twice in a row",
                                told -> told.stream()
                                        .flatMap(delivery -> Stream.of(delivery, delivery))
                                        .toList())),
                new Random(20251215)
                        .longs(6)
                        .mapToObj(seed -> order("shuffled by " + seed, told -> {
                            List<Delivery> shuffled = new ArrayList<>(told);
                            Collections.shuffle(shuffled, new Random(seed));
                            return shuffled;
                        })));
    }

    private DynamicTest order(String name, UnaryOperator<List<Delivery>> order) {
        return DynamicTest.dynamicTest(name, () -> {
            NewYearStory story = new NewYearStory(
                    "story-" + name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", ""));
            for (Delivery delivery : order.apply(story.deliveries())) {
                if (delivery.equals(story.withoutId)) {
                    server.postWithoutId(delivery);
                } else {
                    server.post(delivery);
                }
            }
            server.settle();
            assertShopDeployments(story.shop);
            assertShopChanges(story.shop);
            assertShopIncidents(story);
            assertShopMetrics(story.shop);
            assertStock(story);
        });
    }

    /** Which of them failed, why, and what kind each is. */
    private void assertShopDeployments(Repository shop) {
        Deployments deployments = new Deployments(server, shop);

        // the first success of the service
        deployments.of("d1").isKind("initial").hasNotFailed().hasFlags();
        // failed at 11:40, before its first success at 12:00: that failure is nothing, and 12:00 is its time
        deployments.of("d2").isKind("forward").hasNotFailed().hasFlags().isLinkedBy("push");
        // the same commit in the other production environment 20 minutes later: one rollout, at the first
        deployments.of("d3").isMergedInto("d2");
        // staging has no kind
        deployments.of("stage").hasNoKind().hasNotFailed();
        // delivers k on top of the rebased x' and y'; d5 delivers a hotfix, which fails the one before it
        deployments
                .of("d4")
                .isKind("forward")
                .hasFailedBy("hotfix/inferred")
                .hasFlags()
                .isLinkedBy("push");
        // issue 7 names h, which it delivered; that d9 is nearer to the issue in time does not matter
        deployments.of("d5").isKind("forward").hasFailedBy("declared/declared").hasFlags();
        // d7 goes back to mm: the first deployment after the latest run of mm, which is d5, is d6
        deployments.of("d6").isKind("forward").hasFailedBy("rollback/inferred").hasFlags();
        // mm ran before, and first ran before p did
        deployments.of("d7").isKind("rollback").hasNotFailed().hasFlags();
        // p ran before, but first ran after mm did: forward, delivered again
        deployments.of("d8").isKind("forward").hasNotFailed().hasFlags("redelivered");
        // p on p
        deployments.of("d9").isKind("redeploy").hasNotFailed();
        // issue 9, opened half an hour after it, says nothing of a cause
        deployments
                .of("d10")
                .isKind("forward")
                .hasFailedBy("window/heuristic")
                .hasFlags()
                .isLinkedBy("push");
        // a failure after the success of the same deployment
        deployments.of("d11").isKind("forward").hasFailedBy("explicit/explicit").hasFlags();
        // issue 10, opened two and a half hours after it, in the new year
        deployments.of("d12").isKind("forward").hasFailedBy("window/heuristic").hasFlags();
        // the same second: the smaller id is the earlier one
        deployments.of("d13").isKind("forward").hasNotFailed().hasFlags();
        deployments.of("d14").isKind("forward").hasNotFailed().hasFlags();
    }

    /** Every lead time, at the commit that arrived. */
    private void assertShopChanges(Repository shop) {
        Deployments deployments = new Deployments(server, shop);

        deployments.of("d1").delivered();
        // squashed: a 09:00 -> 12:00 and b 10:00 -> 12:00, both arrived as m
        deployments.of("d2").delivered("m 10800", "m 7200");
        // rebased: x 08:00 and y 09:00 -> 10:40. k says 12:10, but was pushed 10:10 -> 10:40
        deployments.of("d4").delivered("x' 9600", "y' 6000", "k 1800 clock_skew");
        // h 11:00 -> 11:30; its merge commit gives no sample
        deployments.of("d5").delivered("h 1800");
        // p 08:30 -> 09:30
        deployments.of("d6").delivered("p 3600");
        deployments.of("d7").delivered();
        deployments.of("d8").delivered();
        deployments.of("d9").delivered();
        // f2 08:00 -> 09:30; f1 was forced away and arrived nowhere
        deployments.of("d10").delivered("f2 5400");
        // s 09:00 -> 10:00
        deployments.of("d11").delivered("s 3600");
        // ny 19:00 -> 22:00
        deployments.of("d12").delivered("ny 10800");
        // t1 09:00 -> 10:00, t2 09:30 -> 10:00
        deployments.of("d13").delivered("t1 3600");
        deployments.of("d14").delivered("t2 1800");
    }

    private void assertShopIncidents(NewYearStory story) {
        Incidents incidents = new Incidents(server, story.shop);

        incidents.of(story.declared).isLinkedBy("declared").isOf("d5");
        incidents.of(story.reopened).isLinkedBy("window").isOf("d10").isResolvedAt(at("2025-12-19 12:10"));
        incidents.of(story.overNewYear).isLinkedBy("window").isOf("d12").isResolvedAt(at("2026-01-01 02:45"));
        // four and a half days after d12: no deployment within 24 hours, so not change-related
        incidents.of(story.unrelated).isLinkedToNothing();
    }

    /**
     * D is d1 d2 d4 d5 d6 d7 d8 d10 d11 d12 in December and d13 d14 in January: d3 went into d2, d9 is a redeploy.
     *
     * <p>Failed are d4 d5 d6 d10 d11 and d12. Recoveries, by the start of the failure:
     * d4: no incident, 10:40 -> d5 at 11:30 = 3000 ·
     * d5: issue 7, 14:00 -> 16:00 = 7200 ·
     * d6: 09:30 -> the rollback d7 at 10:00 = 1800 ·
     * d10: issue 9, 10:00 -> 12:10 with the gap in between = 7800 ·
     * d11: 10:00 -> its next success at 11:00 = 3600 ·
     * d12: issue 10, January 1st 00:30 -> 02:45 = 8100.
     *
     * <p>Rework are d5 (delivers a hotfix) and d7 (a rollback).
     */
    private void assertShopMetrics(Repository shop) {
        Metrics december = new Metrics(server, "from=2025-12-01&until=2026-01-01", shop);
        december.frequency().is("count", 10).is("deploy_days", 7).isAbout("value", 10 / 31.0);
        // 1800 1800 3600 3600 5400 6000 7200 9600 10800 10800
        december.leadTime()
                .is("n", 10)
                .isAbout("value", 5700)
                .isAbout("p75", 9000)
                .isAbout("p90", 10800)
                .isAbout("mean", 6060)
                .hasInterval(1800, 10800);
        december.failRate().is("numerator", 6).is("denominator", 10).isAbout("value", 0.6);
        // 1800 3000 3600 7200 7800
        december.recovery().is("n", 5).is("open", 0).isAbout("value", 3600).isNull("ci");
        december.rework().is("numerator", 2).is("denominator", 10).isAbout("value", 0.2);

        Metrics january = new Metrics(server, "from=2026-01-01&until=2026-02-01", shop);
        january.frequency().is("count", 2).is("deploy_days", 1).isAbout("value", 2 / 31.0);
        january.leadTime().is("n", 2).isAbout("value", 2700);
        january.failRate().is("numerator", 0).is("denominator", 2).isAbout("value", 0);
        january.recovery().is("n", 1).isAbout("value", 8100);
        january.rework().is("numerator", 0).is("denominator", 2).isAbout("value", 0);

        Metrics both = new Metrics(server, "from=2025-12-01&until=2026-02-01&interval=month", shop);
        // seconds in between: 95400 81600 3000 79200 1800 3600 81000 261000 820800 475200 0
        both.frequency().is("count", 12).isAbout("value", 12 / 62.0).isAbout("median_interval_seconds", 81000);
        // 1800 1800 1800 3600 3600 3600 5400 6000 7200 9600 10800 10800; of 12 the interval is [x3, x10]
        both.leadTime()
                .is("n", 12)
                .isAbout("value", 4500)
                .isAbout("p75", 7800)
                .isAbout("p90", 10680)
                .isAbout("mean", 5500)
                .hasInterval(1800, 9600);
        // Wilson: centre 0.5, half width 1.96 sqrt(0.25/12 + 3.8415/576) / (1 + 3.8415/12) = 0.2462
        both.failRate()
                .is("numerator", 6)
                .is("denominator", 12)
                .isAbout("value", 0.5)
                .hasInterval(0.2538, 0.7462);
        // 1800 3000 3600 7200 7800 8100; of 6 the interval is [x1, x6]
        both.recovery()
                .is("n", 6)
                .isAbout("value", 5400)
                .isAbout("p75", 7650)
                .isAbout("p90", 7950)
                .hasInterval(1800, 8100);
        both.rework().is("numerator", 2).is("denominator", 12);
        both.bucket(0).frequency().is("count", 10);
        both.bucket(0).recovery().is("n", 5);
        both.bucket(1).frequency().is("count", 2);
        both.bucket(1).recovery().is("n", 1);

        // changes 1 to 4 from their first commit, direct commits alone: 10800 9600 1800 5400 · 1800 3600 3600 10800
        // 3600 1800
        new Metrics(server, "from=2025-12-01&until=2026-02-01&basis=change", shop)
                .leadTime()
                .is("n", 10)
                .isAbout("value", 3600);
        // changes 1 to 4 from their merge: 3600 2400 600 1800
        new Metrics(server, "from=2025-12-01&until=2026-02-01&basis=merge", shop)
                .leadTime()
                .is("n", 4)
                .isAbout("value", 2100);
        // asked for one of the two production environments: the rollout counts in each that it reached, and once in
        // both
        new Metrics(server, "from=2025-12-01&until=2026-02-01&environment=production-eu", shop)
                .frequency()
                .is("count", 12);
        new Metrics(server, "from=2025-12-01&until=2026-02-01&environment=production-us", shop)
                .frequency()
                .is("count", 1);
    }

    private void assertStock(NewYearStory story) {
        Repository stock = story.stock;
        Deployments deployments = new Deployments(server, stock);
        deployments.of("e1").isKind("initial").delivered();
        // issue 7 of this repository, not that of the other
        deployments.of("e2").isKind("forward").hasFailedBy("window/heuristic").delivered("q1 7200");
        new Incidents(server, stock).of(story.sameNumber).isLinkedBy("window").isOf("e2");
        // forced: what lies below w1 is not known, nor is any deployment there
        deployments.of("e3").isKind("forward").hasFlags("unlinked").delivered();
        // w2 09:30 -> 11:00, on top of w1
        deployments.of("e4").isKind("forward").hasFlags().isLinkedBy("push").delivered("w2 5400");

        for (String name : List.of(story.oldStockName, stock.service())) {
            Metrics metrics = new Metrics(server, "from=2025-12-01&until=2026-02-01&service=" + name);
            metrics.frequency().is("count", 4);
            metrics.leadTime().is("n", 2).isAbout("value", 6300);
            metrics.failRate().is("numerator", 1).is("denominator", 4);
            metrics.recovery().is("n", 1).isAbout("value", 1800);
            metrics.rework().is("numerator", 0);
        }
        assertThat(deployments.of("e1").item().path("service").asString()).isEqualTo(stock.service());
        assertThat(server.items("/api/v1/services").stream()
                        .map(item -> item.path("service").asString()))
                .contains(stock.service())
                .doesNotContain(story.oldStockName);
        assertThat(new Metrics(server, "from=2025-12-01&until=2026-02-01", stock)
                        .frequency()
                        .number("value"))
                .isCloseTo(4 / 62.0, within(1e-6));
    }
}
