package dev.throughline.dashboard.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.dashboard.api.ApiApplication;
import dev.throughline.dashboard.api.RandomHistory;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.metric.HandWritten;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.sample.Deriving;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The boards and alert rules as Grafana would ask them: every query, as the role that it connects as, beside what the API answers.
 * No Grafana is needed.
 */
@SpringBootTest(classes = ApiApplication.class, properties = ApiApplication.SNAKE_CASE)
@AutoConfigureMockMvc
@ActiveProfiles("web")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrafanaIT {

    private static final String FROM = "2025-10-20T00:00:00Z";
    private static final String UNTIL = "2025-11-08T23:59:59.999Z";
    private static final Map<String, List<String>> TEAMS =
            Map.of("Payments", List.of("acme/api", "acme/web"), "core", List.of("acme/till"));

    private static final List<Choice> KNOWN = List.of(
            new Choice(FROM, UNTIL, List.of(), List.of(), null, "week", "utc", "commit"),
            new Choice(FROM, UNTIL, List.of("acme/api"), List.of(), "production", "day", "Europe/Berlin", "change"),
            new Choice(
                    "2025-10-18T07:30:00Z",
                    "2026-02-01T00:00:00Z",
                    List.of("acme/api", "acme/till"),
                    List.of("core"),
                    null,
                    "month",
                    "America/New_York",
                    "merge"),
            new Choice(
                    "2025-10-25T22:00:00Z",
                    "2025-10-26T23:00:00Z",
                    List.of(),
                    List.of("Payments"),
                    null,
                    "day",
                    "Europe/Berlin",
                    "commit"),
            new Choice(
                    FROM, UNTIL, List.of(), List.of("Payments", "core"), "production-eu", "quarter", "utc", "commit"),
            new Choice(
                    "2024-01-01T00:00:00Z",
                    "2024-02-01T00:00:00Z",
                    List.of(),
                    List.of(),
                    null,
                    "day",
                    "utc",
                    "commit"));

    private static final Choice EVERYTHING = KNOWN.getFirst();
    private static final Choice NOBODY = new Choice(
            FROM,
            UNTIL,
            List.of("it's nobody", "and nobody"),
            List.of("no'team"),
            "no'where",
            "quarter",
            "Asia/Kolkata",
            "commit");

    private static final Pattern METRIC = Pattern.compile("from (" + metrics() + ")\\(");
    private static final Pattern SERIES = Pattern.compile("from metric_series\\('(" + metrics() + ")',");

    @Autowired
    private MockMvcTester http;

    @Autowired
    private DataSource database;

    private final Map<String, JsonNode> answers = new HashMap<>();
    private JdbcClient reader = JdbcClient.create(new SingleConnectionDataSource());

    @BeforeAll
    void tell() throws Exception {
        new HandWritten(database).clear();
        List<Fact> facts = new ArrayList<>();
        for (List<String> services : TEAMS.values()) {
            services.forEach(service -> facts.addAll(new RandomHistory(service, service.hashCode()).facts(70)));
        }
        Deriving.from(facts, database);
        TEAMS.forEach((team, services) -> services.forEach(service -> JdbcClient.create(database)
                .sql("update service set team = :team where name = :service")
                .param("team", team)
                .param("service", service)
                .update()));
        reader = JdbcClient.create(new SingleConnectionDataSource(database.getConnection(), true));
        reader.sql("set role throughline_reader").update();
    }

    static List<Query> queries() {
        return Stream.concat(
                        Board.all().stream().flatMap(board -> board.queries().stream()), AlertRules.queries().stream())
                .toList();
    }

    static List<Query> ofOneMetric() {
        return queries().stream()
                .filter(query -> METRIC.matcher(query.sql()).find())
                .toList();
    }

    static List<Query> ofSeries() {
        return queries().stream()
                .filter(query -> SERIES.matcher(query.sql()).find())
                .toList();
    }

    static List<Query> ofMany() {
        return queries().stream()
                .filter(query -> query.sql().contains("from metrics_by_"))
                .filter(query ->
                        query.sql().contains("service, team") || query.sql().contains("team, services"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void runsWhateverIsChosen(Query query) {
        KNOWN.forEach(choice -> ask(query, choice));
        ask(query, NOBODY);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void showsSomethingWhenEverythingIsChosen(Query query) {
        assertThat(ask(query, EVERYTHING)).as(query.sql()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofOneMetric")
    void agreesWithTheApiOnANumber(Query query) {
        for (Choice choice : KNOWN) {
            JsonNode metric = api(query, choice, "").path("metrics").path(found(METRIC, query));
            assertThat(ask(query, choice))
                    .singleElement()
                    .satisfies(row -> row.forEach((column, value) -> {
                        // as of now, which is another now for the API
                        if (!column.equals("oldest_open_seconds")) {
                            assertSame(value, column(metric, column), query + " " + column + " " + choice);
                        }
                    }));
        }
    }

    @ParameterizedTest
    @MethodSource("ofSeries")
    void agreesWithTheApiOnEveryBucket(Query query) {
        String name = found(SERIES, query);
        for (Choice choice : KNOWN) {
            List<Map<String, @Nullable Object>> rows = ask(query, choice);
            JsonNode buckets =
                    api(query, choice, "&interval=" + choice.interval()).path("buckets");
            assertThat(rows).as("%s %s", query, choice).hasSize(buckets.size());
            for (int i = 0; i < rows.size(); i++) {
                Map<String, @Nullable Object> row = rows.get(i);
                JsonNode bucket = buckets.path(i);
                JsonNode metric = bucket.path("metrics").path(name);
                assertThat(((Timestamp) Objects.requireNonNull(row.get("time"))).toInstant())
                        .isEqualTo(Instant.parse(bucket.path("from").asString()));
                row.forEach((column, value) -> {
                    if (column.equals("provisional")) {
                        assertThat(value).as("the buckets are old").isNull();
                    } else if (!column.equals("time")) {
                        assertSame(value, column(metric, column), query + " " + column + " " + choice);
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ofMany")
    void agreesWithTheApiOnEachServiceAndTeam(Query query) {
        for (Choice choice : KNOWN) {
            for (Map<String, @Nullable Object> row : ask(query, choice)) {
                Object service = row.get("service");
                String scope = service == null ? "&team=" + encode(row.get("team")) : "&service=" + encode(service);
                JsonNode metrics = get(window(query, choice) + scope).path("metrics");
                for (Metric metric : Metric.values()) {
                    JsonNode number = metrics.path(metric.word());
                    String what = query + " " + row + " " + choice;
                    if (row.containsKey(metric.word())) {
                        assertSame(row.get(metric.word()), number.path("value"), what);
                    }
                    counts(metric).forEach((column, field) -> {
                        if (row.containsKey(column)) {
                            assertSame(row.get(column), number.path(field), what + " " + column);
                        }
                    });
                }
            }
        }
    }

    @Test
    void listsEachServiceOfAChoiceOnce() {
        Query services = query("overview: Services");

        assertThat(ask(services, EVERYTHING))
                .extracting(row -> row.get("service"))
                .containsExactly("acme/api", "acme/till", "acme/web");
        assertThat(ask(services, KNOWN.get(3)))
                .extracting(row -> row.get("service"))
                .containsExactly("acme/api", "acme/web");
        assertThat(ask(query("teams: Teams"), EVERYTHING))
                .extracting(row -> row.get("team") + " " + row.get("services"))
                .containsExactlyInAnyOrder("Payments 2", "core 1");
    }

    @Test
    void agreesWithTheApiOnTheCoverage() {
        Query parts = new Query(
                "", "select * from metric_coverage(null, ${environment:sqlstring}, $__timeFrom(), $__timeTo())");
        for (Choice choice : KNOWN) {
            JsonNode coverage = api(parts, choice, "").path("coverage");
            List<Map<String, @Nullable Object>> rows = ask(parts, choice);
            assertThat(rows).hasSize(15);
            for (Map<String, @Nullable Object> row : rows) {
                JsonNode share =
                        coverage.at("/" + String.valueOf(row.get("part")).replace('.', '/'));
                assertThat(share.isMissingNode()).as("%s", row).isFalse();
                for (String column : List.of("value", "numerator", "denominator")) {
                    assertSame(row.get(column), share.path(column), row + " " + choice);
                }
            }
        }
    }

    @Test
    void putsEverySampleIntoOneClassOfTheDistribution() {
        Query classes = query("lead-time: Distribution");
        for (Choice choice : KNOWN) {
            long samples = ask(classes, choice).stream()
                    .mapToLong(row -> ((Number) Objects.requireNonNull(row.get("n"))).longValue())
                    .sum();
            assertThat(samples)
                    .isEqualTo(api(classes, choice, "")
                            .path("metrics")
                            .path("change_lead_time")
                            .path("n")
                            .asLong());
        }
        assertThat(reader.sql("""
                        select at_least, below, n
                          from change_lead_time_distribution(null, null, '2025-01-01Z', '2026-01-01Z')
                         order by at_least
                        """).query().listOfRows())
                .allSatisfy(row -> assertThat(row.get("n"))
                        .isEqualTo(JdbcClient.create(database)
                                .sql("""
                                        select count(*)
                                          from deployment_fact
                                         cross join unnest(lead_seconds) seconds
                                         where counts and seconds >= :from and (seconds < :below or cast(:below as float8) is null)
                                        """)
                                .param("from", row.get("at_least"))
                                .param("below", row.get("below"))
                                .query()
                                .singleValue()));
    }

    @Test
    void marksEachDeploymentFailureAndIncidentOfTheChosenTime() {
        List<Map<String, @Nullable Object>> deployments = ask(query("overview: Deployments"), EVERYTHING);
        assertThat(deployments)
                .hasSize(api(query("overview: Deployments"), EVERYTHING, "")
                        .path("metrics")
                        .path("deployment_frequency")
                        .path("count")
                        .asInt())
                .allSatisfy(row ->
                        assertThat(String.valueOf(row.get("tags"))).matches("(initial|forward|rollback)(,rework)?"));
        List<Map<String, @Nullable Object>> failures = ask(query("overview: Failures"), EVERYTHING);
        assertThat(failures).isNotEmpty().allSatisfy(row -> {
            Timestamp end = (Timestamp) Objects.requireNonNull(row.get("timeend"));
            assertThat((Timestamp) row.get("time")).isBeforeOrEqualTo(end);
            assertThat(end.toInstant()).isAfter(Instant.parse(FROM));
            assertThat(String.valueOf(row.get("text"))).startsWith("acme/").contains(" failed");
        });
        assertThat(ask(query("overview: Incidents"), EVERYTHING))
                .extracting(row -> row.get("tags"))
                .contains("open", "resolved");
        assertThat(ask(query("overview: Incidents"), KNOWN.get(1)))
                .allSatisfy(row -> assertThat(row.get("time")).isNotNull())
                .hasSizeLessThan(ask(query("overview: Incidents"), EVERYTHING).size());
    }

    /** Grafana shows the text of an annotation as HTML. */
    @Test
    void escapesWhatOthersWroteInAnnotations() {
        JdbcClient.create(database)
                .sql("update incident set title = '<b onclick=\"steal()\">Down</b> & out' where number = "
                        + "(select min(number) from incident where opened_at >= :from)")
                .param("from", Timestamp.from(Instant.parse(FROM)))
                .update();

        assertThat(ask(query("overview: Incidents"), EVERYTHING))
                .extracting(row -> String.valueOf(row.get("text")))
                .anyMatch(text -> text.contains("&lt;b onclick=&quot;steal()&quot;&gt;Down&lt;/b&gt; &amp; out"))
                .noneMatch(text -> text.contains("<"));
    }

    @Test
    void marksAFailureThatBeganBeforeAndIsNotOver() {
        Timestamp open = (Timestamp) JdbcClient.create(database)
                .sql("select max(failed_at) from deployment_fact where failed and restored_at is null")
                .query()
                .singleValue();
        Instant later = Objects.requireNonNull(open).toInstant().plusSeconds(86_400);
        Choice week = new Choice(
                later.toString(),
                later.plusSeconds(604_800).toString(),
                List.of(),
                List.of(),
                null,
                "day",
                "utc",
                "commit");

        assertThat(ask(query("overview: Failures"), week))
                .extracting(row -> row.get("time"))
                .contains(open);
    }

    @Test
    void showsNothingRatherThanZeroWhereThereIsNoData() {
        for (String stat : List.of("Change lead time", "Change fail rate", "Failed deployment recovery time")) {
            assertThat(ask(query("overview: " + stat), NOBODY))
                    .allSatisfy(row -> assertThat(row.get("value")).isNull());
        }
    }

    @Test
    void cannotSeeADelivery() {
        assertThatThrownBy(() -> reader.sql("select count(*) from delivery")
                        .query(Long.class)
                        .single())
                .hasStackTraceContaining("permission denied for table delivery");
    }

    private List<Map<String, @Nullable Object>> ask(Query query, Choice choice) {
        return reader.sql(choice.expand(query)).query().listOfRows();
    }

    /** The same question to the API. */
    private JsonNode api(Query query, Choice choice, String more) {
        StringBuilder scope = new StringBuilder();
        services(query, choice).forEach(service -> scope.append("&service=").append(encode(service)));
        return get(window(query, choice) + scope + more);
    }

    private static String window(Query query, Choice choice) {
        return "/api/v1/metrics?from=%s&until=%s&timezone=%s&basis=%s%s"
                .formatted(
                        choice.from(),
                        choice.until(),
                        query.sql().contains("${__timezone}") && !choice.zone().equals("utc") ? choice.zone() : "UTC",
                        query.sql().contains("${basis") ? choice.basis() : "commit",
                        choice.environment() == null ? "" : "&environment=" + choice.environment());
    }

    /** Services win over teams; what a query does not name is not asked for. */
    private static List<String> services(Query query, Choice choice) {
        if (query.sql().contains("${service:") && !choice.services().isEmpty()) {
            return choice.services();
        }
        return query.sql().contains("${team:")
                ? choice.teams().stream()
                        .flatMap(team -> Objects.requireNonNull(TEAMS.get(team)).stream())
                        .toList()
                : List.of();
    }

    /** Many panels ask the same. */
    private JsonNode get(String path) {
        return answers.computeIfAbsent(path, this::fetch);
    }

    private JsonNode fetch(String path) {
        MvcTestResult answer = http.get().uri(URI.create(path)).exchange();
        try {
            assertThat(answer.getResponse().getStatus()).as(path).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.getResponse().getContentAsString());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the API calls a column of a metric. */
    private static JsonNode column(JsonNode metric, String column) {
        return switch (column) {
            case "ci_low", "low" -> metric.path("ci").path("low");
            case "ci_high", "high" -> metric.path("ci").path("high");
            case "n" -> metric.has("n") ? metric.path("n") : metric.path("count");
            default -> {
                assertThat(metric.has(column)).as("%s in %s", column, metric).isTrue();
                yield metric.path(column);
            }
        };
    }

    /** Columns of the tables of many, and what the API calls them. */
    private static Map<String, String> counts(Metric metric) {
        return switch (metric) {
            case DEPLOYMENT_FREQUENCY -> Map.of("deployments", "count");
            case CHANGE_LEAD_TIME -> Map.of("lead_times", "n", "change_lead_time_p90", "p90");
            case CHANGE_FAIL_RATE -> Map.of("failed", "numerator", "fail_rate_of", "denominator");
            case FAILED_DEPLOYMENT_RECOVERY_TIME -> Map.of("recoveries", "n", "open_failures", "open");
            case DEPLOYMENT_REWORK_RATE -> Map.of("rework", "numerator", "rework_rate_of", "denominator");
        };
    }

    private static void assertSame(@Nullable Object found, JsonNode expected, String what) {
        if (found == null) {
            assertThat(expected.isNull() || expected.isMissingNode())
                    .as("%s: null, not %s", what, expected)
                    .isTrue();
        } else {
            assertThat(expected.isNumber())
                    .as("%s: %s, not %s", what, found, expected)
                    .isTrue();
            double number = ((Number) found).doubleValue();
            assertThat(number).as(what).isCloseTo(expected.asDouble(), within(Math.abs(number) * 1e-12));
        }
    }

    private static String found(Pattern pattern, Query query) {
        Matcher matcher = pattern.matcher(query.sql());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static Query query(String of) {
        return queries().stream()
                .filter(query -> query.of().equals(of))
                .findFirst()
                .orElseThrow(() -> new AssertionError(of + " is none of " + queries()));
    }

    private static String metrics() {
        return String.join("|", Stream.of(Metric.values()).map(Metric::word).toList());
    }

    private static String encode(@Nullable Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
    }
}
