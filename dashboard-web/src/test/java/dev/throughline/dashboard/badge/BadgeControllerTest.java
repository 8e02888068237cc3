package dev.throughline.dashboard.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.throughline.dashboard.FakeFourKeys;
import dev.throughline.dashboard.problem.NotFound;
import java.io.StringReader;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class BadgeControllerTest {

    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");

    private final FakeFourKeys fourKeys = new FakeFourKeys(NOW)
            .with("openzipkin/zipkin", FakeFourKeys.metrics(0.442857, 40, 8_640, 2, 42))
            .with("silent", FakeFourKeys.silent())
            .with("a,b", FakeFourKeys.metrics(2, 60, 60, 0, 60));

    private final MockMvcTester http = MockMvcTester.of(new BadgeController(
            fourKeys,
            Clock.fixed(NOW, ZoneOffset.UTC),
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build()));

    @Test
    void answersInTheSchemaOfShields() {
        assertThat(get("/badges/change_lead_time.json?service=openzipkin/zipkin"))
                .hasStatusOk()
                .hasContentTypeCompatibleWith("application/json")
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"schemaVersion":1,"label":"change lead time","message":"2 h 24 min","color":"#3b6ea5"}""");
    }

    @Test
    void writesEachMetricWithItsUnit() {
        assertThat(message("deployment_frequency")).contains(">3.1/week<");
        assertThat(message("change_lead_time")).contains(">2 h 24 min<");
        assertThat(message("change_fail_rate")).contains(">4.8 %<");
        assertThat(message("failed_deployment_recovery_time")).contains(">10 h 58 min<");
        assertThat(message("deployment_rework_rate")).contains(">4.8 %<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "nobody/knows"})
    void saysThatThereIsNoData(String service) {
        assertThat(get("/badges/change_fail_rate.json?service=" + service))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"schemaVersion":1,"label":"change fail rate","message":"n/a","color":"#6e7781"}""");
        assertThat(get("/badges/change_fail_rate.svg?service=" + service))
                .hasStatusOk()
                .bodyText()
                .contains(">n/a<");
    }

    @Test
    void drawsWellFormedXmlWithATitleForAnyService() throws Exception {
        String hostile = "a,b&service=\"><script>alert(1)</script>&service=\u0000\u0001]]>\uD800";
        MvcTestResult answer = http.get()
                .uri("/badges/deployment_frequency.svg")
                .param("service", hostile, "'<&>\"", "\uD83D\uDE00")
                .exchange();
        assertThat(answer).hasStatusOk().hasContentType("image/svg+xml;charset=UTF-8");
        Document svg = parse(answer.getResponse().getContentAsString());
        assertThat(svg.getDocumentElement().getAttribute("aria-label"))
                .startsWith("deployment frequency of a,b&service=\"><script>")
                .endsWith(", '<&>\", \uD83D\uDE00, last 90 days: n/a");
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    }

    @Test
    void doesNotCutANameAtItsComma() {
        assertThat(get("/badges/deployment_frequency.svg?service=a,b"))
                .bodyText()
                .contains(">2.0/day<");
    }

    @Test
    void refusesAnotherMetric() {
        assertThat(get("/badges/velocity.svg")).failure().hasRootCauseInstanceOf(NotFound.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "days=0                 | days should be 1 to 3650",
                "days=ninety            | days should be 1 to 3650",
                "days=3651              | days should be 1 to 3650",
                "days=1.5               | days should be 1 to 3650",
                "days=30&days=60        | days should be given once",
                "style=plastic          | style should be flat, flat-square or for-the-badge",
                "benchmark=2020         | benchmark should be one of 2018, 2019, 2021, 2022, 2023, 2024, 2025",
                "enviroment=production  | enviroment should be one of service, environment, days, label, style, benchmark"
            })
    void saysWhatIsWrongWithItsAddress(String query, String message) {
        assertThat(get("/badges/change_fail_rate.json?" + query))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo(
                        "{\"schemaVersion\":1,\"label\":\"change fail rate\",\"message\":\"%s\",\"color\":\"#6e7781\",\"isError\":true}"
                                .formatted(message));
        assertThat(get("/badges/change_fail_rate.svg?" + query))
                .hasStatusOk()
                .bodyText()
                .contains(">" + message + "<");
    }

    @Test
    void cutsTheNameOfAParameterThatIsTooLong() {
        assertThat(get("/badges/change_fail_rate.svg?" + "x".repeat(500) + "=1"))
                .bodyText()
                .contains(">" + "x".repeat(30) + "… should be one of ");
    }

    @Test
    void takesALabel() {
        assertThat(get("/badges/change_lead_time.json?service=openzipkin/zipkin&label=lead%20time%20%26%20more"))
                .bodyJson()
                .extractingPath("$.label")
                .isEqualTo("lead time & more");
        assertThat(get("/badges/change_lead_time.svg?service=openzipkin/zipkin&label=%3Cb%3E"))
                .bodyText()
                .contains(">&lt;b&gt;<")
                // the tooltip says what it is, whatever it is called
                .contains("<title>change lead time of openzipkin/zipkin, last 90 days: 2 h 24 min</title>");
        assertThat(get("/badges/change_lead_time.svg?service=openzipkin/zipkin&label="))
                .bodyText()
                .containsOnlyOnce("<text ")
                .contains(">2 h 24 min<");
    }

    @Test
    void drawsEachStyle() throws Exception {
        for (String style : new String[] {"flat", "flat-square", "for-the-badge"}) {
            String svg = svg("change_fail_rate", "&style=" + style);
            assertThat(parse(svg).getDocumentElement().getAttribute("height"))
                    .isEqualTo(style.equals("for-the-badge") ? "28" : "20");
            assertThat(svg.contains(">CHANGE FAIL RATE<")).isEqualTo(style.equals("for-the-badge"));
            assertThat(svg.contains("a3 3")).as("round corners").isEqualTo(style.equals("flat"));
            assertThat(get("/badges/change_fail_rate.json?style=" + style))
                    .bodyJson()
                    .extractingPath("$.style")
                    .isEqualTo(style);
        }
        assertThat(svg("change_fail_rate", "")).isEqualTo(svg("change_fail_rate", "&style=flat"));
    }

    /** What refers to an id in a page with several badges refers to that of the first. */
    @ParameterizedTest
    @ValueSource(strings = {"flat", "flat-square", "for-the-badge"})
    void refersToNothingThatAnotherBadgeInThePageMayHave(String style) {
        assertThat(svg("change_fail_rate", "&style=" + style))
                .doesNotContain(" id=")
                .doesNotContain("url(");
    }

    @ParameterizedTest
    @CsvSource({
        "change_lead_time, 2024, #1a7f37, (DORA 2024: elite)",
        "change_fail_rate, 2023, #1a7f37, (DORA 2023: elite)",
        "deployment_frequency, 2024, #4d7312, (DORA 2024: high)",
        "deployment_frequency, 2018, #3b6ea5, 90 days: 3.1/week<",
        "change_lead_time, 2025, #1a7f37, (DORA 2025: &quot;less than one day&quot;)",
        "deployment_rework_rate, 2024, #3b6ea5, 90 days: 4.8 %<",
        "deployment_rework_rate, 2025, #3b6ea5, (DORA 2025: &quot;4 to 8 %&quot;)",
        // two recoveries
        "failed_deployment_recovery_time, 2024, #3b6ea5, 90 days: 10 h 58 min<"
    })
    void takesItsColourFromTheEditionThatIsChosen(String metric, String edition, String color, String said) {
        assertThat(svg(metric, "&benchmark=" + edition))
                .contains("fill=\"" + color + "\"")
                .contains(said);
        assertThat(get("/badges/" + metric + ".json?service=openzipkin/zipkin&benchmark=" + edition))
                .bodyJson()
                .extractingPath("$.color")
                .isEqualTo(color);
    }

    @Test
    void judgesNothingThatItHasNoDataOf() {
        assertThat(get("/badges/change_lead_time.json?service=silent&benchmark=2024"))
                .bodyJson()
                .extractingPath("$.color")
                .isEqualTo("#6e7781");
    }

    /** As Shields checks what it is given. */
    @Test
    void hasNoKeyThatShieldsRefuses() throws Exception {
        for (String query :
                new String[] {"", "?benchmark=2024&style=flat-square&label=x", "?days=0", "?service=nobody"}) {
            assertThat(JsonMapper.shared()
                            .readTree(get("/badges/change_lead_time.json" + query)
                                    .getResponse()
                                    .getContentAsString())
                            .propertyNames())
                    .isSubsetOf(
                            "schemaVersion",
                            "label",
                            "message",
                            "color",
                            "labelColor",
                            "isError",
                            "namedLogo",
                            "logoSvg",
                            "logoColor",
                            "logoSize",
                            "logoWidth",
                            "style",
                            "cacheSeconds");
        }
    }

    @Test
    void isCachedForAMinuteAndRevalidated() {
        MvcTestResult first = get("/badges/change_fail_rate.svg?service=openzipkin/zipkin");
        assertThat(first).hasHeader("Cache-Control", "max-age=60, public");
        String tag = first.getResponse().getHeader("ETag");
        assertThat(tag).asInstanceOf(STRING).startsWith("\"");
        assertThat(http.get()
                        .uri("/badges/change_fail_rate.svg?service=openzipkin/zipkin")
                        .header("If-None-Match", String.valueOf(tag))
                        .exchange())
                .hasStatus(304);
    }

    private MvcTestResult get(String uri) {
        return http.get().uri(URI.create(uri)).exchange();
    }

    private String message(String metric) {
        return svg(metric, "");
    }

    private String svg(String metric, String more) {
        try {
            return get("/badges/" + metric + ".svg?service=openzipkin/zipkin" + more)
                    .getResponse()
                    .getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
