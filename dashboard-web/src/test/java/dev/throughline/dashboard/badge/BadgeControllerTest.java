package dev.throughline.dashboard.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.throughline.dashboard.FakeFourKeys;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import java.io.StringReader;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                        {"schemaVersion":1,"label":"change lead time","message":"2.4 h","color":"#3b6ea5"}""");
    }

    @Test
    void writesEachMetricWithItsUnit() {
        assertThat(message("deployment_frequency")).contains(">3.1/week<");
        assertThat(message("change_lead_time")).contains(">2.4 h<");
        assertThat(message("change_fail_rate")).contains(">4.8 %<");
        assertThat(message("failed_deployment_recovery_time")).contains(">11.0 h<");
        assertThat(message("deployment_rework_rate")).contains(">4.8 %<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"silent", "nobody/knows"})
    void saysThatThereIsNoData(String service) {
        assertThat(get("/badges/change_fail_rate.json?service=" + service))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"schemaVersion":1,"label":"change fail rate","message":"n/a","color":"lightgrey"}""");
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
    @ValueSource(strings = {"0", "-1", "ninety", "3651", "1.5"})
    void refusesDaysThatAreNone(String days) {
        assertThat(http.get()
                        .uri("/badges/change_fail_rate.json")
                        .param("days", days)
                        .exchange())
                .failure()
                .hasRootCauseInstanceOf(BadParameter.class);
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
        return http.get().uri(uri).exchange();
    }

    private String message(String metric) {
        try {
            return get("/badges/" + metric + ".svg?service=openzipkin/zipkin")
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
