package dev.throughline.dashboard.compat.opendora;

import static dev.throughline.dashboard.compat.CompatHistory.http;
import static dev.throughline.dashboard.compat.CompatHistory.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.dashboard.compat.CompatHistory;
import dev.throughline.dashboard.compat.CompatProperties;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Asks as the plugin does for one page, and refuses what it would refuse. */
class OpenDoraPluginIT {

    private static final CompatHistory HISTORY = new CompatHistory();
    private static final MockMvcTester HTTP = plugin("");
    private static final String SHOP = "&team=payments&project=shop";

    @Test
    void drawsPointsInTheOrderOfTime() {
        Map<String, @Nullable Double> points = metric("type=df_count&aggregation=monthly" + SHOP);
        assertThat(points.keySet())
                .containsExactly("2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03");
        assertThat(points)
                .containsEntry("2026-01", 1.0)
                .containsEntry("2026-02", 0.0)
                .containsEntry("2026-03", 3.0);
        assertThat(metric("type=df_count&aggregation=quarterly" + SHOP)).containsEntry("2026-Q1", 4.0);
        assertThat(metric("type=df_count" + SHOP))
                .containsEntry("2026-W10", 3.0)
                .hasSizeBetween(26, 28);
    }

    @Test
    void answersInTheUnitsOfThePlugin() {
        String march = "&aggregation=monthly&from=2026-03-01T00:00:00Z&to=2026-03-31T00:00:00Z" + SHOP;
        assertThat(metric("type=df_average" + march)).isEqualTo(Map.of("2026-03", 0.1));
        assertThat(metric("type=mltc" + march)).isEqualTo(Map.of("2026-03", 4.0));
        assertThat(metric("type=cfr" + march)).isEqualTo(Map.of("2026-03", 1 / 3.0));
        assertThat(metric("type=mttr" + march)).isEqualTo(Map.of("2026-03", 3.0));
    }

    @Test
    void leavesAGapWhereThereIsNoData() {
        assertThat(metric("type=mttr&aggregation=monthly" + SHOP)).containsEntry("2026-02", null);
    }

    @Test
    void answersForEverythingOnThePlainPage() {
        assertThat(metric("type=df_count&aggregation=monthly")).containsEntry("2026-03", 4.0);
    }

    @Test
    void hasNoPointsOfAProjectThatItDoesNotKnow() {
        assertThat(metric("type=df_count&project=nobody")).isEmpty();
    }

    @Test
    void readsNoBenchmarkUnlessAnEditionIsChosen() {
        assertThat(json(get(HTTP, "/dora/api/benchmark?type=df")).toString())
                .isEqualTo("{\"key\":\"na-deployments\",\"value\":\"\"}");
        assertThat(json(get(HTTP, "/dora/api/benchmark?type=mttr")).path("key").asString())
                .isEqualTo("na-incidents");

        MockMvcTester chosen = plugin("2024");
        // five deployments in half a year, on three days
        assertThat(json(get(chosen, "/dora/api/benchmark?type=df")).toString())
                .isEqualTo("{\"key\":\"month-low\",\"value\":\"0.5\"}");
        // of three samples nothing is read
        assertThat(json(get(chosen, "/dora/api/benchmark?type=mltc"))
                        .path("key")
                        .asString())
                .isEqualTo("na-deployments");
        for (String edition : new String[] {"2020", "2025"}) {
            assertThatThrownBy(() -> new CompatProperties(false, edition))
                    .hasMessage(
                            "throughline.compat.opendora-benchmark is '%s', but must be one of 2018, 2019, 2021, 2022, 2023, 2024"
                                    .formatted(edition));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metric?type=velocity | type should be provided as one of the following: df_count, df_average, mltc, cfr, mttr",
                "metric?type=cfr&type=mttr | type should be provided as one of the following: df_count, df_average, mltc, cfr, mttr",
                "metric?type=cfr&aggregation=daily | aggregation should be provided as either weekly, monthly or quarterly",
                "metric?type=cfr&project= | project should be provided as a non-empty string or omitted",
                "metric?type=cfr&from=2026-03-01T00:00:00Z | both to and from should be provided or both should be omitted",
                "metric?type=cfr&from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z | from should be a date before to",
                "metric?type=cfr&from=2026-03-02T00:00:00Z&to=2027-03-01T00:00:00Z | to should not be in the future",
                "benchmark?type=rework | type should be provided as one of the following: df, mltc, cfr, mttr"
            })
    void refusesInASentence(String request, String sentence) {
        assertThat(get(HTTP, "/dora/api/" + request))
                .hasStatus(400)
                .hasContentTypeCompatibleWith("text/plain")
                .bodyText()
                .isEqualTo(sentence + "\n");
    }

    /** As its service reads an answer. */
    private static Map<String, @Nullable Double> metric(String query) {
        JsonNode answer = json(get(HTTP, "/dora/api/metric?" + query));
        assertThat(answer.has("aggregation") && answer.has("dataPoints"))
                .as("Unexpected response")
                .isTrue();
        Map<String, @Nullable Double> points = new LinkedHashMap<>();
        answer.path("dataPoints")
                .forEach(point -> points.put(
                        point.path("key").asString(),
                        point.path("value").isNull()
                                ? null
                                : point.path("value").asDouble()));
        return points;
    }

    private static MvcTestResult get(MockMvcTester http, String uri) {
        return CompatHistory.get(http, uri);
    }

    private static MockMvcTester plugin(String edition) {
        return http(new OpenDoraController(
                HISTORY.finder(), HISTORY.fourKeys(), new CompatProperties(false, edition), CompatHistory.CLOCK));
    }
}
