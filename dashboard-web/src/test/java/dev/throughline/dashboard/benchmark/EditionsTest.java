package dev.throughline.dashboard.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.FakeFourKeys;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Rate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EditionsTest {

    private static final int MANY = 40;

    @Test
    void knowsEveryEditionThatWasPublished() {
        assertThat(Editions.all())
                .extracting(Edition::edition)
                .containsExactly("2018", "2019", "2021", "2022", "2023", "2024", "2025");
        assertThat(Editions.named("2020")).isEmpty();
        assertThat(Editions.all()).allSatisfy(edition -> {
            assertThat(edition.title()).isNotBlank();
            assertThat(edition.place()).isNotBlank();
            assertThat(edition.evidence()).isNotBlank();
            assertThat(edition.url()).startsWith("https://dora.dev/research/" + edition.edition());
            assertThat(edition.bands().values())
                    .allSatisfy(bands -> assertThat(bands)
                            .hasSize(
                                    edition.clusters().isEmpty()
                                            ? bands.size()
                                            : edition.clusters().size()));
        });
    }

    @ParameterizedTest(name = "{0} {1} of {2}: {3}")
    @CsvSource({
        // more than one a day is on demand, whatever the survey has between that and one a day
        "2018, DEPLOYMENT_FREQUENCY, 1.5, elite",
        "2018, DEPLOYMENT_FREQUENCY, 1, ''",
        "2018, DEPLOYMENT_FREQUENCY, 0.1, medium low",
        "2018, CHANGE_FAIL_RATE, 0.154, elite high medium",
        "2018, CHANGE_FAIL_RATE, 0.2, ''",
        "2018, FAILED_DEPLOYMENT_RECOVERY_TIME, 3600, high medium",
        "2019, DEPLOYMENT_FREQUENCY, 1, high",
        "2019, CHANGE_LEAD_TIME, 60, elite",
        "2021, CHANGE_LEAD_TIME, 60, elite",
        // between an hour and a day, which no cluster answered
        "2021, CHANGE_LEAD_TIME, 7200, ''",
        "2021, CHANGE_LEAD_TIME, 15724800, low",
        "2022, DEPLOYMENT_FREQUENCY, 3, high",
        "2022, CHANGE_FAIL_RATE, 0.5, low",
        "2023, CHANGE_FAIL_RATE, 0.3, medium",
        "2024, CHANGE_LEAD_TIME, 86400, high",
        "2024, CHANGE_FAIL_RATE, 0.11, medium",
        "2024, CHANGE_FAIL_RATE, 0.9, low"
    })
    void namesTheClustersThatAnsweredSo(String edition, Metric metric, double value, String clusters) {
        assertThat(read(edition, metric, value, MANY).map(Reading::clusters).orElse(List.of()))
                .isEqualTo(clusters.isEmpty() ? List.of() : List.of(clusters.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "DEPLOYMENT_FREQUENCY, 3, 16.2, 16.2, 0",
        "DEPLOYMENT_FREQUENCY, 0.142857142857142857, 21.9, 44.6, 1",
        "CHANGE_LEAD_TIME, 72000, 15.0, 24.4, 0",
        "FAILED_DEPLOYMENT_RECOVERY_TIME, 86400, 28.0, 84.6, 3",
        "CHANGE_FAIL_RATE, 0.02, 8.1, 16.7, 0",
        "CHANGE_FAIL_RATE, 1, 5.9, 100, 3"
    })
    void tellsHowManyAnsweredSoWhereThereAreNoClusters(
            Metric metric, double value, double share, double cumulative, int standing) {
        assertThat(read("2025", metric, value, MANY)).hasValueSatisfying(reading -> {
            assertThat(reading.sharePercent()).isEqualTo(share);
            assertThat(reading.cumulativePercent()).isEqualTo(cumulative);
            assertThat(reading.clusters()).isEmpty();
            assertThat(reading.standing()).isEqualTo(standing);
        });
    }

    @Test
    void repeatsNothingThatWasNotPublished() {
        assertThat(read("2025", Metric.DEPLOYMENT_REWORK_RATE, 0.9, MANY)).hasValueSatisfying(reading -> {
            assertThat(reading.answer()).isEqualTo("more than 64 %");
            assertThat(reading.sharePercent()).isNull();
            assertThat(reading.standing()).isNull();
        });
        assertThat(read("2024", Metric.DEPLOYMENT_REWORK_RATE, 0.1, MANY)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void readsNothingWhereThereIsNoData(Metric metric) {
        assertThat(Editions.all())
                .allSatisfy(edition ->
                        assertThat(edition.read(metric, FakeFourKeys.silent())).isEmpty());
    }

    @Test
    void readsNothingIntoAHandfulOfSamples() {
        assertThat(read("2024", Metric.CHANGE_LEAD_TIME, 60, 5)).isEmpty();
        assertThat(read("2024", Metric.CHANGE_LEAD_TIME, 60, 6)).isPresent();
        assertThat(read("2024", Metric.CHANGE_FAIL_RATE, 0.2, 5)).isEmpty();
    }

    private static java.util.Optional<Reading> read(String edition, Metric metric, double value, int samples) {
        return Editions.named(edition).orElseThrow().read(metric, with(value, samples));
    }

    /** Every metric has this value. */
    private static FiveMetrics with(double value, int samples) {
        Durations durations = new Durations(null, samples, value, value, value, value, null);
        Rate rate = new Rate(value, null, 1, samples, null);
        return new FiveMetrics(
                new Frequency(value, null, samples, samples, null),
                durations,
                Basis.COMMIT,
                rate,
                durations,
                new FiveMetrics.OpenFailures(0, null),
                rate);
    }
}
