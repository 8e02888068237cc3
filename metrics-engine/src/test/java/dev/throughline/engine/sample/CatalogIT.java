package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.at;
import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.sha;
import static dev.throughline.engine.story.Story.touching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.CommitFiles;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.fact.Tier;
import dev.throughline.engine.story.Story;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Services that are not repositories. */
class CatalogIT {

    private static final Catalog.Service API = service("shop/api", "prod-api*", "api", "api/**", "libs/**");
    private static final Catalog.Service WEB = service("shop/web", "prod-web*", "web", "web/**", "libs/**");

    private final Story mono = new Story("acme/mono")
            .push("main", null, "08:00", commit("root", "07:00"))
            .deploy("a0", "root", "prod-api", "08:30")
            .deploy("w0", "root", "prod-web", "08:30");

    /** x (api/), y (web/), z (libs/, shared by both), and one whose files nobody knows. */
    private void commits() {
        mono.push(
                "main",
                "root",
                "10:00",
                touching("x", "09:00", "api/Main.java"),
                touching("y", "09:10", "web/index.html"),
                touching("z", "09:20", "libs/money.c"),
                touching("none", "09:25"),
                commit("unknown", "09:30"));
        mono.deploy("a1", "unknown", "prod-api", "11:00").deploy("w1", "unknown", "prod-web", "12:00");
    }

    @Test
    void l8Monorepo() {
        commits();
        Engine engine = new Engine();
        engine.configure(catalog(API, WEB));
        engine.record(mono.facts()).derive();

        assertThat(engine.services()).containsExactly("shop/api: a0 a1", "shop/web: w0 w1");
        assertThat(engine.deployment(mono, "a1").lead()).containsExactly(6000, 7200);
        assertThat(engine.deployment(mono, "w1").lead()).containsExactly(9600, 10200);
        assertThat(engine.commits(mono, "a1"))
                .extracting(Engine.CommitRow::sha, Engine.CommitRow::lead, Engine.CommitRow::excluded)
                .contains(
                        tuple(sha("y").value(), null, "path"),
                        tuple(sha("none").value(), null, "path"),
                        tuple(sha("unknown").value(), null, "unknown_paths"));
    }

    @Test
    void takesTheFilesOfACommitToldOnTheirOwnInAnyOrder() {
        mono.push("main", "root", "10:00", touching("x", "09:00", "docs/x.md"), commit("y", "09:10"));
        mono.deploy("a1", "y", "prod-api", "11:00");
        CommitFiles ofX = new CommitFiles(mono.repository(), sha("x"), List.of("api/Main.java", "docs/x.md"));
        CommitFiles ofY = new CommitFiles(mono.repository(), sha("y"), List.of("web/index.html"));
        for (List<CommitFiles> first : List.of(List.<CommitFiles>of(), List.of(ofX, ofY))) {
            Engine engine = new Engine();
            engine.configure(catalog(API, WEB));
            engine.record(first).derive();
            engine.record(mono.facts()).derive();
            engine.record(List.of(ofX, ofY, ofX)).derive();

            assertThat(engine.deployment(mono, "a1").lead()).containsExactly(7200);
            assertThat(engine.commits(mono, "a1"))
                    .extracting(Engine.CommitRow::sha, Engine.CommitRow::excluded)
                    .containsExactlyInAnyOrder(tuple(sha("x").value(), null), tuple(sha("y").value(), "path"));
        }
    }

    @Test
    void takesTheFilesOfACommitFromTheGraph() {
        mono.push("main", "root", "10:00", commit("x", "09:00"), commit("y", "09:10"));
        mono.deploy("a1", "y", "prod-api", "11:00");
        Engine engine = new Engine();
        engine.configure(catalog(API, WEB));
        engine.record(mono.facts()).derive();
        assertThat(engine.deployment(mono, "a1").lead()).isEmpty();

        engine.upload(List.of(
                        new GraphCommit(
                                "acme/mono", sha("root"), List.of(), at("07:00"), at("07:00"), List.of("a\tb\\\n")),
                        new GraphCommit(
                                "acme/mono",
                                sha("x"),
                                List.of(sha("root")),
                                at("09:00"),
                                at("09:00"),
                                List.of("api/x")),
                        new GraphCommit(
                                "acme/mono",
                                sha("y"),
                                List.of(sha("x")),
                                at("09:10"),
                                at("09:10"),
                                List.of("web/\"y\""))))
                .derive();

        assertThat(engine.deployment(mono, "a1").lead()).containsExactly(7200);
        assertThat(engine.deployment(mono, "a1").linkedBy()).isEqualTo("graph");
    }

