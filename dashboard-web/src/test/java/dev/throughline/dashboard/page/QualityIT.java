package dev.throughline.dashboard.page;

import static dev.throughline.dashboard.page.SharedPages.get;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a reader sees of how far the numbers can be trusted. */
class QualityIT {

    @Test
    void listsWhatIsMissingTheWorstFirst() throws Exception {
        String page = get("/quality", 200);

        assertThat(page)
                .contains("3 services of 6 have something missing, the worst first.")
                .contains(
                        "12 of 40 deployments delivered commits that are not known, because no push of ‘release-2.1’ was seen.")
                .contains(">28 of 40<")
                .contains("- environment: &quot;dev-eu&quot;")
                .doesNotContain("openzipkin/zipkin");
        assertThat(page.indexOf("dev-eu")).isLessThan(page.indexOf("release-2.1"));
        assertThat(get("/quality?show=all", 200)).contains("openzipkin/zipkin").contains("Nothing is missing.");
    }

    @Test
    void saysHowItStandsWithTheSources() throws Exception {
        assertThat(get("/quality", 200))
                .contains("1 repository has gone silent; a signature was refused 25.0 h ago")
                .contains("refused 4 times in a row: the secret differs")
                .contains("its API token is refused: the token has expired")
                .contains("7.0 h");
    }

    @Test
    void saysTheSameOnThePageOfTheService() throws Exception {
        String said = "The only deployments in this window went to ‘dev-eu’, which is not production.";

        assertThat(get("/services/shop/silent", 200))
                .contains(said)
                .contains("href=\"/quality?service=shop%2Fsilent\"");
        assertThat(get("/quality?service=shop/silent", 200)).contains(said).doesNotContain("release-2.1");
    }

    @Test
    void saysWhatIsWrongWithAnAddress() throws Exception {
        assertThat(get("/quality?page=0", 400)).contains("the number of a page");
        assertThat(get("/quality?show=some", 400)).contains("left out for services with something missing");
        assertThat(get("/quality?period=forever", 400)).contains("class=\"wrong\"");
        assertThat(get("/quality?service=nobody/knows", 404)).contains("nobody/knows");
    }
}
