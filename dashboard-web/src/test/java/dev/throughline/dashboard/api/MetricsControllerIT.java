package dev.throughline.dashboard.api;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.metric.HandWritten;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@SpringBootTest(classes = ApiApplication.class, properties = ApiApplication.SNAKE_CASE)
@AutoConfigureMockMvc
@ActiveProfiles("web")
class MetricsControllerIT {

    @Autowired
    private MockMvcTester http;

    @Autowired
    private DataSource database;

    @BeforeEach
    void write() {
        HandWritten written = new HandWritten(database);
        written.clear();
        written.service("Acme/Web");
        written.deployment("Acme/Web", "2025-06-02T10:00:00Z").initial().write();
        written.deployment("Acme/Web", "2025-06-12T10:00:00Z")
                .leads(ofHours(1), ofHours(2))
                .failed(Instant.parse("2025-06-12T10:00:00Z"), ofHours(3))
                .write();
        written.deployment("Acme/Web", "2025-06-22T10:00:00Z")
                .leads(ofHours(4))
                .rework()
                .write();
    }

    @Test
    void answersTheContractToTheLetter() {
        assertThat(http.get().uri("/api/v1/metrics?service=acme/web&from=2025-06-01&until=2025-07-01"))
                .hasStatusOk()
                .hasContentType(MediaType.APPLICATION_JSON)
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"definition": "v1",
                         "profile": "dora",
                         "options": {"attribution.window": "86400s", "bots": "include", "bots.login": "", "cfr.denominator": "all",
                                     "cfr.min_confidence": "heuristic", "dedupe.window": "600s", "df.count_redeploys": "false",
                                     "df.count_rollbacks": "true", "grouping": "sha_window", "grouping.at": "first", "incidents.closed_as": "exclude",
                                     "recovery.start": "impact", "rework.bugs": "hotfix_only",
                                     "rollback.blame": "first_after_target"},
                         "options_by_service": {},
                         "scope": {"services": ["acme/web"], "environment": null},
                         "window": {"from": "2025-06-01T00:00:00Z", "until": "2025-07-01T00:00:00Z",
                                    "timezone": "UTC", "interval": null},
                         "metrics": {
                           "deployment_frequency": {"value": 0.1, "unit": "deployments/day", "count": 3, "deploy_days": 3,
                                                    "median_interval_seconds": 864000, "benchmark": null},
                           "change_lead_time": {"value": 7200, "unit": "seconds", "basis": "commit", "n": 3, "p50": 7200,
                                                "p75": 10800, "p90": 12960, "mean": 8400, "ci": null, "benchmark": null},
                           "change_fail_rate": {"value": 0.3333333333333333, "unit": "ratio", "numerator": 1, "denominator": 3,
                                                "ci": {"low": 0.061491944720396215, "high": 0.7923403991979523, "level": 0.95}, "benchmark": null},
                           "failed_deployment_recovery_time": {"value": 10800, "unit": "seconds", "n": 1, "p50": 10800,
                                                "p75": 10800, "p90": 10800, "ci": null, "open": 0, "oldest_open_seconds": null, "benchmark": null},
                           "deployment_rework_rate": {"value": 0.3333333333333333, "unit": "ratio", "numerator": 1, "denominator": 3,
                                                "ci": {"low": 0.061491944720396215, "high": 0.7923403991979523, "level": 0.95}, "benchmark": null}},
                         "coverage": {
                           "deployments_linked": {"value": 1, "numerator": 3, "denominator": 3},
                           "deployments_with_baseline": {"value": 0.6666666666666666, "numerator": 2, "denominator": 3},
                           "commits_by_link": {
                             "graph": {"value": 0, "numerator": 0, "denominator": 3},
                             "push": {"value": 1, "numerator": 3, "denominator": 3},
                             "head": {"value": 0, "numerator": 0, "denominator": 3}},
                           "commits_by_start": {
                             "pr_commits": {"value": 0, "numerator": 0, "denominator": 3},
                             "branch_push": {"value": 0, "numerator": 0, "denominator": 3},
                             "trailer": {"value": 0, "numerator": 0, "denominator": 3},
                             "pr_opened": {"value": 0, "numerator": 0, "denominator": 3},
                             "commit": {"value": 1, "numerator": 3, "denominator": 3},
                             "committed": {"value": 0, "numerator": 0, "denominator": 3}},
                           "incidents_linked": {"value": null, "numerator": 0, "denominator": 0},
                           "incidents_by_confidence": {
                             "explicit": {"value": null, "numerator": 0, "denominator": 0},
                             "declared": {"value": null, "numerator": 0, "denominator": 0},
                             "heuristic": {"value": null, "numerator": 0, "denominator": 0}},
                           "seconds_since_last_event": {}},
                         "buckets": []}
                        """);
    }

    @Test
    void answersTheQuickCheckWhenAsked() {
        assertThat(http.get().uri("/api/v1/metrics?from=2025-06-01&until=2025-07-01&quick_check=true"))
                .bodyJson()
                .extractingPath("$.quick_check")
                .asMap()
                // 7200 s, 3 in six months of which one month has all, 10800 s, 1 of 3, 1 of 3
                .containsEntry(
                        "answers",
                        Map.of("change_lead_time", 5, "deployment_frequency", 2, "failed_deployment_recovery_time", 5))
                .containsEntry("throughput", 6)
                .doesNotContainKey("reason");
        assertThat(http.get().uri("/api/v1/metrics?from=2025-05-01&until=2025-06-01&quick_check=true"))
                .bodyJson()
                .extractingPath("$.quick_check")
                .asMap()
                .containsEntry("overall", null)
                .containsEntry("reason", "no_deployments");
    }

    @Test
    void readsValuesAgainstTheEditionThatIsAskedFor() {
        String asked = "/api/v1/metrics?from=2025-06-01&until=2025-07-01&interval=month&benchmark=";
        assertThat(http.get().uri(asked + "2024"))
                .bodyJson()
                .hasPathSatisfying(
                        "$.metrics.deployment_frequency.benchmark",
                        path -> path.assertThat()
                                .asMap()
                                .containsEntry("edition", "2024")
                                .containsEntry("answer", "once per week to once per month")
                                .containsEntry("clusters", List.of("medium"))
                                .containsEntry("share_percent", null)
                                .containsEntry("cumulative_percent", null))
                // of three deployments no rate is read
                .hasPathSatisfying(
                        "$.metrics.change_fail_rate.benchmark",
                        path -> path.assertThat().isNull())
                .hasPathSatisfying(
                        "$.buckets[0].metrics.deployment_frequency.benchmark",
                        path -> path.assertThat().isNull())
                .hasPathSatisfying(
                        "$.benchmark.place", path -> path.assertThat().isEqualTo("p. 13 (v. 2024.3)"));
        assertThat(http.get().uri(asked + "2020"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].expected")
                .isEqualTo("one of 2018, 2019, 2021, 2022, 2023, 2024, 2025");
    }

    @Test
    void givesAReasonInsteadOfAValueInEmptyBuckets() {
        assertThat(http.get()
                        .uri("/api/v1/metrics?from=2025-06-01&until=2025-08-01&interval=month&timezone=Europe/Berlin"))
                .bodyJson()
                .hasPathSatisfying(
                        "$.buckets.length()", path -> path.assertThat().isEqualTo(2))
                .hasPathSatisfying(
                        "$.buckets[1].from", path -> path.assertThat().isEqualTo("2025-06-30T22:00:00Z"))
                .hasPathSatisfying(
                        "$.buckets[1].provisional", path -> path.assertThat().isEqualTo(false))
                .hasPathSatisfying(
                        "$.buckets[1].metrics.deployment_frequency.value",
                        path -> path.assertThat().isEqualTo(0))
                .doesNotHavePath("$.buckets[1].metrics.deployment_frequency.reason")
                .hasPathSatisfying(
                        "$.buckets[1].metrics.change_fail_rate.reason",
                        path -> path.assertThat().isEqualTo("no_deployments"))
                .hasPathSatisfying(
                        "$.buckets[1].metrics.change_fail_rate.value",
                        path -> path.assertThat().isNull());
    }

    @Test
    void saysThatABasisIsAnother() {
        assertThat(http.get().uri("/api/v1/metrics?from=2025-06-01&basis=change"))
                .bodyJson()
                .hasPathSatisfying(
                        "$.metrics.change_lead_time.basis",
                        path -> path.assertThat().isEqualTo("change"))
                .hasPathSatisfying(
                        "$.metrics.change_lead_time.n",
                        path -> path.assertThat().isEqualTo(0))
                .hasPathSatisfying(
                        "$.metrics.change_lead_time.reason",
                        path -> path.assertThat().isEqualTo("insufficient_data"));
    }

    @Test
    void namesAnUnknownService() {
        assertThat(http.get().uri("/api/v1/metrics?service=acme/web&service=acme/typo"))
                .hasStatus(404)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .hasPathSatisfying("$.type", path -> path.assertThat().isEqualTo("/problems/unknown-service"))
                .hasPathSatisfying(
                        "$.detail", path -> path.assertThat().asString().contains("acme/typo"));
    }

    @Test
    void refusesMoreThanTwoThousandBuckets() {
        assertThat(http.get().uri("/api/v1/metrics?from=2000-01-01&until=2025-01-01&interval=day"))
                .hasStatus(400)
                .bodyJson()
                .hasPathSatisfying(
                        "$.errors[0].parameter", path -> path.assertThat().isEqualTo("interval"))
                .hasPathSatisfying(
                        "$.errors[0].value", path -> path.assertThat().isEqualTo("day"))
                .hasPathSatisfying(
                        "$.errors[0].expected",
                        path -> path.assertThat().asString().contains("2,000"));
    }

    @Test
    void refusesWhatPostgreSqlCannotRead() {
        assertThat(http.get().uri(URI.create("/api/v1/metrics?service=a%00b"))).hasStatus(400);
        assertThat(http.get().uri(URI.create("/api/v1/metrics?environment=a%00b")))
                .hasStatus(400);
    }
}