    @Test
    void isTheSameWhetherTheConfigurationOrTheFactsComeFirst() {
        commits();
        mono.labelled(1, "11:30", List.of("incident", "Api")).labelled(2, "12:30", List.of("incident"));
        Engine before = new Engine();
        before.configure(catalog(API, WEB));
        List<String> expected = before.record(mono.facts()).derive().everything();
        assertThat(before.deployment(mono, "a1").failed()).isTrue();
        assertThat(before.deployment(mono, "w1").failed()).isFalse();

        Engine after = new Engine().record(mono.facts()).derive();
        assertThat(after.services()).containsExactly("acme/mono: a0 a1");
        assertThat(after.configure(catalog(API, WEB))).containsExactly("acme/mono", "shop/api", "shop/web");
        // the pushes are read again
        after.record(mono.facts()).derive();

        assertThat(after.everything()).isEqualTo(expected);
        assertThat(after.services()).containsExactly("shop/api: a0 a1", "shop/web: w0 w1");
        assertThat(after.changes()).containsExactly("acme/mono true", "shop/api true", "shop/web true");
    }

    @Test
    void givesEverythingBackWhenAServiceIsConfiguredNoLonger() {
        commits();
        List<String> expected = new Engine().record(mono.facts()).derive().everything();
        Engine engine = new Engine();
        engine.configure(catalog(API, WEB));
        engine.record(mono.facts()).derive();

        engine.configure(Catalog.EMPTY);
        engine.derive();

        assertThat(engine.services()).containsExactly("acme/mono: a0 a1");
        assertThat(engine.everything()).isEqualTo(expected);
    }

    @Test
    void touchesNothingThatDidNotChange() {
        commits();
        Story till = new Story("acme/till").deploy("t", "q", "10:00");
        Engine engine = new Engine();
        engine.configure(catalog(API, WEB));
        engine.record(mono.facts()).record(till.facts()).derive();

        assertThat(engine.configure(catalog(API, WEB))).isEmpty();
        assertThat(engine.configure(catalog(API, service("shop/web", "prod-web*", "web", "web/**"))))
                .containsExactly("shop/web");
        engine.derive();

        assertThat(engine.deployment(mono, "w1").lead()).containsExactly(10200);
        assertThat(engine.deployment(mono, "a1").lead()).containsExactly(6000, 7200);
    }

    @Test
    void mapsTiersOfStoredDeploymentsToo() {
        Story shop = new Story("acme/shop").deploy("1", "a", "blue", "09:00").deploy("2", "a", "production", "12:00");
        Engine engine = new Engine().record(shop.facts()).derive();
        assertThat(engine.services()).containsExactly("acme/shop: 2");

        engine.configure(new Catalog(
                List.of(),
                List.of(new Catalog.TierRule("bl*", Tier.PRODUCTION), new Catalog.TierRule("prod*", Tier.STAGING))));
        assertThat(engine.derive().services()).containsExactly("acme/shop: 1");

        assertThat(engine.record(shop.facts()).derive().services()).containsExactly("acme/shop: 1");
        engine.configure(Catalog.EMPTY);
        assertThat(engine.derive().services()).containsExactly("acme/shop: 2");
    }

