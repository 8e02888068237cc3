package dev.throughline.server.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import dev.throughline.server.acceptance.FullServer;
import org.junit.jupiter.api.Test;

/** The first minutes with a new server, and the first without it. */
class ConnectJourneyIT {

    private static final double PATIENCE = 30_000;

    @Test
    void ticksOffTheFirstEventAndSaysWhenTheServerIsGone() {
        FullServer server = FullServer.start();
        try (Visit visit = Visit.to(server.address())) {
            try (server) {
                Page page = visit.open("/");
                page.getByText("Connect a source").click();
                assertThat(page.locator("#arrival")).containsText("Waiting for the first event");
                visit.mark();
                server.post("ping", "the-first", "{\"zen\":\"It works.\"}".getBytes());
                assertThat(page.locator("#arrival.arrived"))
                        .containsText("ping arrived", new ContainsTextOptions().setTimeout(PATIENCE));
                assertThat(visit.isTheSamePage()).isTrue();
                assertThat(visit.complaints()).isEmpty();
                visit.open("/");
            }
            assertThat(visit.page().locator("#offline"))
                    .containsText("The server cannot be reached", new ContainsTextOptions().setTimeout(PATIENCE));
            assertThat(visit.page().locator("#live-text")).hasText("no connection");
        }
    }
}
