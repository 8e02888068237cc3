package dev.throughline.dashboard.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.metric.Metric;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The boards and alert rules held against what Grafana demands of them, and against most of what its dashboard-linter advises. */
class BoardsTest {

    private static final int WIDTH = 24;
    private static final String SQL = "grafana-postgresql-datasource";
    private static final String PROMETHEUS = "prometheus";

    /** Each comes with Grafana itself. */
    private static final Set<String> PANELS =
            Set.of("row", "stat", "timeseries", "table", "barchart", "state-timeline", "text");

    private static final Set<String> UNITS =
            Set.of("none", "s", "percentunit", "bytes", "cps", "dateTimeAsSystem", "bool_yes_no");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
    private static final Pattern LINKED_BOARD = Pattern.compile("\"/d/([\\w-]+)");

    static List<Board> boards() {
        return Board.all();
    }

    static List<Board> boardsOfSql() {
        return boards().stream().filter(board -> source(board).equals(SQL)).toList();
    }

    @Test
    void areTheSevenWithNamesOfTheirOwn() {
        assertThat(boards())
                .extracting(Board::name)
                .containsExactly("collector", "data-quality", "lead-time", "overview", "service", "stability", "teams");
        assertThat(boards()).extracting(Board::uid).allMatch(uid -> uid.matches("throughline-[a-z-]{1,28}"));
        assertThat(boards()).allSatisfy(board -> assertThat(board.uid()).isEqualTo("throughline-" + board.name()));
        assertThat(boards())
                .extracting(board -> board.json().path("title").asString())
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    /** A greater schemaVersion would let an older Grafana leave out its migrations. */
    @ParameterizedTest
    @MethodSource("boards")
    void isReadByGrafana11AndNewer(Board board) {
        assertThat(board.json().path("schemaVersion").asInt()).isEqualTo(39);
        assertThat(board.json().has("id")).isFalse();
        assertThat(board.json().path("editable").asBoolean(true)).isFalse();
        assertThat(board.json().path("description").asString()).isNotBlank();
        assertThat(board.panels())
                .extracting(panel -> panel.path("type").asString())
                .isSubsetOf(PANELS);
    }

    @ParameterizedTest
    @MethodSource("boards")
    void beginsWithThirtyCompleteDaysAndToday(Board board) {
        assertThat(board.json().path("time").path("from").asString()).isEqualTo("now-30d/d");
        assertThat(board.json().path("time").path("to").asString()).isEqualTo("now");
        assertThat(board.json().path("timezone").asString()).isEqualTo("utc");
        assertThat(board.json().path("weekStart").asString()).isEqualTo("monday");
    }

    @ParameterizedTest
    @MethodSource("boards")
    void leavesTheDataSourceToTheReader(Board board) {
        List<JsonNode> chosen = board.variables().stream()
                .filter(variable -> variable.path("type").asString().equals("datasource"))
                .toList();
        assertThat(chosen).singleElement().satisfies(variable -> {
            assertThat(variable.path("name").asString()).isEqualTo("datasource");
            assertThat(variable.path("label").asString()).isEqualTo("Data source");
            assertThat(variable.path("query").asString()).isIn(SQL, PROMETHEUS);
            assertThat(variable.path("current").isEmpty()).isTrue();
        });
        assertThat(board.json().findValues("datasource"))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source.path("type").asString() + " "
                                + source.path("uid").asString())
                        .isIn(source(board) + " ${datasource}", "grafana -- Grafana --"));
        board.asking().forEach(panel -> {
            assertThat(panel.has("datasource")).isTrue();
            panel.path("targets")
                    .forEach(target -> assertThat(target.has("datasource")).isTrue());
        });
    }

    @ParameterizedTest
    @MethodSource("boards")
    void placesEveryPanelOnceAndWithoutOverlap(Board board) {
        Set<String> taken = new HashSet<>();
        assertThat(board.panels())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates()
                .allMatch(id -> id > 0);
        for (JsonNode panel : board.panels()) {
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt() + place.path("w").asInt();
            int bottom = place.path("y").asInt() + place.path("h").asInt();
            assertThat(right).as("%s", panel.path("title")).isLessThanOrEqualTo(WIDTH);
            assertThat(place.path("w").asInt() * place.path("h").asInt()).isPositive();
            for (int y = place.path("y").asInt(); y < bottom; y++) {
                for (int x = place.path("x").asInt(); x < right; x++) {
                    assertThat(taken.add(x + " " + y))
                            .as("%s at %d, %d", panel.path("title"), x, y)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boards")
    void saysWhatEachPanelShowsAndInWhichUnit(Board board) {
        assertThat(board.panels()).allSatisfy(panel -> {
            String type = panel.path("type").asString();
            assertThat(panel.path("title").asString()).isNotBlank();
            if (!type.equals("row")) {
                assertThat(panel.path("description").asString()).isNotBlank();
            }
            assertThat(panel.has("targets")).isEqualTo(!Set.of("row", "text").contains(type));
        });
        assertThat(board.asking()).allSatisfy(panel -> {
            JsonNode defaults = panel.path("fieldConfig").path("defaults");
            assertThat(defaults.path("unit").asString()).isIn(UNITS);
            assertThat(defaults.path("noValue").asString()).isEqualTo("n/a");
            panel.path("fieldConfig")
                    .path("overrides")
                    .forEach(override -> override.path("properties").forEach(property -> {
                        if (property.path("id").asString().equals("unit")) {
                            assertThat(property.path("value").asString()).isIn(UNITS);
                        }
                    }));
            assertThat(panel.path("targets").values().stream()
                            .map(target -> target.path("refId").asString()))
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.matches("[A-Z]"));
        });
    }

    @ParameterizedTest
    @MethodSource("boards")
    void usesEveryVariableThatItHasAndNoOther(Board board) {
        Set<String> declared = board.variables().stream()
                .map(variable -> variable.path("name").asString())
                .collect(Collectors.toSet());
        String text = board.json().toString();
        Set<String> used = VARIABLE.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.startsWith("__"))
                .collect(Collectors.toSet());
        assertThat(used).isEqualTo(declared);
        assertThat(board.variables())
                .filteredOn(variable -> variable.path("type").asString().equals("query"))
                .allSatisfy(variable -> {
                    assertThat(variable.path("refresh").asInt()).isEqualTo(2);
                    assertThat(variable.path("definition")).isEqualTo(variable.path("query"));
                    assertThat(variable.path("label").asString()).isNotBlank();
                });
    }

    @ParameterizedTest
    @MethodSource("boards")
    void leadsToTheOtherBoardsAndToThePages(Board board) {
        assertThat(board.json().path("tags").toString()).contains("\"throughline\"");
        assertThat(board.json().path("links").values().stream())
                .satisfiesExactly(
                        boards -> {
                            assertThat(boards.path("type").asString()).isEqualTo("dashboards");
                            assertThat(boards.path("tags").toString()).isEqualTo("[\"throughline\"]");
                            assertThat(boards.path("keepTime").asBoolean()).isTrue();
                        },
                        page -> assertThat(page.path("url").asString()).startsWith("${throughline_url}/"));
        assertThat(LINKED_BOARD.matcher(board.json().toString()).results().map(found -> found.group(1)))
                .isSubsetOf(boards().stream().map(Board::uid).toList());
    }

    /** A link could be made to lead elsewhere if its address were in the board's own. */
    @ParameterizedTest
    @MethodSource("boards")
    void takesTheAddressOfThePagesFromItsFileOnly(Board board) {
        assertThat(board.variables())
                .filteredOn(variable -> variable.path("name").asString().equals("throughline_url"))
                .singleElement()
                .satisfies(variable -> {
                    assertThat(variable.path("type").asString()).isEqualTo("constant");
                    assertThat(variable.path("skipUrlSync").asBoolean()).isTrue();
                });
    }

    @ParameterizedTest
    @MethodSource("boardsOfSql")
    void marksDeploymentsFailuresAndIncidents(Board board) {
        assertThat(board.json().path("annotations").path("list").values().stream()
                        .map(annotation -> annotation.path("name").asString()))
                .containsExactly("Annotations & Alerts", "Deployments", "Failures", "Incidents");
    }

    /** An incident has an environment only through the deployment that it is linked to. */
    @ParameterizedTest
    @MethodSource("boardsOfSql")
    void honoursWhatIsChosenWhereNoTitleSaysOtherwise(Board board) {
        List<Query> asked = board.queries().stream()
                .filter(query -> query.sql().contains("("))
                .filter(query -> !query.sql().contains("from metric_environment")
                        && !query.sql().contains("from metric_service"))
                .toList();
        assertThat(asked)
                .filteredOn(query -> !query.of().endsWith(": Open incidents"))
                .isNotEmpty()
                .allMatch(query ->
                        query.sql().contains("$__timeFrom()") && query.sql().contains("$__timeTo()"));
        assertThat(asked)
                .filteredOn(query -> !query.sql().contains("from metric_incident"))
                .allMatch(query -> query.sql().contains("${environment:sqlstring}"));
        assertThat(asked)
                .allMatch(query -> query.sql()
                        .contains(board.name().equals("teams") ? "${team:sqlstring}" : "${service:sqlstring}"));
    }

    /** Draws, never computes: a formula stands in the database and nowhere else. */
    @Test
    void asksOnlyFunctionsAndViews() {
        String metrics = Stream.of(Metric.values()).map(Metric::word).collect(Collectors.joining("|"));
        assertThat(Stream.concat(
                        boards().stream().flatMap(board -> board.queries().stream()), AlertRules.queries().stream()))
                .hasSizeGreaterThan(90)
                .allSatisfy(query -> assertThat(query.sql())
                        .containsPattern(
                                "from (" + metrics + "|metric_series|metrics_by_service|metrics_by_team|metric_coverage"
                                        + "|metric_coverage_by_service|change_lead_time_distribution|\\w+_annotations)\\(|from metric_\\w+")
                        .doesNotContainPattern("(?i)\\b(avg|sum|count|percentile_cont|median)\\s*\\(|join|[*/]"));
    }

    @Test
    void asksPrometheusOfTheChosenProcessesOnly() {
        List<String> asked = boards().stream()
                .filter(board -> source(board).equals(PROMETHEUS))
                .flatMap(board -> board.json().findValuesAsString("expr").stream())
                .toList();
        assertThat(asked).hasSizeGreaterThan(20).allSatisfy(expression -> {
            List<String> selectors = Pattern.compile("\\{[^}]*}")
                    .matcher(expression)
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(selectors)
                    .isNotEmpty()
                    .allMatch(selector ->
                            selector.contains("job=~\"$job\"") && selector.contains("instance=~\"$instance\""));
            assertThat(Pattern.compile("\\[([^]]*)]")
                            .matcher(expression)
                            .results()
                            .map(found -> found.group(1)))
                    .allMatch("$__rate_interval"::equals);
            if (expression.contains("_total{")) {
                assertThat(expression).contains("rate(");
            }
        });
    }

    @Test
    void areProvisionedWithTheSourcesTheyAsk() {
        List<JsonNode> sources = List.copyOf(AlertRules.yaml("datasources/throughline.yml")
                .path("datasources")
                .values());
        assertThat(sources).extracting(source -> source.path("type").asString()).containsExactly(SQL, PROMETHEUS);
        assertThat(AlertRules.yaml("dashboards/throughline.yml").path("providers").values().stream())
                .singleElement()
                .satisfies(provider -> assertThat(
                                provider.path("options").path("path").asString())
                        .isEqualTo("/var/lib/grafana/dashboards"));
    }

    @Test
    void offersAlertRulesThatAreOff() {
        assertThat(AlertRules.all()).hasSizeGreaterThanOrEqualTo(4).allSatisfy(rule -> {
            assertThat(rule.path("isPaused").asBoolean(false)).isTrue();
            assertThat(rule.path("uid").asString()).matches("throughline-example-[a-z-]{1,20}");
            assertThat(rule.path("execErrState").asString()).isEqualTo("Error");
            assertThat(rule.path("annotations").path("summary").asString()).contains("{{ $labels.service }}");
            List<String> steps = rule.path("data").values().stream()
                    .map(step -> step.path("refId").asString())
                    .toList();
            assertThat(steps).contains(rule.path("condition").asString());
            assertThat(rule.path("data").values().stream()).allSatisfy(step -> {
                assertThat(step.path("datasourceUid").asString()).isIn("throughline", "__expr__");
                assertThat(step.path("model").path("refId")).isEqualTo(step.path("refId"));
                if (step.path("model").has("expression")) {
                    assertThat(steps)
                            .contains(step.path("model").path("expression").asString());
                }
            });
        });
        assertThat(AlertRules.all()).extracting(rule -> rule.path("uid")).doesNotHaveDuplicates();
        assertThat(AlertRules.yaml("datasources/throughline.yml")
                        .path("datasources")
                        .path(0)
                        .path("uid")
                        .asString())
                .isEqualTo("throughline");
    }

    private static String source(Board board) {
        return board.variables().getFirst().path("query").asString();
    }
}
