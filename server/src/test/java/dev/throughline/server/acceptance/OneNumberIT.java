package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** API, badge, page, Prometheus and the SQL of Grafana's panels: whoever is asked, for a service and 30 days, says the same. */
class OneNumberIT {

    private static final Map<String, String> GAUGES = Map.of(
            "deployment_frequency", "throughline_deployment_frequency_per_day{service=\"%s\"}",
            "change_lead_time", "throughline_change_lead_time_seconds{quantile=\"0.5\",service=\"%s\"}",
            "change_fail_rate", "throughline_change_fail_ratio{service=\"%s\"}",
            "failed_deployment_recovery_time",
                    "throughline_failed_deployment_recovery_seconds{quantile=\"0.5\",service=\"%s\"}",
            "deployment_rework_rate", "throughline_deployment_rework_ratio{service=\"%s\"}");

    /** How a badge writes each unit, in the unit of the API. */
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("/day", 1.0),
            Map.entry("/week", 1 / 7.0),
            Map.entry("/month", 12 / 365.25),
            Map.entry("/year", 1 / 365.25),
            Map.entry("%", 0.01),
            Map.entry("s", 1.0),
            Map.entry("min", 60.0),
            Map.entry("h", 3_600.0),
            Map.entry("d", 86_400.0));

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final LocalDate FROM = TODAY.minusDays(30);
    private static final String WHOLE_DAYS = "from=" + FROM + "&until=" + TODAY;

    /** The default: a value per day becomes less from second to second. */
    private static final String UP_TO_NOW = "";

    private static final double EXACT = 1e-12;
    private static final double WHILE_TIME_GOES_BY = 1e-4;
    private static final Story STORY = new Story("one-number");
    private static final Repository FULL = STORY.repository("full");
    private static final Repository EMPTY = STORY.repository("empty");

    private static FullServer server;

    @BeforeAll
    static void tell() {
        server = FullServer.start("--throughline.gauges.interval=1s", "--throughline.compat.pelorus=true");
        tell(FULL);
        // deployed once, long ago: a frequency of 0, and no other number
        EMPTY.push("2025-01-06 09:00", EMPTY.commit("A", "2025-01-06 08:00"));
        EMPTY.deployed("D", "A", "2025-01-06 10:00");
        server.tell(STORY);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void knowsAllFiveNumbersOfTheServiceThatIsCompared() {
        for (String metric : GAUGES.keySet()) {
            assertThat(api(FULL, metric, UP_TO_NOW)).as(metric).isGreaterThan(0);
        }
    }

    @TestFactory
    List<DynamicTest> saysTheSameOnItsPage() {
        return each(this::page, WHOLE_DAYS, EXACT);
    }

    @TestFactory
    List<DynamicTest> saysTheSameToPrometheus() {
        return each(this::gauge, UP_TO_NOW, WHILE_TIME_GOES_BY);
    }

    @TestFactory
    List<DynamicTest> saysTheSameToGrafana() {
        return each(OneNumberIT::sql, WHOLE_DAYS, EXACT);
    }

    /** What is merged without a merge request has no lead time at GitLab. */
    @Test
    void saysTheSameToClientsOfGitLab() {
        Map.of(
                        "deployment_frequency", "deployment_frequency",
                        "lead_time_for_changes", "change_lead_time",
                        "time_to_restore_service", "failed_deployment_recovery_time",
                        "change_failure_rate", "change_fail_rate")
                .forEach((theirs, ours) -> {
                    JsonNode value = server.get(
                                    "/api/v4/projects/%s/dora/metrics?metric=%s&interval=all&start_date=%s&end_date=%s"
                                            .formatted(
                                                    FullServer.encode(FULL.service()),
                                                    theirs,
                                                    FROM,
                                                    TODAY.minusDays(1)))
                            .path(0)
                            .path("value");
                    assertThat(value.isNull() ? Double.NaN : value.asDouble())
                            .as(theirs)
                            .isEqualTo(Double.valueOf(api(FULL, ours, WHOLE_DAYS + "&profile=gitlab")));
                });
    }

    @Test
    void countsTheSameForPluginsOfBackstage() {
        String name = FULL.service().substring(FULL.service().lastIndexOf('/') + 1);
        String from = FROM + "T00:00:00Z";
        String to = TODAY + "T00:00:00Z";
        int count = (int) Math.round(api(FULL, "deployment_frequency", WHOLE_DAYS) * 30);

        double drawn = 0;
        for (JsonNode point : server.get(
                        "/dora/api/metric?type=df_count&project=%s&from=%s&to=%s".formatted(name, from, to))
                .path("dataPoints")) {
            drawn += point.path("value").asDouble();
        }
        JsonNode records = server.send(
                        "POST",
                        "/compat/liatrio/data",
                        "{\"repositories\":[\"%s\"],\"start\":\"%s\",\"end\":\"%s\"}".formatted(name, from, to),
                        200)
                .path("records");
        assertThat(drawn).isEqualTo(count);
        assertThat(records).hasSize(count);
    }

    @Test
    void countsTheSameFailuresForPelorus() {
        String app = "failure_creation_timestamp{app=\"/" + FULL.service() + "/\"";

        assertThat(server.text("/compat/pelorus/metrics").lines().filter(line -> line.startsWith(app)))
                .hasSize(new Metrics(server, WHOLE_DAYS, FULL)
                        .answer()
                        .path("metrics")
                        .path("change_fail_rate")
                        .path("numerator")
                        .asInt());
    }

    @TestFactory
    List<DynamicTest> saysTheSameOnABadgeAsFarAsItHasRoom() {
        return GAUGES.keySet().stream()
                .map(metric -> DynamicTest.dynamicTest(metric, () -> {
                    Badge badge = badge(FULL, metric);
                    assertThat(badge.value)
                            .as(badge.message)
                            .isCloseTo(api(FULL, metric, UP_TO_NOW), within(badge.rounding));
                    boolean isFrequency = metric.equals("deployment_frequency");
                    assertThat(badge(EMPTY, metric).message).isEqualTo(isFrequency ? "0/week" : "n/a");
                }))
                .toList();
    }

    /** The numbers of a face, for a service with all five and for one with no data; no number is NaN. */
    private static List<DynamicTest> each(Face face, String window, double precision) {
        return GAUGES.keySet().stream()
                .map(metric -> DynamicTest.dynamicTest(metric, () -> {
                    for (Repository repository : List.of(FULL, EMPTY)) {
                        double expected = api(repository, metric, window);
                        double found = face.number(repository, metric);
                        if (Double.isNaN(expected)) {
                            assertThat(found).as(repository.service()).isNaN();
                        } else {
                            assertThat(found)
                                    .as(repository.service())
                                    .isCloseTo(expected, within(Math.abs(expected) * precision));
                        }
                    }
                }))
                .toList();
    }

    private interface Face {
        double number(Repository repository, String metric) throws Exception;
    }

    /** Fifteen deployments on a day each, the third and the seventh with an incident, the tenth rolled back. */
    private static void tell(Repository repository) {
        for (int i = 1; i <= 15; i++) {
            Instant noon = FROM.plusDays(i + 3).atTime(12, 0).toInstant(ZoneOffset.UTC);
            String commit = "C" + i;
            repository
                    .github()
                    .push(
                            "main",
                            noon.minusSeconds(900),
                            List.of(repository.commitAt(commit, noon.minusSeconds(1_000 + 777L * i))));
            repository.deployed("D" + i, commit, "production", noon);
            if (i == 3 || i == 7) {
                repository
                        .github()
                        .close(repository.incident("", noon.plusSeconds(600)), noon.plusSeconds(2_000 + 311L * i));
            }
            if (i == 10) {
                repository.deployed("back", "C9", "production", noon.plusSeconds(1_234));
            }
        }
    }

    private static double api(Repository repository, String metric, String window) {
        JsonNode value = new Metrics(server, window, repository)
                .answer()
                .path("metrics")
                .path(metric)
                .path("value");
        return value.isNull() ? Double.NaN : value.asDouble();
    }

    private double page(Repository repository, String metric) {
        String html = server.text("/services/%s?from=%s&until=%s".formatted(repository.service(), FROM, TODAY));
        Matcher value = Pattern.compile("data-metric=\"" + metric + "\"(?: data-value=\"([^\"]*)\")?")
                .matcher(html);
        assertThat(value.find()).as("%s on the page", metric).isTrue();
        return value.group(1) == null ? Double.NaN : Double.parseDouble(value.group(1));
    }

    private static boolean isSame(double one, double other) {
        return Double.compare(one, other) == 0 || Math.abs(one - other) <= Math.abs(other) * WHILE_TIME_GOES_BY;
    }

    /** Gauges follow within their interval: before, they tell of the samples of a moment ago. */
    private double gauge(Repository repository, String metric) throws InterruptedException {
        double expected = api(repository, metric, UP_TO_NOW);
        double found = scraped(repository, metric);
        for (int i = 0; i < 300 && !isSame(found, expected); i++) {
            Thread.sleep(100);
            found = scraped(repository, metric);
        }
        return found;
    }

    private static double scraped(Repository repository, String metric) {
        String name = GAUGES.getOrDefault(metric, "").formatted(repository.service()) + " ";
        return server.text("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** As Grafana's role asks, which may call the functions and nothing else. */
    private static double sql(Repository repository, String metric) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.databaseUrl());
                Statement role = connection.createStatement()) {
            role.execute("set role throughline_reader");
            try (PreparedStatement question =
                    connection.prepareStatement("select value from " + metric + "(?, null, ?, ?)")) {
                question.setArray(1, connection.createArrayOf("text", new String[] {repository.service()}));
                question.setObject(2, OffsetDateTime.of(FROM.atStartOfDay(), ZoneOffset.UTC));
                question.setObject(3, OffsetDateTime.of(TODAY.atStartOfDay(), ZoneOffset.UTC));
                try (ResultSet answer = question.executeQuery()) {
                    answer.next();
                    double value = answer.getDouble(1);
                    return answer.wasNull() ? Double.NaN : value;
                }
            }
        }
    }

    private static Badge badge(Repository repository, String metric) {
        JsonNode badge =
                server.get("/badges/" + metric + ".json?days=30&service=" + FullServer.encode(repository.service()));
        return Badge.parse(badge.path("message").asString());
    }

    /** What a badge says, and by how much it may be off because it has room for few digits. */
    private record Badge(String message, double value, double rounding) {

        private static final Pattern NUMBER = Pattern.compile("([0-9.]+) ?([a-z%/]+)");

        static Badge parse(String message) {
            double value = Double.NaN;
            double rounding = 0;
            for (Matcher number = NUMBER.matcher(message); number.find(); ) {
                double unit = UNITS.getOrDefault(number.group(2), Double.NaN);
                double lastDigit = number.group(1).contains(".") ? 0.1 : 1;
                value = (Double.isNaN(value) ? 0 : value) + Double.parseDouble(number.group(1)) * unit;
                rounding = 0.501 * lastDigit * unit;
            }
            return new Badge(message, value, rounding);
        }
    }
}
