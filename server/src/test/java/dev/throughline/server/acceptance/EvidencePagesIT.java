package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Issue;
import dev.throughline.demo.PullRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** The pages of single deployments, incidents and changes, as a reader without scripts sees them, and overruling there. */
class EvidencePagesIT {

    private static final Pattern FORM_KEY = Pattern.compile("name=\"form_key\" value=\"([^\"]+)\"");
    private static final String MARCH = "from=2026-03-01&until=2026-04-01";

    private static final FullServer SERVER = FullServer.shared();
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private static String service = "";
    private static String failed = "";
    private static String incident = "";

    @BeforeAll
    static void tell() {
        Story story = new Story("evidence-pages");
        Repository s = story.repository("s");
        s.push("2026-03-01 09:00", s.commit("C1", "2026-03-01 08:00"));
        s.deployed("D1", "C1", "2026-03-01 10:00");
        s.push("2026-03-02 09:00", s.commit("C2", "2026-03-02 08:00"));
        s.deployed("D2", "C2", "2026-03-02 10:00");
        Issue issue = s.incident("", "2026-03-02 10:30");
        s.close(issue, "2026-03-02 11:30");
        SERVER.tell(story);
        service = s.service();
        JsonNode deployment = new Deployments(SERVER, s).of("D2").item();
        failed = "/deployments/" + deployment.path("id").asString();
        incident = "/incidents/"
                + deployment.path("evidence").get(0).path("incident").asString();
    }

    @Test
    void tellsWhyADeploymentFailed() {
        String page = get(failed).body();

        assertThat(text(page))
                .contains("Deployment of ")
                .contains("2026-03-02 10:00 UTC")
                .contains("Failed ◆ because")
                .contains("opened 30 min after it (by time alone: weak evidence)")
                .contains("Delivered 1 commit")
                .contains("2 h")
                .contains("Linked by the pushes that listed them")
                .contains("Restored 2026-03-02 11:30, after 1 h");
        assertThat(page)
                .contains("href=\"" + incident + "\"")
                .containsPattern("Baseline</dt><dd>.*href=\"/deployments/")
                .containsPattern("https://github\\.com/[^\"]+/commit/[0-9a-f]{40}");
    }

    @Test
    void tellsWhatAnIncidentIsLinkedTo() {
        String page = get(incident).body();

        assertThat(text(page))
                .contains("Resolved after 1 h")
                .contains("weak evidence")
                .contains("Opened 2026-03-02 10:30");
        assertThat(page).contains("href=\"" + failed + "\"");
    }

    @Test
    void tellsWhereTheTimeOfAChangeWent() {
        Story story = new Story("evidence-changes");
        Repository s = story.repository("c");
        s.push("2026-03-01 09:00", s.commit("c0", "2026-03-01 08:00"));
        s.deployed("D0", "c0", "2026-03-01 10:00");
        s.branch("topic", "c0", "2026-03-02 09:00");
        s.push("topic", "2026-03-02 10:05", s.commit("a", "2026-03-02 09:00"), s.commit("b", "2026-03-02 10:00"));
        PullRequest change = s.open("topic", 2, "2026-03-02 10:30");
        s.push("2026-03-02 11:00", s.commit("m", "2026-03-02 11:00", "Change by topic (#1)"));
        s.merged(change, "m", "2026-03-02 11:00");
        s.deployed("D", "m", "2026-03-02 12:00");
        SERVER.tell(story);
        JsonNode listed = SERVER.items("/api/v1/changes?service=" + FullServer.encode(s.service()))
                .getFirst();
        String deployment = "/deployments/" + listed.path("deployment").asString();

        String page = get("/changes/" + listed.path("id").asString()).body();

        assertThat(text(page))
                .contains("Live 3 h after its first commit")
                .contains("Coding 1 h 30 min first commit to opening")
                .contains("Review 30 min opening to merge, without a review")
                .contains("topic into main");
        assertThat(page)
                .contains("href=\"" + deployment + "\"")
                .contains("<rect class=\"bar\" y=\"2\" height=\"10\" x=\"0.00%\" width=\"50.00%\">")
                .contains("https://github.com/" + s.service() + "/commit/" + s.sha("a"))
                .contains("https://github.com/" + s.service() + "/commit/" + s.sha("b"));
        assertThat(text(get(deployment).body()))
                .contains("Delivered 2 commits in 1 change")
                .contains("#1 Change by topic (2 commits, 3 h from first commit)");
        assertThat(get("/changes?" + MARCH + "&state=deployed&service=" + FullServer.encode(s.service()))
                        .body())
                .contains("/changes/" + listed.path("id").asString());
    }

