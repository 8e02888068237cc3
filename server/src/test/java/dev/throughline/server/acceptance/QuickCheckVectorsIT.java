package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.demo.Commit;
import dev.throughline.demo.Issue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The vectors about DORA's Quick Check: how often is answered by the weeks of half a year, and what the answers score. */
class QuickCheckVectorsIT extends Vectors {

    /** A Monday; 26 complete weeks later is 29 June. */
    private static final Instant FIRST_MONDAY = Story.at("2025-12-29 10:00");

    private int deployments;

    @Test
    @DisplayName("F5 how often: by the median week, and where that is empty by the median month")
    void f5Bands() {
        List<Integer> medians = List.of(10, 5, 1);
        for (int median : medians) {
            Repository repository = story.repository("weekly-" + median);
            // one week more than half of them; the others have none
            for (int week = 0; week < 26; week++) {
                deploy(repository, week, week % 13 < 7 ? median : 0);
            }
        }
        Repository seldom = story.repository("seldom");
        for (int week : List.of(2, 5, 8, 12, 16, 21, 25)) {
            deploy(seldom, week, week == 2 ? 3 : 2);
        }
        tell();

        assertThat(medians.stream().map(median -> howOften("weekly-" + median))).containsExactly(6, 5, 4);
        assertThat(howOften("seldom")).isEqualTo(3);
    }

    @Test
    @DisplayName("answers 5, 4 and 5, a fail rate of 10 % and rework of 20 %: 7.8 overall")
    void quickCheck() {
        // 30 deployments: 3 fail for four hours each, 6 fix the first of these failures
        for (int week = 0; week < 26; week++) {
            deploy(s, week, week < 4 ? 2 : 1, week > 19 ? "Mend it\n\nFixes-incident: 1" : "Go on");
            if (week % 10 == 0) {
                Instant broken = monday(week).plus(20, ChronoUnit.HOURS);
                Issue incident = s.incident("", broken);
                s.github().close(incident, broken.plus(4, ChronoUnit.HOURS));
            }
        }
        tell();

        JsonNode check = quickCheck("s");
        JsonNode answers = check.path("answers");
        assertThat(answers.path("change_lead_time").asInt()).isEqualTo(5);
        assertThat(answers.path("deployment_frequency").asInt()).isEqualTo(4);
        assertThat(answers.path("failed_deployment_recovery_time").asInt()).isEqualTo(5);
        JsonNode scores = check.path("scores");
        assertThat(scores.path("change_lead_time").asDouble()).isEqualTo(8);
        assertThat(scores.path("deployment_frequency").asDouble()).isEqualTo(6);
        assertThat(scores.path("failed_deployment_recovery_time").asDouble()).isEqualTo(8);
        assertThat(scores.path("change_fail_rate").asDouble()).isEqualTo(9);
        assertThat(scores.path("deployment_rework_rate").asDouble()).isEqualTo(8);
        assertThat(check.path("overall").asDouble()).isCloseTo(7.8, within(1e-9));
        assertThat(check.path("throughput").asDouble()).isCloseTo(22 / 3.0, within(1e-9));
        assertThat(check.path("stability").asDouble()).isEqualTo(8.5);
    }

    private void deploy(Repository repository, int week, int times) {
        deploy(repository, week, times, "Go on");
    }

    private void deploy(Repository repository, int week, int times, String message) {
        for (int i = 0; i < times; i++) {
            String name = "D" + ++deployments;
            Instant at = monday(week).plus(i * 12L, ChronoUnit.HOURS);
            Commit commit = new Commit(repository.sha(name), message, at.minusSeconds(7200), null, "amara");
            repository.github().push("main", at.minusSeconds(3600), List.of(commit));
            repository.deployed(name, name, "production", at);
        }
    }

    private static Instant monday(int week) {
        return FIRST_MONDAY.plus(7L * week, ChronoUnit.DAYS);
    }

    private int howOften(String name) {
        return quickCheck(name).path("answers").path("deployment_frequency").asInt();
    }

    private JsonNode quickCheck(String name) {
        return server.get("/api/v1/metrics?from=2025-12-29&until=2026-06-29&quick_check=true&service="
                        + FullServer.encode(story.telling() + "/" + name))
                .path("quick_check");
    }
}
