package dev.throughline.server.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Why did change fail rate rise in that week? To the incident and the commit in three clicks, and overruled there. */
class EvidenceJourneyIT {

    private static final String SERVICE = "/services/acme/checkout?period=180d";
    private static final Pattern FAILED_OF_ALL = Pattern.compile("(\\d+) of (\\d+) deployments");

    @Test
    void leadsFromABadWeekToItsCommitInThreeClicksAndTakesAVerdictThere() {
        try (Visit visit = Visit.to(Site.demo().address())) {
            Page page = visit.open(SERVICE);
            Matcher before = failRate(page);
            String week = worstWeek(page);

            clickInTheCharts(page, week);
            assertThat(visit.address()).isEqualTo(week);
            page.locator(".parts a[href^='/incidents/']").first().click();
            assertThat(heading(page)).containsText("Incident #");
            page.locator("main a[href^='/deployments/']").first().click();
            assertThat(heading(page)).containsText("Deployment of ");
            assertThat(page.locator("main a[href^='https://github.com/acme/checkout/commit/']")
                            .first())
                    .isVisible();
            String deployment = visit.address();

            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("sign in").setExact(true))
                    .click();
            page.getByLabel("Your name").fill("Ada");
            page.getByLabel("API token").fill("token");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();
            assertThat(visit.address()).isEqualTo(deployment);
            page.getByLabel("Why").fill("The network, not us");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("It did not fail"))
                    .click();
            assertThat(page.locator(".overruled").first()).containsText("says Ada: “The network, not us”");

            visit.open(SERVICE);
            int one = Integer.parseInt(before.group(1)) - 1;
            assertThat(basis(page))
                    .containsText(
                            one + " of " + before.group(2) + " deployments",
                            new ContainsTextOptions().setTimeout(30_000));
            assertThat(visit.complaints()).isEmpty();
        }
    }

    private static Locator heading(Page page) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static Locator basis(Page page) {
        return page.locator("article[aria-labelledby=change_fail_rate]");
    }

    private static Matcher failRate(Page page) {
        Matcher matcher = FAILED_OF_ALL.matcher(basis(page).innerText());
        assertThat(matcher.find()).isTrue();
        return matcher;
    }

    /** Where the number of the week with the highest fail rate leads. */
    private static String worstWeek(Page page) {
        return String.valueOf(page.locator("#buckets td[data-metric=change_fail_rate][data-value]")
                .evaluateAll("""
                        cells => cells
                          .reduce((one, other) => +other.dataset.value > +one.dataset.value ? other : one)
                          .querySelector('a').getAttribute('href')"""));
    }

    /** With the pointer, on whatever is drawn there. */
    private static void clickInTheCharts(Page page, String href) {
        Locator place = page.locator(".tracks a[href='" + href + "']").first();
        place.scrollIntoViewIfNeeded();
        BoundingBox box = place.boundingBox();
        page.mouse().click(box.x + box.width / 2, box.y + box.height / 2);
        page.waitForURL(Pattern.compile(".*/explain/change_fail_rate\\?.*"));
    }
}
