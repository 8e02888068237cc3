package dev.throughline.dashboard.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.FakeFourKeys;
import dev.throughline.dashboard.wording.Visible;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.util.HtmlUtils;

/** The pages in a real browser, under the content security policy that the server sends. */
class PagesIT {

    private static final Pattern LOADED =
            Pattern.compile("<(?:script|link|img)[^>]*(?:src|href)=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?period=30d&environment=production&timezone=Europe/Berlin",
                "/services/openzipkin/zipkin",
                "/services/openzipkin/zipkin?period=12m&interval=quarter",
                "/services/shop/silent",
                "/services/nobody/knows",
                "/deployments?failed=true&q=da8",
                "/deployments/00000000-0000-0000-0000-000000000001",
                "/incidents?state=open",
                "/changes",
                "/sign-in",
                "/explain/change_lead_time?service=openzipkin/zipkin",
                "/explain/change_fail_rate?service=shop/silent",
                "/explain/change_fail_rate?service=nobody/knows",
                "/services/openzipkin/zipkin?period=forever",
                "/?timezone=Mars/Olympus",
                "/quality",
                "/quality?service=shop/silent",
                "/quality?period=forever",
                "/deliveries",
                "/deliveries?status=malformed&q=acme",
                "/deliveries/246",
                "/deliveries/nobody",
                "/setup",
                "/setup?source=pager-emea",
                "/setup?source=nobody"
            })
    void keepsToThePolicyAndLoadsNothingFromElsewhere(String path) {
        Chromium.Visit visit = Chromium.visit(address + path);

        assertThat(visit.console()).isEmpty();
        assertThat(visit.dom()).contains("Throughline</a>").contains("htmx-config");
        assertThat(loaded(visit.dom()))
                .isNotEmpty()
                .allMatch(link -> link.startsWith("/assets/") || link.startsWith("/webjars/"));
    }

    @Test
    void noticesWhatBreaksThePolicy() {
        assertThat(Chromium.visit(address + "/drive/broken.html?policy").console())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void drawsAChartForEachMetricOfWhichThereIsSomethingToSee() throws Exception {
        String page = get("/services/openzipkin/zipkin", "text/html").body();

        assertThat(page.split("<div class=\"track", -1))
                .as("five, the time line and the days; lead times and their edges")
                .hasSize(1 + 5 + 2 + 2);
        assertThat(page)
                .contains("class=\"bar\"")
                .contains("class=\"bar-provisional\"")
                .contains("class=\"line\"")
                .contains("class=\"band\"")
                .contains("/deployments/00000000-0000-0000-0000-000000000001\"><svg class=\"mark");
        assertThat(get("/services/shop/silent", "text/html").body().split("<div class=\"track", -1))
                .hasSize(1 + 2);
    }

    @Test
    void leadsFromABucketToWhatItIsMadeOf() throws Exception {
        String page = get("/services/openzipkin/zipkin?period=12m&interval=month", "text/html")
                .body();
        String href = "/explain/change_fail_rate?from=2025-12-10&amp;until=2026-01-10&amp;service=openzipkin%2Fzipkin";

        assertThat(page.split(Pattern.quote(href), -1))
                .as("the stretch, the point and the row")
                .hasSizeGreaterThan(2);
        assertThat(get(href.replace("&amp;", "&"), "text/html").body()).contains(">2025-12-10 to 2026-01-09<");
    }

    @Test
    void leadsFromEachBarOfLeadTimesToItsCommits() throws Exception {
        String page = get("/services/openzipkin/zipkin", "text/html").body();
        String bar = "/explain/change_lead_time?service=openzipkin%2Fzipkin&amp;at_least=3600&amp;below=86400";

        assertThat(text(page))
                .contains("321 commits: half of them within")
                .contains("under 1 h 0 0 % 1 to 24 h 107 33.3 % 1 d or more 214 66.7 %");
        assertThat(page.split(Pattern.quote("\"" + bar + "\""), -1))
                .as("the bar and the row")
                .hasSize(1 + 2);
        assertThat(text(get(bar.replace("&amp;", "&"), "text/html").body()))
                .contains("Only those that took 1 h to less than 1 d. However long they took");
        assertThat(text(get("/explain/change_fail_rate?at_least=60", "text/html")
                        .body()))
                .contains("change_fail_rate is not made of durations");
        assertThat(get("/explain/change_lead_time?below=-1", "text/html").statusCode())
                .isEqualTo(400);
    }

    @Test
    void drawsSingleCasesWhereTheyAreFew() throws Exception {
        assertThat(get("/services/openzipkin/zipkin", "text/html").body())
                .as("of failures; commits are too many")
                .containsPattern("mark ring\"[^>]*><title>Failed 2026-03-\\d\\d \\d\\d:\\d\\d, still open<")
                .doesNotContain("da81140: 1 h, deployed");
    }

    @Test
    void swapsTheReportOnlyWhenAnotherIntervalIsChosen() {
        assertThat(result("/drive/swap.html"))
                .containsExactly(
                        "same document true",
                        "address /services/openzipkin/zipkin?interval=month",
                        "chosen month",
                        "first row 2025-12",
                        "charts 9",
                        "title openzipkin/zipkin · Throughline");
    }

    @Test
    void saysByTheFormWhatIsWrongWithIt() {
        assertThat(result("/drive/wrong.html"))
                .containsExactly(
                        "same document true",
                        "says Time zone “Mars/Olympus” should be the name of a time zone such as Europe/Berlin.",
                        "typed Mars/Olympus",
                        "invalid timezone",
                        "open true",
                        "numbers 0",
                        "address has it true",
                        "then says 0",
                        "then numbers 5",
                        "then loads Not found");
    }

    @Test
    void fitsAScreenOf360Pixels() {
        assertThat(result("/drive/narrow.html"))
                .hasSize(9)
                .allSatisfy(line -> assertThat(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
                        .isBetween(300, 360));
    }

    @Test
    void showsEveryNumberWithoutAScript() throws Exception {
        String page = get("/services/openzipkin/zipkin", "text/html").body();

        assertThat(page)
                .contains("title=\"121741 seconds\" data-metric=\"change_lead_time\" data-value=\"121741.0\">1 d 10 h<")
                .contains(">2 of 42 deployments<")
                .contains(">0.8 % to 15.8 %<")
                .contains("<a id=\"interval-")
                .contains("open for <span>2 d 6 h</span>")
                .as("in the time line, and not among the open ones")
                .containsOnlyOnce("Long gone")
                .doesNotContain("javascript:alert")
                .doesNotContain("<b>for some");
    }

    @Test
    void saysWhatHasArrivedAndWhatIsMissingForAFirstNumber() throws Exception {
        try (ConfigurableApplicationContext first = PagesApplication.start("--server.port=0")) {
            String there = "http://127.0.0.1:" + first.getEnvironment().getProperty("local.server.port");
            first.getBean(FakeFourKeys.class).clear();
            first.getBean(FakeDeliveries.class).clear();
            assertThat(Chromium.visit(there + "/").dom()).contains("Nothing has arrived yet");
            assertThat(Chromium.visit(there + "/deliveries").dom()).contains("Nothing has arrived yet.");
            assertThat(Chromium.visit(there + "/quality").dom()).contains("There is no service yet.");
            assertThat(Chromium.visit(there + "/setup?source=tracker").dom()).contains("Waiting for the first event.");

            PagesApplication.afterAPing(first);
            Chromium.Visit ping = Chromium.visit(there + "/");
            assertThat(ping.console()).isEmpty();
            assertThat(text(ping.dom()))
                    .contains("1 delivery has arrived. The latest is ping from github, 12 s ago (2026-03-10 08:59 UTC)"
                            + ": ignored: the event 'ping' names no repository.")
                    .contains("What is missing A deployment to production that succeeded.")
                    .contains("Nothing that has arrived names a repository either")
                    .doesNotContain("Nothing has arrived yet");

            PagesApplication.afterStaging(first);
            assertThat(text(Chromium.visit(there + "/").dom()))
                    .contains(
                            "1,204 deliveries have arrived. The latest is deployment_status from github, 1 h 2 min ago")
                    .contains("3 deliveries could not be used")
                    .contains("Not all of it has been read yet: load this page again in a moment.")
                    .contains("3 deployments have been reported, to area\"1, dev-eu."
                            + " None of them has succeeded in production.")
                    .contains("- environment: \"area\\\"1\" tier: production")
                    .contains("shop/checkout");
        }
        assertThat(get("/", "text/html").body()).doesNotContain("No number yet");
    }

    @Test
    void opensEachNumberUp() throws Exception {
        String page = get("/services/openzipkin/zipkin?period=30d", "text/html").body();
        Matcher links = Pattern.compile("href=\"(/explain/[a-z_]+\\?[^\"]*)\"").matcher(page);
        List<String> explained = links.results()
                .map(link -> link.group(1).replace("&amp;", "&"))
                .filter(link -> link.contains("period=30d"))
                .distinct()
                .toList();
        assertThat(explained)
                .as("five metrics, and two bars of lead times")
                .hasSize(7)
                .contains("/explain/change_lead_time?period=30d&service=openzipkin%2Fzipkin");

        for (String link : explained) {
            HttpResponse<String> answer = get(link, "text/html");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains(">left out: the same version again<")
                    .contains(">2026-02-08 to 2026-03-10, today so far<")
                    .contains("href=\"/services/openzipkin/zipkin?period=30d\"")
                    .contains("href=\"/deployments/00000000-0000-0000-0000-000000000001\"")
                    .contains("rel=\"next\">Next page<")
                    .contains("from=2026-01-08&amp;until=2026-02-08")
                    .doesNotContain("<b>now</b>");
        }
        assertThat(get(explained.get(1), "text/html").body())
                .contains("aria-current=\"true\">Slowest first<")
                .contains(">1 h<")
                .contains("title=\"3600 seconds\"")
                .contains("#77 Answer sooner");
        assertThat(get(explained.get(2), "text/html").body())
                .contains("aria-current=\"true\">What failed<")
                .contains(">failed<")
                .contains(">It was rolled back.<");
    }

    @Test
    void opensWhatHasNotEndedUpToNow() throws Exception {
        assertThat(get("/services/openzipkin/zipkin?period=12m&interval=month", "text/html")
                        .body())
                .contains("/explain/change_fail_rate?from=2026-03-10&amp;service=openzipkin%2Fzipkin\"");
    }

    @Test
    void makesTheLinesOfABadge() throws Exception {
        String page = get(
                        "/badge?service=OpenZipkin/Zipkin&metric=change_fail_rate&days=30&style=flat-square",
                        "text/html")
                .body();

        assertThat(page)
                .contains(
                        "src=\"/badges/change_fail_rate.svg?service=openzipkin%2Fzipkin&amp;days=30&amp;style=flat-square\"")
                .contains("[![change fail rate](" + address
                        + "/badges/change_fail_rate.svg?service=openzipkin%2Fzipkin&amp;days=30")
                .contains("](" + address + "/services/openzipkin/zipkin)")
                .contains("selected=\"selected\">flat-square<")
                .contains("image:" + address + "/badges/");
        assertThat(get("/badge?service=openzipkin/zipkin&metric=velocity", "text/html")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/badge?service=openzipkin/zipkin&colour=red", "text/html")
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/badge?service=nobody", "text/html").statusCode()).isEqualTo(404);
    }

    @Test
    void showsTheDocuments() throws Exception {
        assertThat(get("/docs", "text/html").body())
                .contains("href=\"/docs/sources\"")
                .contains("href=\"/docs/metrics\"");
        Matcher documents = Pattern.compile("href=\"(/docs/[a-z-]+)\"")
                .matcher(get("/docs", "text/html").body());
        Set<String> links = new TreeSet<>();
        documents.results().map(found -> found.group(1)).forEach(document -> {
            String page = opened(document);
            assertThat(page)
                    .as(document)
                    .contains("<h1 id=")
                    .doesNotContain(".md\"")
                    .doesNotContain(".md#");
            Pattern.compile("href=\"(/docs/[a-z0-9/-]+)[\"#]")
                    .matcher(page)
                    .results()
                    .forEach(link -> links.add(link.group(1)));
        });
        assertThat(links).hasSizeGreaterThan(12);
        for (String link : links) {
            assertThat(get(link, "text/html").statusCode()).as(link).isEqualTo(200);
        }
        assertThat(get("/docs/../application", "text/html").statusCode()).isNotEqualTo(200);
        assertThat(get("/docs/nothing", "text/html").statusCode()).isEqualTo(404);
    }

    private static String opened(String path) {
        try {
            return get(path, "text/html").body();
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    @Test
    void saysWhatATypeOfProblemMeans() throws Exception {
        assertThat(get("/problems/bad-body", "text/html").body())
                .contains("<h1 id=\"bad-body\">bad-body</h1>")
                .contains("Status 400.")
                .contains("Status 408.");
        assertThat(get("/problems/no-such", "text/html").statusCode()).isEqualTo(404);
    }

    @Test
    void opensUpTheNumberOfAllServices() throws Exception {
        assertThat(get("/explain/change_fail_rate", "text/html").body())
                .contains(">all services<")
                .contains("href=\"/explain/change_fail_rate?show=left-out\">Left out<");
        assertThat(get("/explain/change_fail_rate?show=best", "text/html").statusCode())
                .isEqualTo(400);
        assertThat(get("/explain/change_fail_rate?show=slowest&after=100", "text/html")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/explain/change_fail_rate?show=slowest&after=-1", "text/html")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"after=now&id=1", "after=2026-01-01T00:00:00Z&id=../x", "after=-999999999-01-01T00:00:00Z&id=1"})
    void refusesAPlaceThatItDidNotMake(String query) throws Exception {
        HttpResponse<String> answer = get("/explain/change_fail_rate?service=openzipkin/zipkin&" + query, "text/html");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("should be ");
    }

    @Test
    void knowsNoOtherMetric() throws Exception {
        assertThat(get("/explain/velocity?service=openzipkin/zipkin", "text/html")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void findsAServiceOfAnyNameAndSpellsItAsItIs() throws Exception {
        String overview = get("/", "text/html").body();
        Matcher link = Pattern.compile("href=\"(/services\\?name=[^\"]*)\"").matcher(overview);
        assertThat(link.find()).isTrue();

        HttpResponse<String> hostile = get(link.group(1).replace("&amp;", "&"), "text/html");
        assertThat(hostile.statusCode()).isEqualTo(200);
        assertThat(hostile.body())
                .contains("<h1>&lt;img src=x onerror=alert(1)&gt;/&quot;&#39;;&amp;%2e;../{x}</h1>")
                .doesNotContain("<img src=x");
        assertThat(Chromium.visit(address + link.group(1).replace("&amp;", "&")).console())
                .isEmpty();

        HttpResponse<String> renamed = get("/services/OpenZipkin/Zipkin?period=30d", "text/html");
        assertThat(renamed.statusCode()).isEqualTo(302);
        assertThat(renamed.headers().firstValue("Location").orElseThrow())
                .endsWith("/services/openzipkin/zipkin?period=30d");
    }

    @Test
    void showsNothingThatCannotBeSeen() throws Exception {
        String name = URLEncoder.encode(PagesApplication.TURNED, UTF_8);
        for (String path : List.of(
                "/",
                "/?environment=" + URLEncoder.encode("prod\u202E-\u05E2", UTF_8),
                "/?timezone=%E2%80%AE%07x",
                "/?%E2%80%AE=%E2%80%AE&from=%E2%80%AE",
                "/services?name=" + name,
                "/services?name=" + name + "&until=%E2%80%AE1",
                "/services/nobody%E2%80%AE/knows",
                "/explain/change_lead_time?service=" + name,
                "/explain/velocity%E2%80%AE?service=" + name,
                "/explain/change_lead_time?after=%E2%80%AE&service=" + name)) {
            String shown = get(path, "text/html").body().replaceAll(" value=\"[^\"]*\"", "");
            assertThat(shown).as(path).contains("Throughline</a>").matches(page -> page.equals(Visible.only(page)));
        }
        assertThat(get("/services?name=" + name, "text/html").body())
                .as("what is seen, and what finds it again")
                .contains("<h1>shop/txt\u05E2\u05D1\u05E8.exe</h1>")
                .contains("name=\"name\" value=\"" + PagesApplication.TURNED + "\"")
                .contains("environment=prod%E2%80%AE-%D7%A2");
    }

    @Test
    void letsNoTextTurnItsNeighboursAround() {
        assertThat(result("/drive/turned.html"))
                .hasSizeGreaterThan(6)
                .allSatisfy(line -> assertThat(line).endsWith(" isolate"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "period=forever",
                "from=yesterday",
                "from=2026-01-02&until=2026-01-02",
                "interval=hour",
                "timezone=Mars/Olympus",
                "timezone=%2B02:00",
                "from=1990-01-01&until=2020-01-01&interval=day",
                "from=1970-01-01&until=9999-01-01",
                "from=2026-03-11",
                "from=1800-01-01",
                "asked=now",
                "period=forever&timezone=nowhere&from=x&until=y&interval=z&asked=never"
            })
    void saysWhatIsWrongWithAChoice(String query) throws Exception {
        for (String path : List.of("/", "/services/openzipkin/zipkin", "/services/shop/silent")) {
            for (String accept : List.of("text/html", "*/*")) {
                HttpResponse<String> answer = get(path + "?" + query, accept);

                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
                assertThat(answer.body())
                        .containsPattern("<form [^>]*>\\s*<p class=\"wrong\" id=\"wrong\" role=\"alert\"><b>")
                        .contains("should be ")
                        .doesNotContain("class=\"metric\"")
                        .doesNotContain("class=\"services\"");
            }
        }
    }

    @Test
    void saysWhatIsWrongAlsoWhereThereIsNoForm() throws Exception {
        HttpResponse<String> answer =
                get("/explain/change_fail_rate?service=openzipkin/zipkin&timezone=%3Cb%3E", "text/html");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<b>Time zone</b> “<bdi>&lt;b&gt;</bdi>” should be ");
    }

    @Test
    void keepsInItsFormWhatWasTyped() throws Exception {
        assertThat(get("/?from=2026-02-01&until=2026-01-01&timezone=Asia/Tokyo&environment=prod-eu", "text/html")
                        .body())
                .contains("name=\"from\" required value=\"2026-02-01\"")
                .contains("value=\"2026-01-01\" aria-invalid=\"true\" aria-describedby=\"wrong\"")
                .contains("value=\"Asia/Tokyo\"")
                .contains("name=\"environment\" value=\"prod-eu\"")
                .contains("href=\"/?timezone=Asia%2FTokyo&amp;environment=prod-eu&amp;period=30d\"");
    }

    @Test
    void answersABrowserWithAPageAndOthersWithout() throws Exception {
        assertThat(get("/nowhere", "text/html,application/xhtml+xml,*/*;q=0.8").body())
                .contains("<h1>Not found</h1>")
                .contains("There is no page at this address.");
        assertThat(get("/nowhere", "*/*").body()).doesNotContain("<html");
        assertThat(get("/nowhere", "application/json").body()).doesNotContain("<html");
        assertThat(get("/api/v1/nowhere", "text/html").body()).doesNotContain("<h1>Not found</h1>");
    }

    @Test
    void tellsABrokenPageNothingButWhereToLook() throws Exception {
        HttpResponse<String> answer = get("/drive/fails", "text/html");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("log has the reason under the trace ")
                .doesNotContain("secret detail");
    }

    @Test
    void saysThatTheDatabaseIsAway() throws Exception {
        HttpResponse<String> answer = get("/drive/away", "text/html");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(answer.body()).contains("The database cannot be reached.");
    }

    @Test
    void keepsScriptsAndStylesInTheBrowserForAYear() throws Exception {
        List<String> links = loaded(get("/", "text/html").body());

        assertThat(links).hasSizeGreaterThanOrEqualTo(5);
        for (String link : links) {
            assertThat(link).containsPattern("-[0-9a-f]{32}\\.");
            assertThat(get(link, "*/*").headers().firstValue("Cache-Control"))
                    .hasValue("max-age=31536000, public, immutable");
        }
    }

    @Test
    void showsTheSecretOnceAndNeverThroughAProxy() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest proxied = HttpRequest.newBuilder(URI.create(address + "/setup"))
                .header("X-Forwarded-For", "203.0.113.9")
                .build();
        assertThat(client.send(proxied, HttpResponse.BodyHandlers.ofString()).body())
                .doesNotContain("made-at-the-first-start");

        PagesApplication.conceal(server);
        HttpResponse<String> first = get("/setup", "text/html");
        assertThat(first.body()).contains("made-at-the-first-start-3f9a").contains("Copy it now");
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(get("/setup", "text/html").body())
                .doesNotContain("made-at-the-first-start")
                .contains("/var/lib/throughline/github-secret")
                .contains("/webhooks/github");
    }

    @Test
    void showsHowToConnectTheChosenSource() throws Exception {
        PagesApplication.conceal(server);
        String issued = text(get("/setup?source=pager-emea", "text/html").body());
        assertThat(issued)
                .contains(
                        "GitHub receiving: 1,204 deliveries, the last 12 min ago; one was refused 25.0 h ago",
                        "◆ refused 4 times in a row, last 3 min ago: there is no secret here",
                        "Tracker ◆ waiting for the first event; its API token is refused",
                        "acme/till github 12.0 d ago silent after 8.0 d",
                        "tells of changes, deployments, incidents")
                .contains("Connect Pager (pager-emea)", "http://127.0.0.1:8080/webhooks/pager-emea")
                .contains("Pager (pager-emea) makes it. Put it into THROUGHLINE_PAGER_EMEA_SECRET or")
                .contains("one: 1 two: {name}")
                .doesNotContain("made-at-the-first-start");
        assertThat(text(get("/setup?source=tracker", "text/html").body()))
                .contains("Its API token is refused: the token has expired.")
                .contains("The one that Throughline was started with: THROUGHLINE_TRACKER_SECRET.");
        assertThat(get("/setup?source=nobody", "text/html").statusCode()).isEqualTo(400);
        assertThat(get("/setup", "text/html").body()).contains("made-at-the-first-start");
    }

    @Test
    void saysWhichIncidentsNoServiceTakesAndWhatWouldTakeThem() throws Exception {
        assertThat(text(get("/", "text/html").body()))
                .contains("12 incidents belong to no service and count in no number. Say whose");
        assertThat(text(get("/setup", "text/html").body()))
                .contains("Incidents that no service takes")
                .contains("pij90n7, checkout <api>", "12 incidents of pager", "Checkout answers 500 <b>again</b>")
                .contains("- \"pager:pij90n7\"");
    }

    @Test
    void showsHowToConnectASourceWhileTheDatabaseIsAway() throws Exception {
        PagesApplication.breakDatabase(server, true);
        try {
            HttpResponse<String> answer = get("/setup", "text/html");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(answer.body())).contains("GitHub not known while the database is away", "Payload URL");
        } finally {
            PagesApplication.breakDatabase(server, false);
        }
    }

    private static List<String> result(String path) {
        Chromium.Visit visit = Chromium.visit(address + path);
        Matcher result = Pattern.compile("<pre id=\"result\">([^<]*)</pre>").matcher(visit.dom());
        assertThat(result.find()).isTrue();
        return result.group(1).lines().toList();
    }

    /** What a page says, without its marks. */
    private static String text(String html) {
        return HtmlUtils.htmlUnescape(html.replaceAll("<[^>]*>", " "))
                .replaceAll("\\s+", " ")
                .replaceAll(" ([.,:)])", "$1")
                .replaceAll("\\( ", "(");
    }

    private static List<String> loaded(String html) {
        return Stream.of(LOADED.matcher(html))
                .flatMap(Matcher::results)
                .map(found -> found.group(1))
                .toList();
    }

    private static HttpResponse<String> get(String path, String accept) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Accept", accept)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