    @Test
    void f3CollapsesRegionsOfAConfiguredService() {
        Story shop = new Story("acme/shop")
                .deploy("1", "a", "prod-eu", "10:00")
                .deploy("2", "a", "prod-us", "10:10")
                .deploy("3", "a", "prod-ap", "10:40")
                .deploy("4", "a", "live-web", "10:50");
        Engine engine = new Engine();
        engine.configure(catalog(
                new Catalog.Service(
                        "web", null, List.of("acme/shop"), List.of(), List.of("live-*"), List.of(), List.of(), null),
                new Catalog.Service(
                        "api", null, List.of("acme/shop"), List.of(), List.of("prod-*"), List.of(), List.of(), null)));

        assertThat(engine.record(shop.facts()).derive().services()).containsExactly("api: 1", "web: 4");
    }

    @Test
    void tellsWhatCameBeforeWithinEachRepositoryOfAService() {
        Story ui = new Story("acme/ui")
                .push("main", null, "08:00", commit("u1", "07:00"))
                .deploy("u1", "u1", "09:00")
                .push("main", "u1", "10:00", commit("u2", "09:00"))
                .deploy("u2", "u2", "11:00")
                .deploy("u3", "u1", "12:00");
        Story shop = new Story("acme/shop")
                .push("main", null, "08:00", commit("s1", "07:00"))
                .deploy("s1", "s1", "09:30")
                .push("main", "s1", "10:00", commit("s2", "09:00"))
                .deploy("s2", "s2", "11:30")
                .deploy("s3", "s2", "12:30");
        Engine engine = new Engine();
        engine.configure(catalog(new Catalog.Service(
                "checkout", null, List.of("acme/shop", "acme/ui"), List.of(), List.of(), List.of(), List.of(), null)));
        engine.record(ui.facts()).record(shop.facts()).derive();

        assertThat(engine.services()).containsExactly("checkout: u1 s1 u2 s2 u3 s3");
        assertThat(engine.deployments())
                .extracting(Engine.Row::kind)
                .containsExactly("initial", "initial", "forward", "forward", "rollback", "redeploy");
        assertThat(engine.deployment(shop, "s1").lead()).isEmpty();
        assertThat(engine.deployment(shop, "s2").lead()).containsExactly(9000);
        assertThat(engine.rules(ui, "u2")).containsExactly("rollback");
        assertThat(engine.rules(shop, "s2")).isEmpty();
    }

    @Test
    void keepsADeploymentThatNobodyTakesOutOfTheNumbers() {
        mono.deploy("other", "root", "prod-jobs", "13:00");
        Engine engine = new Engine();
        engine.configure(catalog(API, WEB));

        assertThat(engine.record(mono.facts()).derive().services()).containsExactly("shop/api: a0", "shop/web: w0");
    }

    @Test
    void keepsWhatIsReportedByTheNameOfAServiceWhateverTheEnvironment() {
        Story reported = Story.reportedOf("Shop/API").deploy("r1", "later", "live-eu", "09:00");
        Engine engine = new Engine().record(reported.facts()).derive();
        engine.configure(catalog(WEB, API));

        assertThat(engine.record(mono.facts()).derive().services()).containsExactly("shop/api: a0 r1", "shop/web: w0");
    }

    @Test
    void givesEachServiceWhatItsOwnRuleDeploys() {
        Story shop = tagged();
        Engine engine = new Engine();
        engine.configure(catalog(
                ruled("api", DeploymentEvent.TAG, "api-v\\d.*(?<!-rc)"), ruled("web", DeploymentEvent.TAG, "web-v.*")));
        engine.record(shop.facts()).derive();

        assertThat(engine.services()).containsExactly("api: a1 a2", "web: w1");
        assertThat(engine.deployment(shop, "a2").lead()).containsExactly(7200);
    }

