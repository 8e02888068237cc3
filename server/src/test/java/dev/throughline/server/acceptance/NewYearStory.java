package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.Story.at;

import dev.throughline.demo.Delivery;
import dev.throughline.demo.Issue;
import dev.throughline.demo.PullRequest;
import java.util.List;

/** Six weeks around New Year 2026 in two repositories. The answers stand in {@link WebhookStoryIT}. */
final class NewYearStory {

    final Repository shop;
    final Repository stock;
    final String oldStockName;
    final Delivery withoutId;
    final Issue declared;
    final Issue reopened;
    final Issue overNewYear;
    final Issue unrelated;
    final Issue sameNumber;
    private final Story story;

    NewYearStory(String telling) {
        story = new Story(telling);
        shop = story.repository("shop");
        stock = story.repository("stock");
        oldStockName = stock.service();

        // 1-2 the first deployment
        shop.push("2025-12-15 09:00", shop.commit("c0", "2025-12-15 08:50"));
        shop.deployed("d1", "c0", "production-eu", "2025-12-15 09:30");

        // 3-10 a squashed change, to staging first; fails before it succeeds; then to the second environment
        shop.push(
                "topic",
                "2025-12-16 10:05",
                shop.commit("a", "2025-12-16 09:00"),
                shop.commit("b", "2025-12-16 10:00"));
        PullRequest squashed = shop.open("topic", 2, "2025-12-16 10:30");
        shop.push("2025-12-16 11:00", shop.commit("m", "2025-12-16 11:00", "Change by topic (#1)"));
        withoutId = story.deliveries().getLast();
        shop.merged(squashed, "m", "2025-12-16 11:00");
        shop.deployed("stage", "m", "staging", "2025-12-16 11:20");
        shop.request("d2", "m", "production-eu", "2025-12-16 11:35");
        shop.status("d2", "failure", "2025-12-16 11:40");
        shop.status("d2", "success", "2025-12-16 12:00");
        shop.deployed("d3", "m", "production-us", "2025-12-16 12:20");

        // 11-16 a rebased change, and a commit from a clock two hours ahead
        shop.push(
                "rebased",
                "2025-12-17 09:10",
                shop.commit("x", "2025-12-17 08:00"),
                shop.commit("y", "2025-12-17 09:00"));
        PullRequest rebased = shop.open("rebased", 2, "2025-12-17 09:20");
        shop.push(
                "2025-12-17 10:00",
                shop.rewritten("x'", "2025-12-17 08:00", "2025-12-17 10:00"),
                shop.rewritten("y'", "2025-12-17 09:00", "2025-12-17 10:00"));
        shop.merged(rebased, "y'", "2025-12-17 10:00");
        shop.push("2025-12-17 10:10", shop.commit("k", "2025-12-17 12:10"));
        shop.deployed("d4", "k", "production-eu", "2025-12-17 10:40");

        // 17-22 a hotfix, merged with a merge commit
        shop.push("fix-tax", "2025-12-17 11:05", shop.commit("h", "2025-12-17 11:00"));
        PullRequest hotfix = shop.open("fix-tax", 1, "2025-12-17 11:08");
        shop.github().label(hotfix, "Hotfix", at("2025-12-17 11:10"));
        shop.push(
                "2025-12-17 11:20", shop.commit("h", "2025-12-17 11:00"), shop.merge("mm", hotfix, "2025-12-17 11:20"));
        shop.merged(hotfix, "mm", "2025-12-17 11:20");
        shop.deployed("d5", "mm", "production-eu", "2025-12-17 11:30");

        // 23-27 forward, back, forward to the bad version again, and that once more
        shop.push("2025-12-18 09:00", shop.commit("p", "2025-12-18 08:30"));
        shop.deployed("d6", "p", "production-eu", "2025-12-18 09:30");
        shop.deployed("d7", "mm", "production-eu", "2025-12-18 10:00");
        shop.deployed("d8", "p", "production-eu", "2025-12-18 11:00");
        shop.deployed("d9", "p", "production-eu", "2025-12-18 12:00");

        // 28-30 issue 7, whose cause is declared three days later, by seven digits
        shop.github().countFrom(6);
        declared = shop.incident("Customers cannot pay.", "2025-12-18 14:00");
        shop.close(declared, "2025-12-18 16:00");
        shop.github()
                .edit(declared, "Customers could not pay.\n\nRoot cause: " + shop.prefix("h"), at("2025-12-21 14:00"));

        // 31-36 a branch that is forced: f2 in place of f1
        shop.push("feature", "2025-12-19 08:10", shop.commit("f1", "2025-12-19 07:00"));
        shop.forcePush("feature", "2025-12-19 08:40", shop.commit("f2", "2025-12-19 08:00"));
        PullRequest feature = shop.open("feature", 1, "2025-12-19 08:45");
        shop.push(
                "2025-12-19 09:00",
                shop.commit("f2", "2025-12-19 08:00"),
                shop.merge("mf", feature, "2025-12-19 09:00"));
        shop.merged(feature, "mf", "2025-12-19 09:00");
        shop.deployed("d10", "mf", "production-eu", "2025-12-19 09:30");

        // 37-40 issue 9, reopened
        reopened = shop.incident("", "2025-12-19 10:00");
        shop.close(reopened, "2025-12-19 10:30");
        shop.github().reopen(reopened, at("2025-12-19 11:00"));
        shop.close(reopened, "2025-12-19 12:10");

        // 41-44 a failure after the success, and a success again
        shop.push("2025-12-22 09:10", shop.commit("s", "2025-12-22 09:00"));
        shop.deployed("d11", "s", "production-eu", "2025-12-22 10:00");
        shop.status("d11", "failure", "2025-12-22 10:30");
        shop.status("d11", "success", "2025-12-22 11:00");

        // 45-49 issue 10, over New Year; edited and closed within the same second
        shop.push("2025-12-31 20:00", shop.commit("ny", "2025-12-31 19:00"));
        shop.deployed("d12", "ny", "production-eu", "2025-12-31 22:00");
        overNewYear = shop.incident("", "2026-01-01 00:30");
        shop.github().edit(overNewYear, "Fireworks.", at("2026-01-01 02:45"));
        shop.close(overNewYear, "2026-01-01 02:45");

        // 50-51 issue 11, days after any deployment
        unrelated = shop.incident("The office is flooded.", "2026-01-05 12:00");
        shop.close(unrelated, "2026-01-05 13:00");

        // 52-55 two deployments in the same second
        shop.push("2026-01-06 09:10", shop.commit("t1", "2026-01-06 09:00"));
        shop.push("2026-01-06 09:40", shop.commit("t2", "2026-01-06 09:30"));
        shop.deployed("d13", "t1", "production-eu", "2026-01-06 10:00");
        shop.deployed("d14", "t2", "production-eu", "2026-01-06 10:00");

        // 56-60 the other repository, which has an issue 7 too
        stock.push("2025-12-15 09:00", stock.commit("q0", "2025-12-15 08:00"));
        stock.deployed("e1", "q0", "2025-12-15 10:00");
        stock.push("2025-12-18 13:00", stock.commit("q1", "2025-12-18 12:00"));
        stock.deployed("e2", "q1", "2025-12-18 14:00");
        stock.github().countFrom(6);
        sameNumber = stock.incident("", "2025-12-18 14:30");
        stock.close(sameNumber, "2025-12-18 15:00");

        // 61-65 its main branch is forced; it is renamed
        stock.forcePush("main", "2025-12-19 09:00", stock.commit("w1", "2025-12-19 08:00"));
        stock.deployed("e3", "w1", "2025-12-19 10:00");
        stock.github().rename("warehouse", at("2026-01-07 09:00"));
        stock.push("2026-01-07 10:00", stock.commit("w2", "2026-01-07 09:30"));
        stock.deployed("e4", "w2", "2026-01-07 11:00");
    }

    List<Delivery> deliveries() {
        return story.deliveries();
    }
}
