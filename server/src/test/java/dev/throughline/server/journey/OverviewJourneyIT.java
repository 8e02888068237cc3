package dev.throughline.server.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.throughline.server.acceptance.FullServer;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every service at a glance: what happens shows by itself, and what is looked for is found by keys alone. */
class OverviewJourneyIT {

    private static final FullServer SERVER = Site.demo();
    /** Longer than the page waits before it asks again. */
    private static final int A_WHILE = 4_000;

    @Test
    void showsADeploymentByItselfUnlessPaused() {
        try (Visit visit = Visit.to(SERVER.address())) {
            Page page = visit.open("/");
            visit.mark();
            deploy("journey/live");
            assertShows(page, "journey/live");

            button(page, "Pause").click();
            deploy("journey/later");
            SERVER.settle();
            page.waitForTimeout(A_WHILE);
            assertThat(service(page, "journey/later")).not().isVisible();
            assertThat(page.locator("#live-text")).containsText("paused");

            button(page, "Resume").click();
            assertShows(page, "journey/later");
            assertThat(visit.isTheSamePage()).isTrue();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void findsSortsAndFiltersByKeysAloneAndGoesBack() {
        try (Visit visit = Visit.to(SERVER.address())) {
            Page page = visit.open("/");
            visit.mark();
            tabTo(page, "#q");
            page.keyboard().type("acme/c");
            page.waitForURL(Pattern.compile(".*/\\?q=acme(/|%2F)c"));
            assertThat(service(page, "acme/ledger")).not().isVisible();
            assertThat(service(page, "acme/checkout")).isVisible();
            assertThat(page.locator("#announced")).containsText("Updated");
            assertThat(page.locator("#q")).isFocused();

            tabTo(page, "thead a[href*='sort=change_lead_time']");
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*[?&]sort=change_lead_time.*"));
            assertThat(page.locator("th[aria-sort=descending]")).containsText("Lead time");
            assertThat(page.locator("tbody tr:not(.pooled) th").first()).containsText("acme/catalog");

            page.keyboard().press("Control+Home");
            tabTo(page, ".controls a[href*='period=30d']");
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*[?&]period=30d.*"));
            assertThat(page.locator(".choice[aria-label=Period] a[aria-current]"))
                    .hasText("30 days");
            assertThat(visit.address()).contains("q=acme", "sort=change_lead_time", "period=30d");
            assertThat(visit.isTheSamePage()).isTrue();

            page.goBack();
            assertThat(page.locator(".choice[aria-label=Period] a[aria-current]"))
                    .hasText("90 days");
            assertThat(visit.address())
                    .contains("q=acme", "sort=change_lead_time")
                    .doesNotContain("period");
            assertThat(page.locator("#q")).hasValue("acme/c");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void jumpsToAServiceFromAnywhere() {
        try (Visit visit = Visit.to(SERVER.address())) {
            Page page = visit.open("/docs");
            page.keyboard().press("/");
            page.keyboard().type("ledger");
            page.keyboard().press("Enter");
            page.waitForURL("**/services/acme/ledger");

            page.keyboard().press("g");
            page.keyboard().press("i");
            page.waitForURL("**/incidents");
            assertThat(visit.complaints()).isEmpty();
        }
    }

    private static void deploy(String service) {
        Instant now = Instant.now();
        SERVER.report("deployments", """
                {"service":"%s","id":"1","environment":"production","sha":"%040x","finished_at":"%s"}""".formatted(service, service.hashCode() & 0xffffffffL, now));
    }

    private static void assertShows(Page page, String service) {
        assertThat(service(page, service)).isVisible(new IsVisibleOptions().setTimeout(30_000));
    }

    private static Locator service(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Goes on to what is asked for as somebody does who has no pointer. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 80; i++) {
            if (Boolean.TRUE.equals(page.evaluate("wanted => document.activeElement.matches(wanted)", selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(selector + " is not reached by Tab");
    }
}
