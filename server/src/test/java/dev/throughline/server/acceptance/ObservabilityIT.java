package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/observability.md and what Prometheus is given, held together. */
class ObservabilityIT {

    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(throughline_\\w+)` \\| (\\w+) \\|");
    private static final Pattern SCRAPED = Pattern.compile("(?m)^# TYPE (throughline_\\w+) (\\w+)$");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final List<String> LATE = List.of(
            "throughline_failed_deployment_recovery_seconds{",
            "throughline_source_api_up{",
            "throughline_source_silent_seconds{");

    /** Some are there only once an API has been asked, or a source has been heard of. */
    @Test
    void listsEveryMeterOnceAndNothingElse() throws Exception {
        try (GitHubApi api = new GitHubApi(ForgeState.of())) {
            api.token("token");
            try (FullServer server = FullServer.start(
                    "--throughline.github.token=token",
                    "--throughline.github.api-url=" + api.url(),
                    "--throughline.history.poll=1s")) {
                server.tell(failureOfLate());

                assertThat(names(SCRAPED, awaitGauges(server)).stream().filter(name -> !name.contains("_max ")))
                        .containsExactlyInAnyOrderElementsOf(documented());
            }
        }
    }

    private static List<String> documented() throws IOException {
        return names(DOCUMENTED, Files.readString(Path.of("../docs/observability.md")));
    }

    /** A deployment that failed and was rolled back the day before yesterday. */
    private static Story failureOfLate() {
        Story story = new Story("observability");
        String day = LocalDate.now(ZoneOffset.UTC).minusDays(2).toString();
        Repository s = story.repository("s");
        s.push(day + " 08:00", s.commit("good", day + " 07:00"));
        s.deployed("D1", "good", day + " 09:00");
        s.push(day + " 10:00", s.commit("bad", day + " 09:30"));
        s.deployed("D2", "bad", day + " 11:00");
        s.deployed("D3", "good", day + " 11:30");
        return story;
    }

    private static String awaitGauges(FullServer server) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        String scrape = server.text("/actuator/prometheus");
        while (!LATE.stream().allMatch(scrape::contains)) {
            assertThat(Instant.now()).as("not all gauges in %s", scrape).isBefore(deadline);
            Thread.sleep(500);
            scrape = server.text("/actuator/prometheus");
        }
        return scrape;
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }
}
