package dev.throughline.dashboard.compat.gitlab;

import static dev.throughline.dashboard.compat.CompatHistory.http;
import static dev.throughline.dashboard.compat.CompatHistory.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.compat.CompatHistory;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Asks as gitbeaker's {@code ProjectDORA4Metrics} and {@code GroupDORA4Metrics} do, and reads an array of dates and values. */
class GitLabClientIT {

    private static final CompatHistory HISTORY = new CompatHistory();
    private static final MockMvcTester HTTP =
            http(new GitLabDoraController(HISTORY.finder(), HISTORY.fourKeys(), CompatHistory.CLOCK));
    private static final String MARCH = "&start_date=2026-03-01&end_date=2026-03-31";

    @Test
    void answersTheDaysThatHaveDataAndNoOthers() {
        assertThat(project("acme%2Fshop", "metric=deployment_frequency" + MARCH))
                .isEqualTo(Map.of(LocalDate.parse("2026-03-02"), 1.0, LocalDate.parse("2026-03-04"), 2.0));
        assertThat(project("acme%2Fshop", "metric=lead_time_for_changes" + MARCH))
                .isEqualTo(Map.of(LocalDate.parse("2026-03-02"), 7_200.0, LocalDate.parse("2026-03-04"), 12_600.0));
        assertThat(project("acme%2Fshop", "metric=time_to_restore_service" + MARCH))
                .containsEntry(LocalDate.parse("2026-03-04"), 10_800.0)
                .containsEntry(LocalDate.parse("2026-03-02"), null);
        assertThat(project("acme%2Fshop", "metric=change_failure_rate" + MARCH))
                .isEqualTo(Map.of(LocalDate.parse("2026-03-02"), 0.0, LocalDate.parse("2026-03-04"), 0.5));
    }

    @Test
    void dividesTheDeploymentsOfAMonthByItsDaysInTheRange() {
        assertThat(project(
                        "acme%2Fshop",
                        "metric=deployment_frequency&interval=monthly&start_date=2026-01-22&end_date=2026-03-30"))
                .isEqualTo(Map.of(LocalDate.parse("2026-01-01"), 1 / 10.0, LocalDate.parse("2026-03-01"), 3 / 30.0));
    }

    @Test
    void answersOneRowWithoutADateForAll() {
        JsonNode rows = json(get("/api/v4/groups/acme/dora/metrics?metric=deployment_frequency&interval=all" + MARCH));
        assertThat(rows).hasSize(1);
        assertThat(rows.path(0).path("date").isNull()).isTrue();
        assertThat(rows.path(0).path("value").asDouble()).isEqualTo(4 / 31.0);
        // beyond one: the profile gitlab counts incidents
        assertThat(json(get("/api/v4/projects/acme%2Fshop/dora/metrics?metric=change_failure_rate&interval=all"
                                + MARCH))
                        .path(0)
                        .path("value")
                        .asDouble())
                .isEqualTo(1 / 3.0);
    }

    @Test
    void looksBackThreeMonthsUnlessToldOtherwise() {
        assertThat(project("acme%2Fshop", "metric=deployment_frequency")).containsKey(LocalDate.parse("2026-01-30"));
    }

    @Test
    void measuresProductionAlone() {
        String asked = "/api/v4/projects/acme%2Fshop/dora/metrics?metric=deployment_frequency" + MARCH;
        assertThat(json(get(asked + "&environment_tiers%5B%5D=staging"))).isEmpty();
        assertThat(json(get(asked + "&environment_tiers%5B%5D=staging&environment_tiers%5B%5D=production")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                        | {'error':'metric is missing'}",
                "metric=velocity                           | {'message':'The metric must be one of deployment_frequency, lead_time_for_changes, time_to_restore_service, change_failure_rate.'}",
                "metric=deployment_frequency&interval=hourly | {'message':'The interval must be one of all,monthly,daily.'}",
                "metric=deployment_frequency&environment_tiers[]=live | {'message':'The environment tiers must be from production, staging, testing, development, other.'}",
                "metric=deployment_frequency&start_date=2026-03-01&end_date=2026-03-01 | {'message':'The start date must be earlier than the end date.'}",
                "metric=deployment_frequency&start_date=2025-01-01&end_date=2026-03-01 | {'message':'Date range must be shorter than 180 days.'}",
                "metric=deployment_frequency&start_date=spring | {'error':'start_date is invalid'}"
            })
    void refusesInTheWordsOfGitLab(String query, String answer) {
        MvcTestResult refused = get("/api/v4/projects/acme%2Fshop/dora/metrics?"
                + query.replace("[", "%5B").replace("]", "%5D"));
        assertThat(refused).hasStatus(400);
        assertThat(CompatHistory.text(refused)).isEqualTo(answer.replace('\'', '"'));
    }

    @Test
    void knowsNoOtherProjectsAndGroups() {
        assertThat(get("/api/v4/projects/4711/dora/metrics?metric=deployment_frequency"))
                .hasStatus(404)
                .bodyText()
                .isEqualTo("{\"message\":\"404 Project Not Found\"}");
        assertThat(get("/api/v4/groups/acm/dora/metrics?metric=deployment_frequency"))
                .hasStatus(404)
                .bodyText()
                .isEqualTo("{\"message\":\"404 Group Not Found\"}");
    }

    private static Map<LocalDate, Double> project(String id, String query) {
        Map<LocalDate, Double> values = new TreeMap<>();
        LocalDate last = LocalDate.MIN;
        for (JsonNode row : json(get("/api/v4/projects/" + id + "/dora/metrics?" + query))) {
            LocalDate date = LocalDate.parse(row.path("date").asString());
            assertThat(date).as("ascending").isAfter(last);
            last = date;
            values.put(
                    date, row.path("value").isNull() ? null : row.path("value").asDouble());
        }
        return values;
    }

    private static MvcTestResult get(String uri) {
        return CompatHistory.get(HTTP, uri);
    }
}
