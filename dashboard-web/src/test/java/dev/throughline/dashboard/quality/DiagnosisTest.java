package dev.throughline.dashboard.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.ServiceCoverage;
import dev.throughline.engine.metric.ServiceCoverage.Named;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Instant LATELY = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void blamesTheBranchOfWhichNoPushWasSeen() {
        Finding worst = worst(deployed(40, 28, 1, 288, true, new Named("release-2.1", 12)));

        assertThat(worst.cause())
                .isEqualTo("12 of 40 deployments delivered commits that are not known,"
                        + " because no push of ‘release-2.1’ was seen.");
        assertThat(worst.cost()).isEqualTo("They give no lead time.");
        assertThat(worst.code())
                .contains("\"repository\":\"acme/shop\",\"sha\":\"%H\"")
                .contains("$THROUGHLINE_URL/api/v1/commits");
        assertThat(worst.weight()).isEqualTo(0.3);
    }

    @Test
    void tellsTheTrueCauseOfAMissingLeadTimeOfTwoReportedDeployments() {
        ServiceCoverage coverage = new ServiceCoverage(
                "acme/shop",
                null,
                "acme/shop",
                2,
                1,
                0,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                false,
                List.of(),
                List.of(),
                2,
                LATELY);
        Diagnosis diagnosis = Diagnosis.of(coverage);

        assertThat(diagnosis.findings())
                .as("that it has no earlier one to compare with goes without saying")
                .hasSize(2);

        assertThat(diagnosis.reason(Metric.CHANGE_LEAD_TIME)).get().satisfies(reason -> {
            assertThat(reason.cause())
                    .isEqualTo("1 of 2 deployments delivered commits that are not known,"
                            + " because no push of this repository was seen.");
            assertThat(reason.hasRemedy()).isTrue();
        });
        assertThat(diagnosis.reason(Metric.CHANGE_FAIL_RATE)).isEmpty();
    }

    @Test
    void blamesMissingCommitsAlsoWhereEveryHeadIsKnown() {
        assertThat(Diagnosis.of(deployed(5, 5, 1, 0, false)).reason(Metric.CHANGE_LEAD_TIME))
                .get()
                .extracting(Finding::cause)
                .asString()
                .startsWith("4 of 5 deployments delivered commits that are not known");
    }

    @Test
    void findsNothingToDoAboutTheVeryFirstDeployment() {
        Diagnosis diagnosis = Diagnosis.of(deployed(1, 1, 1, 0, true));

        assertThat(diagnosis.findings()).singleElement().satisfies(only -> {
            assertThat(only.hasRemedy()).isFalse();
            assertThat(Diagnosis.brief(only)).endsWith("The next deployment gives a lead time.");
        });
        assertThat(diagnosis.reason(Metric.CHANGE_LEAD_TIME))
                .contains(diagnosis.findings().getFirst());
    }

    @Test
    void namesTheEnvironmentThatIsNotProductionWithTheLinesThatMakeItSo() {
        Diagnosis diagnosis = Diagnosis.of(without(null, 0, new Named("dev-\"eu\"", 3), new Named("test", 1)));

        assertThat(diagnosis.reason(Metric.DEPLOYMENT_FREQUENCY)).get().satisfies(reason -> {
            assertThat(reason.cause())
                    .isEqualTo(
                            "The only deployments in this window went to ‘dev-\"eu\"’ and ‘test’, which are not production.");
            assertThat(reason.code()).contains("- environment: \"dev-\\\"eu\\\"\"\n      tier: production");
        });
    }

    @Test
    void asksForDeploymentsOnlyWhereNoneWasEverTold() {
        assertThat(worst(without(null, 0)).code()).contains("/api/v1/deployments");
        assertThat(worst(without(LATELY, 0)).hasRemedy()).isFalse();
        assertThat(worst(without(null, 2)).cause())
                .isEqualTo("2 deployments were reported in this window, and none has succeeded.");
    }

    @Test
    void findsNothingWhereAllIsKnown() {
        assertThat(Diagnosis.of(deployed(42, 42, 0, 321, true)).findings()).isEmpty();
    }

    @Test
    void saysHowAnIncidentNamesItsCause() {
        ServiceCoverage coverage = new ServiceCoverage(
                "acme/shop", null, "acme/shop", 4, 4, 4, 0, 9, 0, 9, 0, 0, 2, 1, true, List.of(), List.of(), 4, LATELY);

        assertThat(worst(coverage).cause())
                .isEqualTo("1 of 2 incidents names no deployment as the cause, and none was deployed shortly before.");
        assertThat(worst(coverage).code()).startsWith("Caused-by: ");
    }

    private static Finding worst(ServiceCoverage coverage) {
        return Diagnosis.of(coverage).worst().orElseThrow();
    }

    private static ServiceCoverage deployed(
            long deployments, long linked, long first, long samples, boolean isPushSeen, Named... unseen) {
        return new ServiceCoverage(
                "acme/shop",
                null,
                "acme/shop",
                deployments,
                linked,
                deployments - first,
                first,
                samples,
                0,
                samples,
                0,
                0,
                0,
                0,
                isPushSeen,
                List.of(unseen),
                List.of(),
                deployments,
                LATELY);
    }

    private static ServiceCoverage without(@Nullable Instant lastAt, long attempts, Named... elsewhere) {
        return new ServiceCoverage(
                "acme/shop",
                null,
                "acme/shop",
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                true,
                List.of(),
                List.of(elsewhere),
                attempts,
                lastAt);
    }
}
