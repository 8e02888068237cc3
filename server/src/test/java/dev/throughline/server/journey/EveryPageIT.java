package dev.throughline.server.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import dev.throughline.server.acceptance.FullServer;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of page, light and dark, wide and narrow: what it looks like is kept in {@code target/screenshots}. */
class EveryPageIT {

    private static final int NARROWEST = 360;

    /**
     * A kind of page.
     *
     * @param path may need to be looked up, so it is asked for late
     * @param server under the name that the reader uses for it
     * @param status that it comes with
     */
    record Kind(String name, URI server, Supplier<String> path, int status) {

        Kind(String name, FullServer server, Supplier<String> path) {
            this(name, server, path, 200);
        }

        Kind(String name, FullServer server, Supplier<String> path, int status) {
            this(name, server.address(), path, status);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        FullServer demo = Site.demo();
        FullServer empty = Site.empty();
        return Stream.of(
                kind("overview", demo, "/"),
                kind("overview-nothing-found", demo, "/?q=nowhere"),
                new Kind("overview-wrong", demo, () -> "/?from=2026-02-01&until=2026-01-01", 400),
                kind("teams", demo, "/teams"),
                kind("team", demo, "/teams?name=payments"),
                kind("service", demo, "/services/acme/checkout"),
                kind("service-by-month", demo, "/services/acme/ledger?period=12m&interval=month"),
                kind("explain-fail-rate", demo, "/explain/change_fail_rate?service=acme/checkout"),
                kind("explain-lead-time", demo, "/explain/change_lead_time?service=acme/catalog&period=30d"),
                kind("badge", demo, "/badge?service=acme/checkout"),
                kind("deployments", demo, "/deployments?service=acme/ledger"),
                new Kind("deployment", demo, () -> "/deployments/" + first("deployments?failed=true")),
                kind("incidents", demo, "/incidents?service=acme/checkout"),
                new Kind("incident", demo, () -> "/incidents/" + first("incidents?service=acme/checkout")),
                kind("changes", demo, "/changes?state=undeployed"),
                new Kind("change", demo, () -> "/changes/" + first("changes?state=deployed")),
                kind("deliveries", demo, "/deliveries?event=issues&q=acme/ledger"),
                new Kind("delivery", demo, () -> "/deliveries/" + first("deliveries")),
                kind("quality", demo, "/quality"),
                kind("weekly-report", demo, "/reports"),
                kind("weekly-report-of-a-team", demo, "/reports?team=payments"),
                kind("connect", demo, "/setup"),
                kind("connect-pager", demo, "/setup?source=pagerduty"),
                kind("api", demo, "/api"),
                kind("docs", demo, "/docs"),
                kind("doc", demo, "/docs/metrics"),
                kind("problem", demo, "/problems/bad-parameter"),
                new Kind("not-found", demo, () -> "/nowhere", 404),
                kind("sign-in", demo, "/sign-in"),
                new Kind("sign-in-needed", Site.closed(), () -> "/", 401),
                new Kind("unknown-host", Chromium.elsewhere(empty.address()), () -> "/", 421),
                kind("empty-overview", empty, "/"),
                kind("empty-teams", empty, "/teams"),
                kind("empty-deployments", empty, "/deployments"),
                kind("empty-deliveries", empty, "/deliveries"),
                kind("empty-quality", empty, "/quality"));
    }

    private static Kind kind(String name, FullServer server, String path) {
        return new Kind(name, server, () -> path);
    }

