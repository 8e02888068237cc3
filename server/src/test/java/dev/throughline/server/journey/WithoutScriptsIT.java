package dev.throughline.server.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A browser that runs no scripts reads the same numbers, finds its way and says its verdict. */
class WithoutScriptsIT {

    @Test
    void readsEveryNumberAndFindsItsWay() {
        try (Visit visit = Visit.withoutScripts(Site.demo().address())) {
            Page page = visit.open("/");
            assertThat(page.locator("#live")).isHidden();
            assertThat(page.locator("#theme")).isHidden();
            page.getByLabel("Search by name").fill("checkout");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search"))
                    .click();
            assertThat(page.locator("tbody tr:not(.pooled)")).hasCount(1);
            page.locator("tbody th a").click();

            assertThat(page).hasURL(Pattern.compile(".*/services/acme/checkout.*"));
            assertThat(page.locator("#buckets tbody tr").first()).isVisible();
            assertThat(page.locator(".tracks svg.plot").first()).isVisible();
            page.locator("#buckets td[data-metric=deployment_frequency] a")
                    .first()
                    .click();

            assertThat(page).hasURL(Pattern.compile(".*/explain/deployment_frequency.*"));
            assertThat(page.locator("table.parts tbody tr").first()).isVisible();
            assertThat(visit.complaints()).isEmpty();
        }
    }

    @Test
    void overrulesAnIncident() {
        String incident = Site.demo()
                .get("/api/v1/incidents?service=acme/ledger&limit=1")
                .at("/items/0/id")
                .asString();
        try (Visit visit = Visit.withoutScripts(Site.demo().address())) {
            Page page = visit.open("/incidents/" + incident);
            page.getByLabel("Why").fill("A drill");
            page.getByLabel("Your name").fill("Grace");
            page.getByLabel("API token").fill("token");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Leave it out"))
                    .click();

            assertThat(page.locator(".trail")).containsText("A drill");
            assertThat(page.locator(".trail")).containsText("Grace");
            assertThat(visit.complaints()).isEmpty();
        }
    }
}