    @Test
    void isTheSameWhetherTheRulesOrTheFactsComeFirst() {
        Story shop = tagged();
        Catalog rules =
                catalog(ruled("api", DeploymentEvent.TAG, "api-.*"), ruled("rest", DeploymentEvent.RELEASE, null));
        Engine before = new Engine();
        before.configure(rules);
        List<String> expected = before.record(shop.facts())
                .derive()
                .record(shop.facts())
                .derive()
                .everything();

        Engine after = new Engine().record(shop.facts()).derive();
        assertThat(after.services()).containsExactly("acme/shop: s1");
        after.configure(rules);
        assertThat(after.derive().everything()).isEqualTo(expected);
        assertThat(after.services()).containsExactly("api: a1 a2 rc", "rest: r1");

        after.configure(
                catalog(ruled("api", DeploymentEvent.TAG, "web-.*"), ruled("rest", DeploymentEvent.RELEASE, null)));
        assertThat(after.derive().services()).containsExactly("api: w1", "rest: r1");

        after.configure(Catalog.EMPTY);
        assertThat(after.derive().services()).containsExactly("acme/shop: s1");
    }

    @Test
    void leavesWhatNoRuleNamesToAServiceWithout() {
        Story shop = tagged();
        Engine engine = new Engine();
        engine.configure(catalog(
                ruled("api", DeploymentEvent.TAG, "api-v.*"),
                new Catalog.Service(
                        "shop", null, List.of("acme/shop"), List.of(), List.of(), List.of(), List.of(), null)));

        assertThat(engine.record(shop.facts()).derive().services()).containsExactly("api: a1 a2 rc", "shop: s1");
    }

    @Test
    void takesAReportWhateverTheRule() {
        Story reported = Story.reportedOf("api").deploy("told", "later", "09:00");
        Engine engine = new Engine();
        engine.configure(catalog(ruled("api", DeploymentEvent.TAG, "api-v1")));

        assertThat(engine.record(reported.facts())
                        .record(tagged().facts())
                        .derive()
                        .services())
                .containsExactly("api: a1 told");
    }

    @Test
    void takesTheEnvironmentsThatARuleNames() {
        Story shop = new Story("acme/shop")
                .deployBy(new ReadFrom(DeploymentEvent.DEPLOYMENT, "production", true), "1", "a", "09:00");
        Engine engine = new Engine();
        Catalog.Rule other = new Catalog.Rule(DeploymentEvent.DEPLOYMENT, null, "prod-*");
        Catalog.Rule its = new Catalog.Rule(DeploymentEvent.DEPLOYMENT, null, "PROD*");
        engine.configure(catalog(ruled("other", other), ruled("its", its)));

        assertThat(engine.record(shop.facts()).derive().services()).containsExactly("its: 1", "other:");
    }

    /** One repository, whose services are tagged apart; one deployment and one release beside that. */
    private static Story tagged() {
        return new Story("acme/shop")
                .push("main", null, "08:00", commit("root", "07:00"))
                .deployBy(tag("api-v1"), "a1", "root", "09:00")
                .deployBy(tag("web-v1"), "w1", "root", "09:05")
                .push("main", "root", "10:30", commit("x", "10:00"))
                .deployBy(tag("api-v2"), "a2", "x", "12:00")
                .deployBy(tag("api-v2-rc"), "rc", "x", "13:00")
                .deployBy(tag("docs-v1"), "d1", "x", "13:10")
                .deployBy(new ReadFrom(DeploymentEvent.DEPLOYMENT, "production", true), "s1", "x", "14:00")
                .deployBy(new ReadFrom(DeploymentEvent.RELEASE, "2024", false), "r1", "x", "15:00");
    }

    private static ReadFrom tag(String name) {
        return new ReadFrom(DeploymentEvent.TAG, name, false);
    }

    private static Catalog.Service ruled(String name, DeploymentEvent from, @Nullable String pattern) {
        return ruled(name, new Catalog.Rule(from, pattern == null ? null : Pattern.compile(pattern), null));
    }

    private static Catalog.Service ruled(String name, Catalog.Rule rule) {
        return new Catalog.Service(name, null, List.of("acme/shop"), List.of(), List.of(), List.of(), List.of(), rule);
    }

    private static Catalog catalog(Catalog.Service... services) {
        return new Catalog(List.of(services), List.of());
    }

    private static Catalog.Service service(String name, String environments, String label, String... paths) {
        return new Catalog.Service(
                name,
                "checkout",
                List.of("acme/mono"),
                Arrays.asList(paths),
                List.of(environments),
                List.of(label),
                List.of(),
                null);
    }
}