    private static String first(String list) {
        String separator = list.contains("?") ? "&" : "?";
        return Site.demo()
                .get("/api/v1/" + list + separator + "limit=1")
                .at("/items/0/id")
                .asString();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void readsForEverybodyOnEveryScreen(Kind kind) {
        var softly = new SoftAssertions();
        try (Visit visit = Visit.to(kind.server())) {
            Page page = visit.page();
            Response answer = page.navigate(kind.path().get());
            assertThat(answer.status()).isEqualTo(kind.status());
            page.waitForLoadState(LoadState.NETWORKIDLE);
            softly.assertThat(visit.complaints()).isEmpty();
            for (Look look : Look.values()) {
                look.take(page);
                look.keep(page, kind.name());
                softly.assertThat(look.violations(page)).as("%s", look).isEmpty();
            }
            page.setViewportSize(NARROWEST, Look.HEIGHT);
            softly.assertThat(visit.overflow()).as("pixels too wide").isZero();
        }
        softly.assertAll();
    }

    static Stream<Kind> kindsOnPaper() {
        FullServer demo = Site.demo();
        return Stream.of(
                kind("overview", demo, "/"),
                kind("service", demo, "/services/acme/checkout"),
                kind("weekly-report", demo, "/reports"),
                kind("explain-lead-time", demo, "/explain/change_lead_time?service=acme/catalog&period=30d"),
                new Kind("deployment", demo, () -> "/deployments/" + first("deployments?failed=true")),
                kind("doc", demo, "/docs/metrics"));
    }

    @ParameterizedTest
    @MethodSource("kindsOnPaper")
    void readsOnPaper(Kind kind) {
        var softly = new SoftAssertions();
        try (Visit visit = Visit.to(kind.server())) {
            Page page = visit.open(kind.path().get());
            page.waitForLoadState(LoadState.NETWORKIDLE);
            Look.onPaper(page);
            Look.keepPaper(page, kind.name());
            softly.assertThat(Axe.violations(page)).isEmpty();
            softly.assertThat(visit.overflow()).as("pixels too wide").isZero();
            softly.assertThat(page.locator(".controls:visible, #theme:visible, .skip:visible")
                            .count())
                    .as("nothing to click on paper")
                    .isZero();
        }
        softly.assertAll();
    }

    /** The last bucket of 90 days by week is a day wide on Mondays, that of 12 months by month on the first: marks are at its middle. */
    @ParameterizedTest
    @ValueSource(strings = {"", "?from=2026-01-05&until=2026-03-03&interval=week", "?period=12m&interval=month"})
    void drawsChartsToTheirEnd(String window) {
        try (Visit visit = Visit.to(Site.demo().address())) {
            Page page = visit.open("/services/acme/checkout" + window);
            for (int width : new int[] {NARROWEST, Look.NARROW, Look.WIDE}) {
                page.setViewportSize(width, Look.HEIGHT);
                assertThat(page.evaluate("""
                        () => [...document.querySelectorAll('#report .tracks text, #report .tracks circle, #report .tracks path')]
                          .filter(each => each.getBoundingClientRect().width > 0)
                          .map(each => [each, each.getBoundingClientRect().right
                            - each.closest('.tracks').getBoundingClientRect().right])
                          .filter(([, beyond]) => beyond > 0)
                          .map(([each, beyond]) => `${each.outerHTML} by ${beyond}`)""")).as("cut at a width of %d", width).isEqualTo(List.of());
            }
        }
    }

    @Test
    void offersToCopyOnlyWhatIsShown() {
        try (Visit visit = Visit.to(Site.demo().address())) {
            Page page = visit.open("/deliveries/" + first("deliveries"));

            assertThat(page.locator("pre:visible").count()).isPositive();
            assertThat(page.locator(".copyable > button:visible").count())
                    .isEqualTo(page.locator("pre:visible").count());
        }
    }

    @Test
    void noticesWhatIsWrongWithAPage() {
        try (Visit visit = Visit.to(Site.empty().address())) {
            Page page = visit.open("/sign-in");
            page.evaluate("""
                    () => {
                      document.documentElement.removeAttribute('lang');
                      document.body.append(Object.assign(document.createElement('script'), { textContent: '1' }));
                      document.querySelector('main').append(
                        Object.assign(new Image(), { alt: '', src: 'https://example.org/elsewhere.png' }));
                      document.querySelector('main').style.width = '2000px';
                    }""");

            assertThat(Axe.violations(page)).anyMatch(line -> line.startsWith("html-has-lang"));
            assertThat(visit.overflow()).isPositive();
            assertThat(visit.complaints())
                    .anyMatch(line -> line.contains("script-src"))
                    .anyMatch(line -> line.contains("elsewhere.png"));
        }
    }
}
