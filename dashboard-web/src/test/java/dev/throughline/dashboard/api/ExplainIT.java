package dev.throughline.dashboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.history.PartFilter;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.history.Parts.Listing;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.HandWritten;
import dev.throughline.engine.metric.LeadTimeDistribution;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.sample.Deriving;
import dev.throughline.engine.story.Story;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sum of its parts is the number: every metric is computed again from all pages of its explanation. */
@SpringBootTest(classes = ApiApplication.class, properties = ApiApplication.SNAKE_CASE)
@AutoConfigureMockMvc
@ActiveProfiles("web")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> SERVICES = List.of("acme/api", "acme/web", "acme/till");
    private static final int DAYS = 24;
    private static final Window EVER =
            new Window(Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z"), ZoneId.of("UTC"));

    @Autowired
    private MockMvcTester http;

    @Autowired
    private DataSource database;

    @Autowired
    private Parts parts;

    @Autowired
    private FourKeys fourKeys;

    @Autowired
    private LeadTimeDistribution leadTimes;

    @BeforeAll
    void tell() {
        new HandWritten(database).clear();
        List<Fact> facts = new ArrayList<>();
        for (String service : SERVICES) {
            facts.addAll(new RandomHistory(service, service.hashCode()).facts(70));
        }
        facts.addAll(new Story("acme/again")
                .push("main", null, "08:00", Story.commit("A", "08:00"))
                .deploy("1", "A", "08:30")
                .push("main", "A", "09:00", Story.commit("B", "09:00"))
                .deploy("2", "B", "10:00")
                .deploy("3", "A", "10:20")
                .push("main", "B", "11:00", Story.commit("C", "11:00"))
                .deploy("4", "C", "12:00")
                .facts());
        Deriving.from(facts, database);
    }

    @Test
    void listsWhatADeploymentDeliversAgainByTheRulesOfDatadog() {
        String query = "service=acme/again&from=2020-01-01&until=2030-01-01&profile=datadog";

        Explanation explanation = explain(Metric.CHANGE_LEAD_TIME, query, 2);

        compareDurations(
                explanation, get("/api/v1/metrics?" + query).get("metrics").get(Metric.CHANGE_LEAD_TIME.word()), query);
        assertThat(explanation.items)
                .extracting(item -> item.get("seconds").asInt() + " " + item.get("flags"))
                .containsExactlyInAnyOrder("3600 []", "3600 []", "10800 [\"redelivered\"]");
        assertThat(explanation.items)
                .extracting(item -> item.get("sha").asString())
                .containsOnlyOnce(Story.sha("C").value())
                .contains(Story.sha("B").value());
    }

    @Test
    void listsPartsByWhatMatters() {
        for (Metric metric : Metric.values()) {
            for (Basis basis : Basis.values()) {
                List<Part> all = parts(metric, basis, Listing.ALL);
                List<Part.Counted> counting = all.stream()
                        .filter(Part.Counted.class::isInstance)
                        .map(Part.Counted.class::cast)
                        .filter(part -> metric.kind() != Metric.Kind.RATE || part.contribution() > 0)
                        .toList();

                assertThat(parts(metric, basis, Listing.COUNTING))
                        .as(metric.word())
                        .isEqualTo(counting);
                assertThat(parts(metric, basis, Listing.LEFT_OUT))
                        .as(metric.word())
                        .isEqualTo(all.stream()
                                .filter(Part.LeftOut.class::isInstance)
                                .toList());
                assertThat(parts(metric, basis, Listing.SLOWEST))
                        .as(metric.word())
                        .isEqualTo(counting.stream()
                                .sorted(Comparator.comparing(
                                        Part.Counted::seconds, Comparator.nullsFirst(Comparator.reverseOrder())))
                                .toList());
            }
        }
        assertThat(parts(Metric.CHANGE_LEAD_TIME, Basis.COMMIT, Listing.SLOWEST))
                .hasSizeGreaterThan(100);
        assertThat(parts(Metric.CHANGE_FAIL_RATE, Basis.COMMIT, Listing.COUNTING))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void countsEachLeadTimeInTheSpanThatListsIt(Profile profile) {
        Scope scope = new Scope(SERVICES, null);
        for (Basis basis : Basis.values()) {
            List<LeadTimeDistribution.Span> spans = leadTimes.distribution(scope, EVER, basis, profile);

            assertThat(spans).hasSize(10);
            assertThat(spans.stream().mapToLong(LeadTimeDistribution.Span::n).sum())
                    .as("samples of %s by %s", profile, basis)
                    .isEqualTo(fourKeys.report(scope, EVER, null, basis, profile)
                            .metrics()
                            .changeLeadTime()
                            .n());
            for (LeadTimeDistribution.Span span : spans) {
                assertThat(parts(
                                Metric.CHANGE_LEAD_TIME,
                                basis,
                                profile,
                                new PartFilter(Listing.SLOWEST, span.atLeast(), span.below())))
                        .as("%s of %s by %s", span.label(), profile, basis)
                        .hasSize((int) span.n());
            }
        }
        assertThat(leadTimes.distribution(scope, EVER, Basis.COMMIT, profile))
                .filteredOn(span -> span.n() > 0)
                .hasSizeGreaterThan(2);
    }

    /** All pages of a listing, joined. */
    private List<Part> parts(Metric metric, Basis basis, Listing listing) {
        return parts(metric, basis, Profile.DORA, PartFilter.of(listing));
    }

    private List<Part> parts(Metric metric, Basis basis, Profile profile, PartFilter filter) {
        List<Part> all = new ArrayList<>();
        Position after = null;
        do {
            Page<Part> page = parts.page(metric, new Scope(SERVICES, null), EVER, basis, profile, filter, after, 37);
            all.addAll(page.items());
            after = page.next();
        } while (after != null);
        return all;
    }

    @Test
    void sumsUpToTheNumberForAnyQuestion() {
        Random random = new Random(20261121);
        Set<String> reasons = new HashSet<>();
        for (int i = 0; i < 15; i++) {
            Question question = i == 0 ? Question.ofAll() : Question.at(random);
            JsonNode answer = get("/api/v1/metrics?" + question.query()).get("metrics");
            for (Metric metric : Metric.values()) {
                Explanation explanation = explain(metric, question.query(), 40 + random.nextInt(200));
                JsonNode number = answer.get(metric.word());
                assertThat(explanation.value).as(question.query()).isEqualTo(number.get("value"));
                switch (metric) {
                    case DEPLOYMENT_FREQUENCY -> compareFrequency(explanation, number, question);
                    case CHANGE_LEAD_TIME, FAILED_DEPLOYMENT_RECOVERY_TIME ->
                        compareDurations(explanation, number, metric + " of " + question.query());
                    case CHANGE_FAIL_RATE, DEPLOYMENT_REWORK_RATE ->
                        compareRate(explanation, number, metric + " of " + question.query());
                }
                explanation.excluded.forEach(
                        out -> reasons.add(out.get("reason").asString()));
            }
        }
        assertThat(reasons)
                .contains(
                        "redeploy",
                        "merged",
                        "not_succeeded",
                        "merge",
                        "squashed",
                        "no_baseline",
                        "ambiguous",
                        "no_change",
                        "unresolved",
                        "not_change_related");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "fourkeys", "datadog"})
    void sumsUpToTheNumberByTheRulesOfOthersToo(String profile) {
        for (String window : List.of("from=2025-10-01&until=2025-12-01", "from=2025-10-20&until=2025-10-27")) {
            String query = window + "&profile=" + profile;
            JsonNode whole = get("/api/v1/metrics?" + query);
            assertThat(whole.get("profile").asString()).isEqualTo(profile);
            JsonNode answer = whole.get("metrics");
            for (Metric metric : Metric.values()) {
                Explanation explanation = explain(metric, query, 170);
                JsonNode number = answer.get(metric.word());
                assertThat(explanation.value).as(query).isEqualTo(number.get("value"));
                switch (metric) {
                    case CHANGE_LEAD_TIME, FAILED_DEPLOYMENT_RECOVERY_TIME ->
                        compareDurations(explanation, number, metric + " of " + query);
                    case CHANGE_FAIL_RATE -> {
                        List<JsonNode> deployments = explanation.items.stream()
                                .filter(item -> item.has("deployment"))
                                .toList();
                        assertThat(number.get("denominator").asLong()).isEqualTo(deployments.size());
                        assertThat(number.get("numerator").asLong())
                                .isEqualTo(explanation.items.stream()
                                        .mapToLong(
                                                item -> item.get("contribution").asLong())
                                        .sum());
                        assertThat(deployments.size() < explanation.items.size())
                                .isEqualTo(profile.equals("gitlab"));
                    }
                    case DEPLOYMENT_FREQUENCY ->
                        assertThat(explanation.items)
                                .hasSize(number.get("count").asInt());
                    case DEPLOYMENT_REWORK_RATE -> compareRate(explanation, number, metric + " of " + query);
                }
            }
        }
    }

    private static void compareFrequency(Explanation explanation, JsonNode number, Question question) {
        long count = explanation.items.stream()
                .mapToLong(item -> item.get("contribution").asLong())
                .sum();
        assertThat(number.get("count").asLong()).as(question.query()).isEqualTo(count);
        assertThat(explanation.items).hasSize((int) count);
        assertThat(number.get("deploy_days").asLong())
                .isEqualTo(explanation.items.stream()
                        .map(item -> instant(item).atZone(question.zone).toLocalDate())
                        .distinct()
                        .count());
        if (!number.get("value").isNull()) {
            assertThat(number.get("value").asDouble())
                    .as(question.query())
                    .isCloseTo(count / question.days(), within(1e-9));
        }
    }

    private static void compareRate(Explanation explanation, JsonNode number, String of) {
        long failed = explanation.items.stream()
                .mapToLong(item -> item.get("contribution").asLong())
                .sum();
        assertThat(number.get("numerator").asLong()).as(of).isEqualTo(failed);
        assertThat(number.get("denominator").asLong()).as(of).isEqualTo(explanation.items.size());
        if (!explanation.items.isEmpty()) {
            assertThat(number.get("value").asDouble()).as(of).isEqualTo(failed / (double) explanation.items.size());
        }
        if (of.startsWith("CHANGE_FAIL_RATE")) {
            for (JsonNode item : explanation.items) {
                assertThat(item.get("contribution").asInt())
                        .isEqualTo(item.get("evidence").isEmpty() ? 0 : 1);
            }
        }
    }

    private static void compareDurations(Explanation explanation, JsonNode number, String of) {
        List<Integer> seconds = explanation.items.stream()
                .filter(item -> !item.get("seconds").isNull())
                .map(item -> item.get("seconds").asInt())
                .sorted()
                .toList();
        assertThat(number.get("n").asInt()).as(of).isEqualTo(seconds.size());
        assertThat(explanation.items.stream()
                        .mapToInt(item -> item.get("contribution").asInt())
                        .sum())
                .as(of)
                .isEqualTo(seconds.size());
        assertThat(explanation.items.size() - seconds.size())
                .as(of)
                .isEqualTo(number.path("open").asInt());
        if (seconds.isEmpty()) {
            assertThat(number.get("value").isNull()).as(of).isTrue();
            return;
        }
        assertThat(number.get("value").asDouble()).as(of).isCloseTo(percentile(seconds, 0.5), within(1e-6));
        assertThat(number.get("p75").asDouble()).as(of).isCloseTo(percentile(seconds, 0.75), within(1e-6));
        assertThat(number.get("p90").asDouble()).as(of).isCloseTo(percentile(seconds, 0.9), within(1e-6));
        if (number.has("mean")) {
            assertThat(number.get("mean").asDouble())
                    .as(of)
                    .isCloseTo(
                            seconds.stream()
                                    .mapToInt(Integer::intValue)
                                    .average()
                                    .orElseThrow(),
                            within(1e-3));
        }
    }

    private static double percentile(List<Integer> sorted, double fraction) {
        double place = fraction * (sorted.size() - 1);
        int low = (int) Math.floor(place);
        int high = (int) Math.ceil(place);
        return sorted.get(low) + (place - low) * (sorted.get(high) - sorted.get(low));
    }

    @ParameterizedTest
    @ValueSource(strings = {"commit", "change", "merge"})
    void saysTheSameInAnySizeOfPage(String basis) {
        String query = "service=acme/web&service=acme/api&from=2025-10-18&until=2025-10-30&basis=" + basis;
        for (Metric metric : basis.equals("commit") ? Metric.values() : new Metric[] {Metric.CHANGE_LEAD_TIME}) {
            Explanation whole = explain(metric, query, 1000);
            assertThat(whole.items).as(metric.word()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(whole.items)
                    .as(metric.word())
                    .allMatch(item -> item.get("deployment").isString())
                    .allMatch(item -> item.has("sha") == (metric == Metric.CHANGE_LEAD_TIME));
            for (int limit : List.of(3, 50)) {
                Explanation pages = explain(metric, query, limit);
                assertThat(pages.items).as(metric.word()).isEqualTo(whole.items);
                assertThat(pages.excluded).as(metric.word()).isEqualTo(whole.excluded);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=1&limit=2",
                "after=garbage",
                "interval=week",
                "basis=line",
                "profile=devlake",
                "profile=gitlab&basis=commit",
                "from=yesterday",
                "timezone=Mars/Olympus",
                "team=red&service=acme/web",
                "wrong=1"
            })
    void refusesWhatItCannotUse(String query) {
        MvcTestResult answer = ask("/api/v1/metrics/change_fail_rate/explain?" + query);

        assertThat(answer).hasStatus(400).bodyJson().extractingPath("$.type").isEqualTo("/problems/bad-parameter");
    }

    @Test
    void staysWithTheWindowThatItsFirstPartHas() {
        String path = "/api/v1/metrics/deployment_frequency/explain?from=2025-10-01&limit=5";
        JsonNode first = get(path);
        JsonNode second = get(path + "&after=" + first.get("next").asString());

        assertThat(second.get("window")).isEqualTo(first.get("window"));
        assertThat(second.get("value")).isEqualTo(first.get("value"));
        assertThat(second.get("items")).isNotEqualTo(first.get("items"));
    }

    @Test
    void knowsNoOtherMetricAndNoOtherService() {
        assertThat(ask("/api/v1/metrics/mttr/explain"))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/not-found");
        assertThat(ask("/api/v1/metrics/change_lead_time/explain?service=nobody"))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/unknown-service");
    }

    @Test
    void takesAnyCursorThatLooksLikeOne() {
        // 2025-10-01T00:00:00Z and an id that is none
        assertThat(
                        ask(
                                "/api/v1/metrics/change_lead_time/explain?from=2025-09-01&after=MjAyNS0xMC0wMVQwMDowMDowMFoKYWE"))
                .hasStatusOk();
        assertThat(ask("/api/v1/changes?after=MjAyNS0xMC0wMVQwMDowMDowMFoKYWE")).hasStatusOk();
    }

    @Test
    void listsEveryMergedChangeOnceAsDeployedOrNot() {
        List<JsonNode> all = changes("");
        List<JsonNode> deployed = changes("&state=deployed");
        List<JsonNode> undeployed = changes("&state=undeployed");

        assertThat(all).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        assertThat(undeployed)
                .isNotEmpty()
                .allMatch(change -> change.get("deployment").isNull());
        assertThat(ids(Stream.concat(deployed.stream(), undeployed.stream())))
                .containsExactlyInAnyOrderElementsOf(ids(all.stream()));
        for (JsonNode change : undeployed) {
            long age = Duration.between(Instant.parse(change.get("merged_at").asString()), Instant.now())
                    .toSeconds();
            assertThat(change.get("age_seconds").asLong()).isBetween(age - 60, age + 60);
        }
    }

    @Test
    void givesEachChangeTheLeadTimeThatItsNumberIsMadeOfAndSplitsItIntoStages() {
        List<String> explained = new ArrayList<>();
        explain(Metric.CHANGE_LEAD_TIME, "from=2025-10-01&until=2026-12-01&basis=change", 1000).items.stream()
                .filter(item -> item.has("change"))
                .forEach(item -> explained.add(item.get("deployment").asString() + " "
                        + item.get("change").get("number") + " " + item.get("seconds")));
        List<String> listed = new ArrayList<>();
        for (JsonNode change : changes("&state=deployed")) {
            assertThat(change.get("age_seconds").isNull()).isTrue();
            if (!change.get("lead_time_seconds").isNull()) {
                listed.add(change.get("deployment").asString() + " " + change.get("number") + " "
                        + change.get("lead_time_seconds"));
                assertThat(change.get("stages")
                                .valueStream()
                                .mapToLong(JsonNode::asLong)
                                .sum())
                        .as(change.toString())
                        .isEqualTo(change.get("lead_time_seconds").asLong());
            }
        }
        assertThat(listed).isNotEmpty().containsExactlyInAnyOrderElementsOf(explained);
    }

    private List<JsonNode> changes(String filter) {
        List<JsonNode> changes = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = get("/api/v1/changes?limit=9" + filter + after);
            page.get("items").forEach(changes::add);
            after = after(page);
        } while (after != null);
        return changes;
    }

    private static List<String> ids(Stream<JsonNode> changes) {
        return changes.map(change -> change.get("id").asString()).toList();
    }

    /** A scope and a window, in dates or in instants of UTC. */
    private record Question(String query, ZoneId zone, double days) {

        static Question at(Random random) {
            StringBuilder query = new StringBuilder("basis=" + pick(random, "commit", "change", "merge"));
            SERVICES.stream()
                    .filter(_ -> random.nextInt(3) == 0)
                    .forEach(name -> query.append("&service=").append(name));
            query.append(pick(random, "", "", "&environment=production", "&environment=production-eu"));
            int start = random.nextInt(DAYS) - 3;
            int length = 1 + random.nextInt(DAYS);
            if (random.nextBoolean()) {
                ZoneId zone = ZoneId.of(pick(random, "Europe/Berlin", "America/New_York"));
                LocalDate from = LocalDate.of(2025, 10, 18).plusDays(start);
                query.append("&timezone=").append(zone).append("&from=").append(from);
                query.append("&until=").append(from.plusDays(length));
                return new Question(query.toString(), zone, length);
            }
            Instant from = RandomHistory.START.plus(start, ChronoUnit.DAYS).plusSeconds(random.nextInt(86_400));
            Instant until = from.plusSeconds(length * 43_200L);
            query.append("&from=").append(from).append("&until=").append(until);
            return new Question(query.toString(), ZoneId.of("UTC"), length / 2.0);
        }

        static Question ofAll() {
            return new Question("basis=commit&from=2025-10-01&until=2025-12-01", ZoneId.of("UTC"), 61);
        }

        private static String pick(Random random, String... words) {
            return words[random.nextInt(words.length)];
        }
    }

    private record Explanation(JsonNode value, List<JsonNode> items, List<JsonNode> excluded) {}

    private Explanation explain(Metric metric, String query, int limit) {
        List<JsonNode> items = new ArrayList<>();
        List<JsonNode> excluded = new ArrayList<>();
        String after = "";
        JsonNode page;
        do {
            page = get("/api/v1/metrics/" + metric.word() + "/explain?limit=" + limit + "&" + query + after);
            assertThat(page.get("items").size() + page.get("excluded").size()).isLessThanOrEqualTo(limit);
            page.get("items").forEach(items::add);
            page.get("excluded").forEach(excluded::add);
            after = after(page);
        } while (after != null);
        return new Explanation(page.get("value"), items, excluded);
    }

    private static @Nullable String after(JsonNode page) {
        return page.get("next").isNull() ? null : "&after=" + page.get("next").asString();
    }

    private static Instant instant(JsonNode item) {
        return Instant.parse(item.get("at").asString());
    }

    private JsonNode get(String uri) {
        MvcTestResult answer = ask(uri);
        assertThat(answer).as(uri).hasStatusOk();
        try {
            return JSON.readTree(answer.getResponse().getContentAsString());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MvcTestResult ask(String uri) {
        return http.get().uri(uri).exchange();
    }
}
