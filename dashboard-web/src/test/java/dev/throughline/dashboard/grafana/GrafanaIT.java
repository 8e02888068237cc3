package dev.throughline.dashboard.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.history.SmallHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard as Grafana would ask it: every query, as the role that it connects as. No Grafana is needed. */
class GrafanaIT {

    private static final Path FOLDER = Path.of("../grafana");
    private static final JsonNode DASHBOARD = dashboard();
    private static final String ALL = "null";

    private static JdbcClient reader = JdbcClient.create(new SingleConnectionDataSource());

    /** A query of a panel or a variable. */
    record Query(String of, String sql) {

        @Override
        public String toString() {
            return of;
        }
    }

    @BeforeAll
    static void connect() throws Exception {
        DataSource database = TestDatabase.create();
        SmallHistory.into(database);
        SingleConnectionDataSource connection = new SingleConnectionDataSource(database.getConnection(), true);
        reader = JdbcClient.create(connection);
        reader.sql("set role throughline_reader").update();
    }

    static List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        DASHBOARD
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> queries.add(new Query(
                                panel.path("id").asInt() + " "
                                        + panel.path("title").asString(),
                                target.path("rawSql").asString()))));
        DASHBOARD.path("templating").path("list").forEach(variable -> {
            if (variable.path("type").asString().equals("query")) {
                queries.add(new Query(
                        "$" + variable.path("name").asString(),
                        variable.path("query").asString()));
            }
        });
        return queries;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void runsForAllForSomeAndForNobody(Query query) {
        ask(query, ALL, ALL, "week", "utc");
        ask(query, "'acme/shop'", "'production'", "day", "Europe/Berlin");
        ask(query, "'acme/shop','acme/till'", ALL, "month", "America/New_York");
        ask(query, "'it''s nobody','and nobody'", "'no''where'", "quarter", "Asia/Kolkata");
    }

    @Test
    void showsNumbersOfTheChosenServiceAndEnvironment() {
        assertThat(ask(query("2 Deployment frequency"), ALL, ALL, "week", "utc"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("value")).isNotNull());
        List<Map<String, @Nullable Object>> all = ask(query("19 Deployments"), ALL, ALL, "week", "utc");
        List<Map<String, @Nullable Object>> shop = ask(query("19 Deployments"), "'acme/shop'", ALL, "week", "utc");
        assertThat(shop).isNotEmpty().allMatch(row -> "acme/shop".equals(row.get("service")));
        assertThat(all).hasSizeGreaterThan(shop.size());
        assertThat(ask(query("19 Deployments"), ALL, "'production-eu'", "week", "utc"))
                .allMatch(row -> "production-eu".equals(row.get("environment")));
        assertThat(ask(query("20 Open incidents"), ALL, ALL, "week", "utc")).isNotEmpty();
    }

    @Test
    void showsNothingRatherThanZeroWhereThereIsNoData() {
        for (String stat : List.of("4 Change lead time", "6 Change fail rate", "8 Failed deployment recovery time")) {
            assertThat(ask(query(stat), "'nobody'", ALL, "week", "utc"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("value")).isNull());
        }
        panels().filteredOn(panel -> panel.path("type").asString().equals("stat"))
                .allMatch(panel -> panel.path("fieldConfig")
                        .path("defaults")
                        .path("noValue")
                        .asString()
                        .equals("n/a"));
    }

    @Test
    void followsTheBucketsOfTheTimeZone() {
        List<Map<String, @Nullable Object>> days = ask(query("14 Change lead time"), ALL, ALL, "day", "Europe/Berlin");

        assertThat(days).hasSizeGreaterThan(2);
        assertThat(days.get(1).get("time")).isEqualTo(Timestamp.from(Instant.parse("2026-02-01T23:00:00Z")));
    }

    @Test
    void cannotSeeADelivery() {
        assertThatThrownBy(() -> reader.sql("select count(*) from delivery")
                        .query(Long.class)
                        .single())
                .hasStackTraceContaining("permission denied for table delivery");
    }

    @Test
    void asksOnlyFunctionsAndViews() {
        assertThat(queries())
                .allSatisfy(query -> assertThat(query.sql())
                        .containsPattern(
                                "from (deployment_frequency|change_lead_time|change_fail_rate|"
                                        + "failed_deployment_recovery_time|deployment_rework_rate|metric_series)\\(|from metric_\\w+")
                        .doesNotContainPattern("(?i)\\b(avg|sum|count|percentile_cont|median)\\s*\\(|join"));
    }

    @Test
    void honoursTheTimePickerInEveryPanelButTheOpenIncidents() {
        panels().filteredOn(panel -> panel.has("targets"))
                .filteredOn(panel -> !panel.path("title").asString().equals("Open incidents"))
                .allSatisfy(panel -> assertThat(
                                panel.path("targets").path(0).path("rawSql").asString())
                        .contains("$__timeFrom()")
                        .contains("$__timeTo()")
                        .contains("${service:sqlstring}")
                        .contains("${environment:sqlstring}"));
    }

    @Test
    void placesEveryPanelOnceAndWithoutOverlap() {
        boolean[][] taken = new boolean[200][24];
        panels().extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        DASHBOARD.path("panels").forEach(panel -> {
            JsonNode place = panel.path("gridPos");
            for (int y = place.path("y").asInt();
                    y < place.path("y").asInt() + place.path("h").asInt();
                    y++) {
                for (int x = place.path("x").asInt();
                        x < place.path("x").asInt() + place.path("w").asInt();
                        x++) {
                    assertThat(taken[y][x])
                            .as("%s at %d, %d", panel.path("title"), x, y)
                            .isFalse();
                    taken[y][x] = true;
                }
            }
        });
    }

    @Test
    void usesTheDataSourceThatIsProvisioned() throws IOException {
        assertThat(Files.readString(FOLDER.resolve("provisioning/datasources/throughline.yml")))
                .contains("    uid: throughline\n    type: grafana-postgresql-datasource\n");
        assertThat(DASHBOARD.findParents("uid"))
                .filteredOn(node -> node.has("type"))
                .allSatisfy(source -> {
                    assertThat(source.path("uid").asString()).isEqualTo("throughline");
                    assertThat(source.path("type").asString()).isEqualTo("grafana-postgresql-datasource");
                });
        panels().filteredOn(panel -> panel.has("targets")).allMatch(panel -> panel.has("datasource"));
    }

    private static List<Map<String, @Nullable Object>> ask(
            Query query, String services, String environment, String interval, String zone) {
        Map<String, String> meaning = new HashMap<>();
        meaning.put("$__timeFrom()", "'2026-02-01T00:00:00Z'");
        meaning.put("$__timeTo()", "'2026-03-31T23:59:59.999Z'");
        meaning.put("${service:sqlstring}", services);
        meaning.put("${environment:sqlstring}", environment);
        meaning.put("${interval:sqlstring}", "'" + interval + "'");
        meaning.put("${__timezone}", zone);
        String sql = query.sql();
        for (Map.Entry<String, String> macro : meaning.entrySet()) {
            sql = sql.replace(macro.getKey(), macro.getValue());
        }
        assertThat(sql).doesNotContain("$");
        return reader.sql(sql).query().listOfRows();
    }

    private static Query query(String of) {
        return queries().stream()
                .filter(query -> query.of().equals(of))
                .findAny()
                .orElseThrow(() -> new AssertionError(of + " is none of " + queries()));
    }

    private static ListAssert<JsonNode> panels() {
        return assertThat(List.copyOf(DASHBOARD.path("panels").values())).isNotEmpty();
    }

    private static JsonNode dashboard() {
        try {
            return JsonMapper.shared().readTree(Files.readString(FOLDER.resolve("dashboards/four-keys.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
