package dev.throughline.server.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A badge for a README, from the page of a service to the clipboard. */
class BadgeJourneyIT {

    @Test
    void showsTheBadgeAsItIsChosenAndCopiesIt() {
        try (Visit visit = Visit.to(Site.demo().address())) {
            visit.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Page page = visit.open("/services/acme/checkout");
            page.getByText("Badge for a README").click();
            page.getByLabel("Metric").selectOption("change_fail_rate");
            page.getByLabel("Style").selectOption("for-the-badge");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show"))
                    .click();

            assertThat(page.locator(".preview img"))
                    .hasAttribute("src", Pattern.compile("/badges/change_fail_rate\\.svg\\?.*style=for-the-badge.*"));
            assertThat(page.locator(".preview img").evaluate("image => image.decode().then(() => image.naturalWidth)"))
                    .asString()
                    .matches("[1-9][0-9]+");
            page.locator(".copyable").first().getByText("Copy").click();
            assertThat(page.locator(".copyable").first().getByRole(AriaRole.BUTTON))
                    .hasText("Copied");
            assertThat(page.evaluate("navigator.clipboard.readText()"))
                    .asString()
                    .startsWith("[![")
                    .contains("/badges/change_fail_rate.svg?", "style=for-the-badge", "/services/acme/checkout");
            assertThat(visit.complaints()).isEmpty();
        }
    }
}