    @ParameterizedTest
    @CsvSource({"/deployments/", "/incidents/", "/changes/"})
    void hasNoPageForAnUnknownId(String path) {
        for (String id : new String[] {"00000000-0000-0000-0000-000000000001", "7"}) {
            HttpResponse<String> answer = get(path + id);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("Not found");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | needs the API token    | verdict=did_not_fail&reason=why",
                "401 | not the API token      | verdict=did_not_fail&reason=why&token=tok",
                "401 | not signed in any more | verdict=did_not_fail&reason=why&form_key=of-then",
                "400 | Say why                | verdict=did_not_fail&token=token&reason=%20",
                "400 | Choose one             | verdict=maybe&reason=why&token=token",
                "400 | Choose one             | verdict=no_cause&reason=why&token=token",
                "400 | name should be         | verdict=failed&reason=why&token=token&name=a%00b",
                "400 | reason has to be       | verdict=failed&reason=a%00b&token=token"
            })
    void saysWhatIsWrongWithAFormAndKeepsNothing(int status, String words, String form) {
        HttpResponse<String> answer = post(failed + "/verdict", form, Map.of());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body())
                .containsPattern("role=\"alert\"[^>]*>[^<]*" + words)
                .contains("<form method=\"post\"")
                .doesNotContain("<span>why</span>");
        if (form.contains("reason=why")) {
            assertThat(answer.body()).contains(">why</textarea>");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Origin,https://attacker.example",
        "Origin,null"
    })
    void takesNoFormOfAnotherSite(String header, String value) {
        for (String path : new String[] {failed, incident}) {
            HttpResponse<String> answer =
                    post(path + "/verdict", "verdict=exclude&reason=why&token=token", Map.of(header, value));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(text(answer.body())).contains("did not come from a page of this server");
        }
    }

    @Test
    void takesAVerdictFromWhoIsSignedInAndShowsWhatFollows() {
        HttpResponse<String> signedIn = post("/sign-in", "token=token&name=Ada+L.&to=" + failed, Map.of());
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(signedIn.headers().firstValue("Location")).contains(failed);
        String cookie =
                signedIn.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        Map<String, String> browser = browser(cookie);
        String page = get(failed, browser).body();
        assertThat(page).contains("signed in as").contains("Ada L.").doesNotContain("name=\"token\"");
        Matcher key = FORM_KEY.matcher(page);
        assertThat(key.find()).isTrue();
        String form = "verdict=did_not_fail&reason=the+network%2C+not+us&form_key=";

        HttpResponse<String> forged = post(failed + "/verdict", form, browser);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(text(forged.body())).contains("signed in again since");

        HttpResponse<String> answer = post(failed + "/verdict", form + key.group(1), browser);
        assertThat(answer.statusCode()).isEqualTo(303);
        String next = answer.headers().firstValue("Location").orElseThrow();
        assertThat(next).startsWith(failed);
        SERVER.settle();
        assertThat(text(get(next, browser).body()))
                .contains("Did not fail")
                .contains("It did not fail: the network, not us Ada L.,")
                .contains("Back to the rules")
                .contains("It did not fail, says Ada L.: “ the network, not us ”");
        JsonNode numbers = SERVER.get("/api/v1/metrics?" + MARCH + "&service=" + FullServer.encode(service));
        assertThat(numbers.path("metrics")
                        .path("change_fail_rate")
                        .path("numerator")
                        .asInt(-1))
                .isZero();

        HttpResponse<String> back =
                post(failed + "/verdict", "verdict=failure_by_rules&reason=it+was+us&name=Bob&token=token", Map.of());
        assertThat(back.statusCode()).isEqualTo(303);
        SERVER.settle();
        assertThat(text(get(failed).body())).contains("Failed ◆ because").contains("it was us Bob,");

        assertThat(post("/sign-out", "form_key=" + key.group(1), browser)
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .contains("Max-Age=0");
    }

    @Test
    void showsADeliveryToWhoIsSignedInAndReadsItAgain() {
        JsonNode delivery = SERVER.items("/api/v1/deliveries").getFirst();
        String path = "/deliveries/" + delivery.path("id").asString();
        HttpResponse<String> signedIn = post("/sign-in", "token=token&name=Ada+L.&to=" + path, Map.of());
        Map<String, String> browser = browser(
                signedIn.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", ""));
        Matcher key = FORM_KEY.matcher(get(path, browser).body());
        assertThat(key.find()).isTrue();
        String form = "form_key=" + key.group(1);

        assertThat(post(path + "/body", "", Map.of()).statusCode()).isEqualTo(401);
        assertThat(post(path + "/body", "form_key=other", browser).statusCode()).isEqualTo(403);
        assertThat(post(path + "/replay", form, Map.of()).statusCode()).isEqualTo(401);
        assertThat(post("/deliveries/replay", "token=token", Map.of("Origin", "https://attacker.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("/api/v1" + path + "/body", browser).statusCode())
                .as("a cookie opens nothing but pages")
                .isEqualTo(401);

        HttpResponse<String> shown = post(path + "/body", form, browser);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body())
                .containsPattern("<pre id=\"body\"[^>]*><code>\\{")
                .contains("signed in as");
        assertThat(shown.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

        assertThat(post(path + "/replay", form, browser).statusCode()).isEqualTo(303);
        SERVER.settle();
        assertThat(SERVER.get("/api/v1" + path).path("status")).isEqualTo(delivery.path("status"));
        HttpResponse<String> all =
                post("/deliveries/replay", form + "&q=" + delivery.path("id").asString(), browser);
        assertThat(all.headers().firstValue("Location").orElse("")).contains("replayed=1");
        SERVER.settle();
    }

    @Test
    void takesTheCauseOfAnIncident() {
        Story story = new Story("evidence-causes");
        Repository s = story.repository("causes");
        s.push("2026-03-01 09:00", s.commit("E1", "2026-03-01 08:00"));
        s.deployed("E1", "E1", "2026-03-01 10:00");
        s.push("2026-03-02 09:00", s.commit("E2", "2026-03-02 08:00"));
        s.deployed("E2", "E2", "2026-03-02 10:00");
        s.incident("", "2026-03-02 10:30");
        SERVER.tell(story);
        JsonNode first = new Deployments(SERVER, s).of("E1").item();
        String path = "/incidents/"
                + new Deployments(SERVER, s)
                        .of("E2")
                        .item()
                        .path("evidence")
                        .get(0)
                        .path("incident")
                        .asString();

        assertThat(post(path + "/verdict", "verdict=cause&reason=why&token=token", Map.of())
                        .statusCode())
                .isEqualTo(400);
        String sha = first.path("sha").asString();
        assertThat(post(path + "/verdict", "verdict=cause&cause=" + sha + "&reason=seen+it&token=token", Map.of())
                        .statusCode())
                .isEqualTo(303);
        SERVER.settle();

        String page = get(path).body();
        assertThat(page).contains("/deployments/" + first.path("id").asString());
        assertThat(text(page))
                .contains("a report or a person names it")
                .contains("Its cause is " + sha + ": seen it api token,");

        // an answer of the API shows what followed, too
        JsonNode excluded = SERVER.send("PATCH", "/api/v1" + path, "{\"excluded\":true}", 200);
        assertThat(excluded.path("pending").isBoolean()).isTrue();
        if (!excluded.path("pending").asBoolean()) {
            assertThat(excluded.path("deployment").isNull()).isTrue();
        }
    }

    @Test
    void listsWhatTheAddressAsksFor() {
        String list = get("/deployments?" + MARCH + "&failed=true&service=" + FullServer.encode(service))
                .body();
        assertThat(text(list)).doesNotContain("2026-03-01 10:00");
        assertThat(get("/deployments?" + MARCH + "&service=" + FullServer.encode(service))
                        .body())
                .contains("href=\"" + failed + "\"")
                .contains("2 deployments")
                .contains("/deployments.csv?from=2026-03-01");
        assertThat(get("/incidents?" + MARCH + "&service=" + FullServer.encode(service) + "&state=resolved")
                        .body())
                .contains("href=\"" + incident + "\"");
        assertThat(get("/deployments?failed=maybe").statusCode()).isEqualTo(400);
        assertThat(get("/deployments?faild=true").statusCode()).isEqualTo(400);
        assertThat(get("/deployments?after=yesterday&id=1").statusCode()).isEqualTo(400);
        assertThat(get("/deployments?service=nobody/knows").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"/deployments.csv", "/incidents.csv", "/changes.csv", "/api/v1/deployments.csv", "/api/v1/services.csv"
    })
    void givesTheSameRowsToASpreadsheet(String path) {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(answer.body()).matches("(?s)(id|service),.*\r\n");
    }

    @Test
    void filtersAFileAsThePage() {
        HttpResponse<String> answer = get("/deployments?" + MARCH + "&service=" + FullServer.encode(service), csv());

        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains("deployments.csv");
        assertThat(answer.body().lines()).hasSize(3);
    }

    private static Map<String, String> csv() {
        return Map.of("Accept", "text/csv");
    }

    private static Map<String, String> browser(String cookie) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        headers.put("Cookie", cookie);
        headers.put("Sec-Fetch-Site", "same-origin");
        headers.put("Origin", SERVER.address().toString());
        return headers;
    }

    private static HttpResponse<String> get(String path) {
        return get(path, Map.of("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
    }

    private static HttpResponse<String> get(String path, Map<String, String> headers) {
        return send(HttpRequest.newBuilder(SERVER.address().resolve(path)), headers);
    }

    private static HttpResponse<String> post(String path, String form, Map<String, String> headers) {
        return send(
                HttpRequest.newBuilder(SERVER.address().resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)),
                headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        try {
            return BROWSER.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands on a page, without its tags. */
    private static String text(String page) {
        return HtmlUtils.htmlUnescape(page.replaceAll("<[^>]*>", " "))
                .lines()
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .replaceAll(" ([,.:;)])", "$1");
    }
}
