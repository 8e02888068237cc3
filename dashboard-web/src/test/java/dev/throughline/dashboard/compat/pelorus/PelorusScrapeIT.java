package dev.throughline.dashboard.compat.pelorus;

import static dev.throughline.dashboard.compat.CompatHistory.http;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.compat.CompatHistory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Scrapes as Prometheus does, and joins as the rules of Pelorus do. */
class PelorusScrapeIT {

    private static final Instant DEPLOYED_AT = Instant.parse("2026-03-04T14:00:00Z");
    private static final Instant AUTHORED_AT = Instant.parse("2026-03-04T12:00:00Z");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)} (\\d+)( \\d+)?");

    private static final CompatHistory HISTORY = new CompatHistory();

    /** @param stamp milliseconds; null without one */
    record Sample(
            String name,
            Map<String, String> labels,
            long value,
            @Nullable Long stamp) {}

    @BeforeAll
    static void tell() {
        HISTORY.jdbc()
                .sql("update delivered_commit set sha = (select sha from deployment_fact where deployment_id = :id),"
                        + " author_at = :at where deployment_id = :id")
                .param("id", HISTORY.failed())
                .param("at", AUTHORED_AT.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Test
    void joinsADeploymentWithItsCommit() {
        List<Sample> samples = scrape(DEPLOYED_AT.plus(ofMinutes(29)));
        Sample commit = only(samples, "commit_timestamp");
        Sample deploy = only(samples, "deploy_timestamp");

        assertThat(deploy.labels().keySet()).containsExactly("namespace", "app", "image_sha");
        assertThat(commit.labels().keySet()).containsExactly("namespace", "app", "commit", "image_sha", "commit_link");
        assertThat(deploy.labels())
                .containsEntry("app", "/acme/shop/")
                .containsEntry("namespace", "production")
                .containsEntry("image_sha", commit.labels().get("image_sha"));
        // the rule sdp:lead_time:by_commit
        assertThat(deploy.value() - commit.value()).isEqualTo(7_200);
        assertThat(deploy.stamp()).isEqualTo(DEPLOYED_AT.toEpochMilli());
        assertThat(commit.stamp()).isNull();
    }

    @Test
    void tellsOfADeploymentForHalfAnHour() {
        assertThat(scrape(DEPLOYED_AT.plus(ofMinutes(31))))
                .extracting(Sample::name)
                .doesNotContain("deploy_timestamp", "commit_timestamp");
    }

    @Test
    void tellsOfAFailureForAMonth() {
        List<Sample> samples = scrape(CompatHistory.NOW);
        Sample created = only(samples, "failure_creation_timestamp");
        Sample resolved = only(samples, "failure_resolution_timestamp");

        assertThat(created.labels().keySet()).containsExactly("app", "issue_number");
        assertThat(resolved.labels()).isEqualTo(created.labels());
        assertThat(resolved.value() - created.value()).isEqualTo(10_800);
        assertThat(scrape(CompatHistory.FAILED_AT.plus(ofMinutes(31 * 24 * 60))))
                .isEmpty();
    }

    @Test
    void writesASeriesOnceAndEscapesWhatItIsCalled() {
        Exposition exposition = new Exposition("deploy_timestamp", "Deployment timestamp");
        exposition.add(DEPLOYED_AT, null, "app", "/a\"b\\c\n/");
        exposition.add(AUTHORED_AT, null, "app", "/a\"b\\c\n/");

        assertThat(exposition.toString())
                .endsWith("gauge\ndeploy_timestamp{app=\"/a\\\"b\\\\c\\n/\"} " + DEPLOYED_AT.getEpochSecond() + "\n");
    }

    private static Sample only(List<Sample> samples, String name) {
        List<Sample> found =
                samples.stream().filter(sample -> sample.name().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }

    private static List<Sample> scrape(Instant now) {
        MvcTestResult answer = CompatHistory.get(
                http(new PelorusController(HISTORY.deployments(), Clock.fixed(now, ZoneOffset.UTC))),
                "/compat/pelorus/metrics");
        assertThat(answer).hasStatusOk().hasContentTypeCompatibleWith("text/plain;version=0.0.4");
        List<Sample> samples = new ArrayList<>();
        for (String line : CompatHistory.text(answer).lines().toList()) {
            if (!line.startsWith("# HELP ") && !line.startsWith("# TYPE ")) {
                samples.add(sample(line));
            }
        }
        return samples;
    }

    private static Sample sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        Map<String, String> labels = new LinkedHashMap<>();
        LABEL.matcher(matcher.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        String stamp = matcher.group(4);
        return new Sample(
                matcher.group(1),
                labels,
                Long.parseLong(matcher.group(3)),
                stamp == null ? null : Long.valueOf(stamp.strip()));
    }
}
