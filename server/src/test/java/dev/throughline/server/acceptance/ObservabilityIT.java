package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** docs/observability.md, the boards and rules that read it, and what Prometheus is given, held together. */
class ObservabilityIT {

    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(throughline_\\w+)` \\| (\\w+) \\|");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (throughline_\\w+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)[{ ]");
    private static final Pattern SELECTOR = Pattern.compile("(\\w+)\\{|label_values\\((\\w+)");

    /** Of rules, whose recorded series have a colon in their names. */
    private static final Pattern READ = Pattern.compile("(?<![:\\w])throughline_\\w+");

    private static final Pattern PAGE = Pattern.compile("\\$\\{throughline_url}(/[^\"]*)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path BOARDS = Path.of("../grafana/dashboards");
    private static final Path RULES = Prometheus.FILES.resolve("rules/throughline.yml");
    private static final Path TESTS_OF_RULES = Prometheus.FILES.resolve("tests/throughline.yml");

    private static final List<String> LATE = List.of(
            "throughline_failed_deployment_recovery_seconds{",
            "throughline_source_api_up{",
            "throughline_source_silent_seconds{");

    private static final Story STORY = new Story("observability");
    private static final Repository REPOSITORY = STORY.repository("s");

    private static GitHubApi api;
    private static FullServer server;
    private static String scrape = "";

    /** Some meters are there only once an API has been asked, or a source has been heard of. */
    @BeforeAll
    static void tell() {
        api = new GitHubApi(ForgeState.of());
        api.token("token");
        server = FullServer.start(
                "--throughline.github.token=token",
                "--throughline.github.api-url=" + api.url(),
                "--throughline.gauges.interval=1s",
                "--throughline.history.poll=1s");
        failOfLate();
        server.tell(STORY);
        await(() -> {
            scrape = server.text("/actuator/prometheus");
            return LATE.stream().allMatch(scrape::contains);
        });
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        api.close();
    }

    @Test
    void listsEveryMeterOnceAndNothingElse() throws IOException {
        assertThat(names(TYPE, scrape).stream().filter(name -> !name.contains("_max ")))
                .containsExactlyInAnyOrderElementsOf(
                        names(DOCUMENTED, Files.readString(Path.of("../docs/observability.md"))));
    }

    @Test
    void hasWhateverTheBoardsAndRulesAskFor() throws IOException {
        Set<String> known =
                SAMPLE.matcher(scrape).results().map(found -> found.group(1)).collect(Collectors.toSet());
        Set<String> asked = new TreeSet<>();
        expressions().forEach(expression -> asked.addAll(selected(expression)));
        variables().forEach(variable -> asked.addAll(selected(variable)));
        READ.matcher(Files.readString(RULES)).results().forEach(found -> asked.add(found.group()));

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(known).containsAll(asked);
    }

    @Test
    void leadsFromTheBoardsToPagesThatExist() {
        Set<String> pages = boards().flatMap(
                        board -> PAGE.matcher(board.toString()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(pages).hasSizeGreaterThanOrEqualTo(8).allSatisfy(page -> {
            String address = page.replaceAll(
                            "\\$\\{(service|__value\\.raw):percentencode}", FullServer.encode(REPOSITORY.service()))
                    .replace(
                            "${__from:date:YYYY-MM-DD}",
                            LocalDate.now(ZoneOffset.UTC).minusDays(30).toString());
            assertThat(address).doesNotContain("$");
            assertThat(server.text(address)).contains("<html");
        });
    }

    @Test
    void hasRulesThatPromtoolTestsEachOf() throws Exception {
        Prometheus.promtool(
                "check", "config", Prometheus.FILES.resolve("prometheus.yml").toString());
        Prometheus.promtool("test", "rules", TESTS_OF_RULES.toString());

        String tests = Files.readString(TESTS_OF_RULES);
        assertThat(Pattern.compile("(?m)- (?:alert|record): (\\S+)$")
                        .matcher(Files.readString(RULES))
                        .results()
                        .map(found -> found.group(1)))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(tests).containsPattern("(alertname|expr): " + name + "\n"));
    }

    @Test
    void isScrapedByARealPrometheusThatAnswersTheBoardsAndRunsTheRules(@TempDir Path folder) throws IOException {
        String gauge = "throughline_change_fail_ratio{job=\"throughline\", service=\"" + REPOSITORY.service() + "\"}";
        try (Prometheus prometheus = new Prometheus(server.address(), folder)) {
            await(prometheus::isReady);
            await(() -> !prometheus.ask(gauge).isEmpty());
            assertThat(prometheus.ask(gauge))
                    .containsExactly(new Metrics(server, "", REPOSITORY)
                            .answer()
                            .at("/metrics/change_fail_rate/value")
                            .asDouble());

            await(() -> !prometheus
                    .ask("source_outcome:throughline_deliveries:rate5m")
                    .isEmpty());
            await(() -> healthOfRules(prometheus).stream().allMatch("ok"::equals));
            assertThat(healthOfRules(prometheus)).hasSizeGreaterThan(10);
            assertThat(expressions())
                    .hasSizeGreaterThan(20)
                    .allSatisfy(expression -> assertThat(prometheus.ask(expression
                                    .replace("$job", "throughline")
                                    .replace("$instance", ".+")
                                    .replace("$__rate_interval", "1m")))
                            .as(expression)
                            .isNotEmpty());
        }
    }

    /** {@code unknown} until it was evaluated for the first time. */
    private static List<String> healthOfRules(Prometheus prometheus) {
        return prometheus.get("/api/v1/rules").at("/data/groups").values().stream()
                .flatMap(group -> group.path("rules").values().stream())
                .map(rule -> rule.path("health").asString())
                .toList();
    }

    /** A deployment that failed and was rolled back the day before yesterday. */
    private static void failOfLate() {
        String day = LocalDate.now(ZoneOffset.UTC).minusDays(2).toString();
        REPOSITORY.push(day + " 08:00", REPOSITORY.commit("good", day + " 07:00"));
        REPOSITORY.deployed("D1", "good", day + " 09:00");
        REPOSITORY.push(day + " 10:00", REPOSITORY.commit("bad", day + " 09:30"));
        REPOSITORY.deployed("D2", "bad", day + " 11:00");
        REPOSITORY.deployed("D3", "good", day + " 11:30");
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(() -> "too late for " + scrape).isBefore(deadline);
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What the panels of boards ask Prometheus. */
    private static List<String> expressions() {
        return boards().flatMap(board -> board.findValuesAsString("expr").stream())
                .toList();
    }

    /** What their variables ask it. */
    private static List<String> variables() {
        return boards().flatMap(board -> board.at("/templating/list").values().stream())
                .map(variable -> variable.path("query").asString())
                .filter(query -> query.startsWith("label_values("))
                .toList();
    }

    private static Stream<JsonNode> boards() {
        try (Stream<Path> files = Files.list(BOARDS)) {
            return files.map(ObservabilityIT::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return FullServer.JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> selected(String expression) {
        return SELECTOR.matcher(expression)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }
}
