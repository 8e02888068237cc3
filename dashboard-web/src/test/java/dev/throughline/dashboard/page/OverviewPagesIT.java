package dev.throughline.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.util.HtmlUtils;

/** The pages of many services: the overview, the teams, and what leads to one of them. */
class OverviewPagesIT {

    private static final Pattern NAMES =
            Pattern.compile("<tr role=\"row\">\\s*<th scope=\"row\"[^>]*>(?:<a [^>]*>)?([^<]*)<");

    private static ConfigurableApplicationContext server = PagesApplication.start("--server.port=0");
    private static String address = "";

    @BeforeAll
    static void listen() {
        address = "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void ranksNothingUnlessAskedTo() throws Exception {
        assertThat(names("/")).hasSize(6).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
        assertThat(names("/?sort=service.desc").reversed()).isEqualTo(names("/"));
    }

    @ParameterizedTest
    @CsvSource({
        "deployment_frequency, shop/checkout",
        "deployment_frequency.asc, shop/a-service-with-quite-a-long-name-as-they-come",
        "change_lead_time, shop/a-service-with-quite-a-long-name-as-they-come",
        "undeployed, shop/checkout"
    })
    void sortsByAColumnNumbersDescendingFirstAndWhatHasNoneLast(String sort, String first) throws Exception {
        assertThat(names("/?sort=" + sort)).startsWith(first).hasSize(6);
        if (!sort.equals("undeployed")) {
            assertThat(names("/?sort=" + sort)).endsWith("shop/silent");
        }
        assertThat(get("/?sort=" + sort).body())
                .contains("aria-sort=\"" + (sort.endsWith(".asc") ? "ascending" : "descending") + "\"");
    }

    @Test
    void findsByAPartOfTheNameAndKeepsWhatWasChosen() throws Exception {
        String page = get("/?q=CHECK&period=30d&sort=team").body();

        assertThat(names("/?q=CHECK")).containsExactly("shop/checkout");
        assertThat(text(page)).contains("1 of 6 services · 1 team");
        assertThat(page)
                .contains("name=\"period\" value=\"30d\"")
                .contains("name=\"sort\" value=\"team\"")
                .contains("period=30d&amp;q=CHECK&amp;sort=deployment_frequency\"");
        assertThat(text(get("/?q=nowhere").body())).contains("No service has “ nowhere ” in its name. Show all");
    }

    @Test
    void givesAColumnOneUnitAndSaysWhatAValueRestsOn() throws Exception {
        String page = get("/").body();

        assertThat(text(page))
                .contains("Deployments per day")
                .contains("Lead time median, hours")
                .contains("n 288");
        assertThat(page)
                .contains("title=\"3.200000 per day\">3.2</a>")
                .contains("href=\"/explain/change_fail_rate?service=shop%2Fcheckout\"")
                .contains("title=\"no clear change; the period before: 3.2 per day\"")
                .contains("class=\"hollow\"")
                .contains("class=\"dots\"");
        assertThat(text(page)).contains("All services").contains("2026-03-10, today so far, UTC time");
        assertThat(text(page)).contains("3 5.0 h");
    }

    @Test
    void leadsToTheServiceThatIsMeant() throws Exception {
        assertThat(jump("OpenZipkin/zipkin")).isEqualTo("/services/openzipkin/zipkin");
        assertThat(jump("zipk")).isEqualTo("/services/openzipkin/zipkin");
        assertThat(jump("shop/")).isEqualTo("/?q=shop%2F");
        assertThat(jump("no%20where")).isEqualTo("/?q=no%20where");
        assertThat(jump("")).isEqualTo("/");
    }

    @Test
    void showsATeamWithItsServices() throws Exception {
        assertThat(names("/teams")).containsExactly("shop");
        assertThat(get("/teams?period=30d").body()).contains("href=\"/teams?period=30d&amp;name=shop\"");

        String team = get("/teams?name=SHOP&period=30d").body();
        assertThat(team).contains("<h1>shop</h1>").contains("href=\"/services/shop/checkout?period=30d\"");
        assertThat(names("/teams?name=shop")).hasSizeGreaterThanOrEqualTo(3).allMatch(name -> name.startsWith("shop/"));
        assertThat(names("/?team=shop")).isEqualTo(names("/teams?name=shop"));
        assertThat(text(get("/?team=shop").body())).contains("All of shop");
    }

    @ParameterizedTest
    @CsvSource({
        "/?team=foo, 404",
        "/teams?name=foo, 404",
        "/teams?team=shop, 400",
        "/?sort=velocity, 400",
        "/?page=0, 400",
        "/?foo=bar, 400",
        "/?profile=nobody, 400",
        "/?basis=lines, 400",
        "/?profile=gitlab&basis=commit, 400",
        "/?from=2027-01-01&until=2027-02-01, 400",
        "/?profile=gitlab, 200",
        "/?basis=change, 200"
    })
    void ignoresNothingThatItIsAskedFor(String path, int status) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 200) {
            assertThat(text(answer.body()))
                    .containsAnyOf("Rules as GitLab counts", "Lead time per change, from its first commit");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/teams", "/teams?name=shop", "/?sort=change_fail_rate&q=shop"})
    void keepsToThePolicyAndSaysHowOldItIs(String path) {
        Chromium.Visit visit = Chromium.visit(address + path);

        assertThat(visit.console()).isEmpty();
        assertThat(visit.dom())
                .containsPattern("data-mark=\"as-they-are\"[^>]*><span id=\"live-text\">updated [0-9]+ s ago<")
                .doesNotContain("id=\"offline\"");
    }

    @Test
    void renewsAnOpenPageWhenThereIsSomethingNewAndSaysWhenTheServerIsGone() {
        PagesApplication.FakeFreshness freshness = server.getBean(PagesApplication.FakeFreshness.class);
        // the drive and the page within
        freshness.renewAfter(2);
        try {
            Matcher result = Pattern.compile("<pre id=\"result\">([^<]*)</pre>")
                    .matcher(Chromium.visit(address + "/drive/live.html", "--virtual-time-budget=40000")
                            .dom());
            assertThat(result.find()).isTrue();
            assertThat(result.group(1).lines())
                    .containsExactly(
                            "same document true",
                            "new report true",
                            "still searched 2",
                            "announced 0",
                            "asked for no more true",
                            "says The server cannot be reached. What you see may be out of date.",
                            "beside no connection",
                            "then says 0",
                            "then paused, ");
        } finally {
            freshness.renewAfter(Integer.MAX_VALUE);
        }
    }

    @Test
    void asksForNewsWithoutTheDatabase() throws Exception {
        HttpResponse<String> answer = get("/live");

        assertThat(answer.body()).isEqualTo("as-they-are");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    private static List<String> names(String path) throws Exception {
        return NAMES.matcher(get(path).body())
                .results()
                .map(row -> HtmlUtils.htmlUnescape(row.group(1)))
                .toList();
    }

    private static String jump(String q) throws Exception {
        HttpResponse<String> answer = get("/jump?q=" + q);
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String text(String html) {
        return HtmlUtils.htmlUnescape(html.replaceAll("<[^>]*>", " "))
                .replaceAll("\\s+", " ")
                .replaceAll(" ([.,:)])", "$1");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Accept", path.equals("/live") ? "text/plain" : "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
