package dev.throughline.dashboard.page;

import static dev.throughline.dashboard.page.SharedPages.get;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a reader sees who connects a source. */
class ConnectIT {

    @Test
    void ticksOffTheFirstEventWithItsFate() throws Exception {
        assertThat(get("/setup/arrival?source=github", 200))
                .contains("data-state=\"arrived\"")
                .contains("<a href=\"/deliveries/250\">A delivery arrived 1 min ago → change #482")
                .doesNotContain("<html");
        assertThat(get("/setup/arrival?source=pager-emea", 200))
                .contains("data-state=\"refused\"")
                .contains("4 deliveries in a row were refused, the last 3 min 20 s ago: there is no secret here.");
        assertThat(get("/setup/arrival?source=nobody", 400)).contains("the name of a source");
    }

    @Test
    void saysWhatEachMetricStillNeeds() throws Exception {
        assertThat(get("/setup?source=github", 200)).contains("from this source alone");
        assertThat(get("/setup?source=pager-emea", 200))
                .contains("with deployments from GitHub")
                .contains("with deployments and changes from GitHub");
    }

    @Test
    void leadsToTheFormOfTheForgeAndPastATunnel() throws Exception {
        assertThat(get("/setup?source=github", 200))
                .contains("data-form=\"https://github.com/{name}/settings/hooks/new\"")
                .contains("https://github.com/…/settings/hooks/new")
                .contains("THROUGHLINE_HOSTS=")
                .contains("http://127.0.0.1:8080/api/v1/deployments");
        assertThat(get("/setup?source=tracker", 200)).doesNotContain("data-form");
    }

    @Test
    void isFoundUnderItsName() throws Exception {
        assertThat(get("/connect?source=tracker", 302)).isEmpty();
    }

    @Test
    void showsTheTickAndCopyButtonsInABrowser() {
        Chromium.Visit visit = Chromium.visit(SharedPages.address() + "/setup?source=tracker");

        assertThat(visit.console()).isEmpty();
        assertThat(visit.dom()).contains("class=\"copyable\"").contains(">Copy</button>");
    }
}
