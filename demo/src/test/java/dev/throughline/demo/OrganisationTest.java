package dev.throughline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OrganisationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T13:59:29Z");
    private static final Instant YEAR_AGO = NOW.minus(Duration.ofDays(365));
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<Delivery> YEAR = Organisation.deliveries(YEAR_AGO, NOW);

    @Test
    void tellsTheSameYearEachTime() {
        assertThat(ids(Organisation.deliveries(YEAR_AGO, NOW))).isEqualTo(ids(YEAR));
    }

    @Test
    void onlyAddsToWhatAnEarlierRunHasTold() {
        Instant later = NOW.plus(Duration.ofDays(9)).plusSeconds(77);

        List<Delivery> laterYear = Organisation.deliveries(later.minus(Duration.ofDays(365)), later);

        Set<String> told = new HashSet<>(ids(YEAR));
        assertThat(laterYear.stream().filter(delivery -> !told.contains(delivery.id())))
                .isNotEmpty()
                .allSatisfy(delivery -> assertThat(delivery.at()).isAfterOrEqualTo(NOW));
        assertThat(laterYear.stream().filter(delivery -> delivery.at().isBefore(NOW)))
                .allSatisfy(delivery -> assertThat(told).contains(delivery.id()));
    }

    @Test
    void givesEachDeliveryAnIdOfItsOwn() {
        assertThat(ids(YEAR)).doesNotHaveDuplicates();
    }

    @Test
    void staysWithinItsYearInOrderOfTime() {
        assertThat(YEAR)
                .isSortedAccordingTo(Comparator.comparing(Delivery::at))
                .allSatisfy(delivery -> assertThat(delivery.at()).isBetween(YEAR_AGO, NOW));
    }

    @Test
    void isAYearThatThreeTeamsCouldHaveHad() {
        Map<String, Long> events = YEAR.stream().collect(Collectors.groupingBy(Delivery::event, Collectors.counting()));
        assertThat(events)
                .containsOnlyKeys(
                        "push", "pull_request", "pull_request_review", "deployment", "deployment_status", "issues");
        assertThat(YEAR.size()).isBetween(4_000, 10_000);

        Map<String, Integer> successes = new HashMap<>();
        for (Delivery delivery : YEAR) {
            JsonNode payload = JSON.readTree(delivery.body());
            if (payload.path("deployment_status").path("state").asString("").equals("success")
                    && payload.path("deployment").path("production_environment").asBoolean()) {
                successes.merge(payload.path("repository").path("full_name").asString(), 1, Integer::sum);
            }
        }
        assertThat(successes.get("acme/checkout")).isBetween(500, 1_000);
        assertThat(successes.get("acme/catalog")).isBetween(50, 90);
        assertThat(successes.get("acme/ledger")).isBetween(24, 50);
    }

    @Test
    void continuesEachBranchWhereItsLastPushLeftIt() {
        Map<String, String> heads = new HashMap<>();
        for (Delivery delivery : YEAR) {
            if (delivery.event().equals("push")) {
                JsonNode push = JSON.readTree(delivery.body());
                String branch = push.path("repository").path("full_name").asString() + " "
                        + push.path("ref").asString();
                String before = push.path("before").asString();
                assertThat(heads.getOrDefault(branch, before)).isEqualTo(before);
                heads.put(branch, push.path("after").asString());
            }
        }
        assertThat(heads).hasSizeGreaterThan(300);
    }

    @Test
    void writesWhatGitHubWrites() {
        JsonNode push = JSON.readTree(YEAR.stream()
                .filter(delivery -> delivery.event().equals("push"))
                .findFirst()
                .orElseThrow()
                .body());

        assertThat(push.path("repository").path("id").isIntegralNumber()).isTrue();
        assertThat(push.path("repository").path("pushed_at").isIntegralNumber())
                .as("epoch seconds, in pushes alone")
                .isTrue();
        assertThat(push.path("repository").path("owner").path("login").asString())
                .isEqualTo("acme");
        JsonNode commit = push.path("commits").path(0);
        assertThat(commit.path("id").asString()).matches("[0-9a-f]{40}");
        assertThat(Instant.parse(commit.path("timestamp").asString())).isBefore(NOW);
        assertThat(commit.path("author").has("date")).isFalse();
    }

    private static List<String> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::id).toList();
    }
}
