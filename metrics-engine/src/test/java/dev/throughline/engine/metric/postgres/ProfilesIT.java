package dev.throughline.engine.metric.postgres;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.HandWritten;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.NoData;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Rate;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules of other tools (definitions 1.8), and the options that samples were derived under, in what is asked. */
class ProfilesIT {

    private static final DataSource DATABASE = TestDatabase.create();

    private final HandWritten written = new HandWritten(DATABASE);
    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final FourKeys fourKeys = Numbers.fourKeys(DATABASE);

    @BeforeEach
    void startService() {
        written.clear();
        written.service("s");
    }

    @Test
    void c1CountsIncidentsOverDeploymentsAsGitLabDoes() {
        for (int day = 1; day <= 8; day++) {
            Instant at = Instant.parse("2025-06-0%dT11:00:00Z".formatted(day));
            HandWritten.Deployment deployment = written.deployment("s", "2025-06-0%dT10:00:00Z".formatted(day));
            UUID id = (day == 3 || day == 5 ? deployment.failed(at) : deployment).write();
            for (int incident = 0; incident < (day == 3 ? 2 : day == 5 ? 1 : 0); incident++) {
                written.incident("s", at, id);
            }
        }

        Rate rate = june(Profile.GITLAB).changeFailRate();

        assertThat(rate.value()).isEqualTo(0.375);
        assertThat(rate.numerator()).isEqualTo(3);
        assertThat(rate.denominator()).isEqualTo(8);
        assertThat(rate.ci()).as("no share, so no interval").isNull();
        assertThat(june(Profile.DORA).changeFailRate().value()).isEqualTo(0.25);
    }

    @Test
    void c1MayExceedOneAsGitLabDoes() {
        UUID id = written.deployment("s", "2025-06-01T10:00:00Z")
                .failed(Instant.parse("2025-06-01T10:00:00Z"))
                .write();
        written.incident("s", Instant.parse("2025-06-01T11:00:00Z"), id);
        written.incident("s", Instant.parse("2025-06-02T11:00:00Z"), null);

        assertThat(june(Profile.GITLAB).changeFailRate().value()).isEqualTo(2.0);
    }

    @Test
    void c9HasNoRateWithoutADeploymentByGitLabEither() {
        written.incident("s", Instant.parse("2025-06-02T11:00:00Z"), null);

        assertThat(june(Profile.GITLAB).changeFailRate()).isEqualTo(new Rate(null, NoData.NO_DEPLOYMENTS, 1, 0, null));
    }

    @Test
    void dropsLeadTimesOfNothingAsFourKeysDoes() {
        written.deployment("s", "2025-06-02T10:00:00Z")
                .leads(ofSeconds(0), ofHours(1), ofHours(3))
                .write();

        assertThat(june(Profile.DORA).changeLeadTime().p50()).isEqualTo(3600);
        assertThat(june(Profile.FOURKEYS).changeLeadTime().n()).isEqualTo(2);
        assertThat(june(Profile.FOURKEYS).changeLeadTime().p50()).isEqualTo(7200);
    }

    @Test
    void r1StartsTheRecoveryWithTheDeploymentAsFourKeysDoes() {
        written.deployment("s", "2025-06-02T10:00:00Z")
                .failed(Instant.parse("2025-06-02T10:30:00Z"), ofMinutes(90))
                .write();

        assertThat(june(Profile.DORA).failedDeploymentRecoveryTime().p50()).isEqualTo(5400);
        assertThat(june(Profile.FOURKEYS).failedDeploymentRecoveryTime().p50()).isEqualTo(7200);
        assertThat(june(Profile.FOURKEYS).failedDeploymentRecoveryTime().n()).isOne();
    }

    @Test
    void placesAFailureAtItsDeploymentAsFourKeysDoes() {
        written.deployment("s", "2025-05-31T23:00:00Z")
                .failed(Instant.parse("2025-06-01T01:00:00Z"), ofHours(1))
                .write();
        written.deployment("s", "2025-06-30T23:00:00Z")
                .failed(Instant.parse("2025-07-01T01:00:00Z"), ofHours(2))
                .write();

        assertThat(june(Profile.DORA).failedDeploymentRecoveryTime().p50()).isEqualTo(3600);
        assertThat(june(Profile.FOURKEYS).failedDeploymentRecoveryTime().p50()).isEqualTo(4 * 3600);
    }

    @Test
    void recoversWithTheDeploymentThatRemediesAsDatadogDoes() {
        UUID remedied = written.deployment("s", "2025-06-02T10:00:00Z")
                .failed(Instant.parse("2025-06-02T10:30:00Z"), ofMinutes(90))
                .write();
        written.deployment("s", "2025-06-03T10:00:00Z")
                .failed(Instant.parse("2025-06-03T10:30:00Z"), ofMinutes(90))
                .write();
        jdbc.sql("update deployment_fact set remedied_at = '2025-06-02T11:00:00Z' where deployment_id = :id")
                .param("id", remedied)
                .update();

        FiveMetrics metrics = june(Profile.DATADOG);
        Durations recovery = metrics.failedDeploymentRecoveryTime();

        assertThat(recovery.p50()).isEqualTo(3600);
        assertThat(recovery.n()).isOne();
        assertThat(metrics.openFailures().count())
                .as("no deployment remedied it")
                .isOne();
    }

    @Test
    void l5CountsAgainWhatIsDeliveredAgainAsDatadogDoes() {
        deliverAgain(
                written.deployment("s", "2025-06-02T10:00:00Z")
                        .leads(ofHours(1))
                        .write(),
                "'{10800}'");

        Durations lead = june(Profile.DATADOG).changeLeadTime();

        assertThat(lead.n()).isEqualTo(2);
        assertThat(lead.p50()).isEqualTo(7200);
        assertThat(june(Profile.DORA).changeLeadTime().n()).isOne();
    }

    @Test
    void leavesOutADeploymentOfWhichItIsNotKnownWhatItDeliversAgain() {
        deliverAgain(
                written.deployment("s", "2025-06-02T10:00:00Z")
                        .leads(ofHours(1))
                        .write(),
                "null");

        Durations lead = june(Profile.DATADOG).changeLeadTime();

        assertThat(lead.value()).isNull();
        assertThat(lead.reason()).isEqualTo(NoData.NOT_STORED);
        assertThat(lead.n()).isZero();

        written.deployment("s", "2025-06-03T10:00:00Z").leads(ofHours(2)).write();
        assertThat(june(Profile.DATADOG).changeLeadTime().p50()).isEqualTo(7200);
    }

    private void deliverAgain(UUID deployment, String seconds) {
        jdbc.sql("update deployment_fact set lead_again_seconds = " + seconds + " where deployment_id = :id")
                .param("id", deployment)
                .update();
    }

    @Test
    void t2StartsWeeksOnSundayAsFourKeysDoes() {
        Report report = report(Profile.FOURKEYS, Interval.WEEK);
        // 1 June 2025 is a Sunday
        assertThat(report.buckets())
                .hasSize(5)
                .extracting(Report.Bucket::from)
                .containsExactly(
                        Instant.parse("2025-06-01T00:00:00Z"),
                        Instant.parse("2025-06-08T00:00:00Z"),
                        Instant.parse("2025-06-15T00:00:00Z"),
                        Instant.parse("2025-06-22T00:00:00Z"),
                        Instant.parse("2025-06-29T00:00:00Z"));
        assertThat(report(Profile.DORA, Interval.WEEK).buckets().get(1).from())
                .isEqualTo(Instant.parse("2025-06-02T00:00:00Z"));
    }

    @Test
    void countsInNumeratorAndDenominatorWhatTheOptionLeaves() {
        written.deployment("s", "2025-06-01T10:00:00Z").write();
        written.deployment("s", "2025-06-02T10:00:00Z")
                .failed(Instant.parse("2025-06-02T10:00:00Z"))
                .write();
        UUID rollback = written.deployment("s", "2025-06-03T10:00:00Z")
                .failed(Instant.parse("2025-06-03T10:00:00Z"))
                .rework()
                .write();
        jdbc.sql("update deployment_fact set in_fail_rate = false, in_frequency = false where deployment_id = :id")
                .param("id", rollback)
                .update();

        FiveMetrics metrics = june(Profile.DORA);

        assertThat(metrics.changeFailRate().numerator()).isOne();
        assertThat(metrics.changeFailRate().denominator()).isEqualTo(2);
        assertThat(metrics.deploymentReworkRate().denominator()).isEqualTo(3);
        assertThat(metrics.deploymentFrequency().count()).isEqualTo(2);
    }

    @Test
    void namesTheOptionsAndWhereTheyDiffer() {
        written.service("t");
        choose("s", "rollback.blame", "preceding");
        choose("t", "rollback.blame", "preceding");
        choose("t", "recovery.start", "deployment");

        assertThat(report(Profile.DORA, null).options().common())
                .contains(entry("rollback.blame", "preceding"), entry("recovery.start", "impact"))
                .hasSize(14);
        assertThat(report(Profile.DORA, null).options().byService())
                .containsExactly(entry("t", Map.of("recovery.start", "deployment")));
        assertThat(report(Profile.FOURKEYS, null).options().common()).contains(entry("recovery.start", "deployment"));
        assertThat(report(Profile.FOURKEYS, null).options().byService()).isEmpty();
    }

    @Test
    void isProvisionalAsLongAsAnIncidentMayBeHeldAgainstIt() {
        Instant until = Instant.now().minus(ofHours(30));
        Window window = new Window(until.minus(ofHours(1)), until, ZoneId.of("UTC"));
        assertThat(isProvisional(window)).isFalse();
        choose("s", "attribution.window", "172800s");
        assertThat(isProvisional(window)).isTrue();
    }

    private boolean isProvisional(Window window) {
        return fourKeys.report(new Scope(List.of("s"), null), window, Interval.DAY, Basis.COMMIT)
                .buckets()
                .getLast()
                .isProvisional();
    }

    private void choose(String service, String name, String value) {
        jdbc.sql("insert into service_option select id, :name, :value from service where name = :service")
                .param("service", service)
                .param("name", name)
                .param("value", value)
                .update();
    }

    private FiveMetrics june(Profile profile) {
        return report(profile, null).metrics();
    }

    private Report report(Profile profile, @Nullable Interval interval) {
        return fourKeys.report(
                new Scope(List.of(), null),
                new Window(
                        Instant.parse("2025-06-01T00:00:00Z"), Instant.parse("2025-07-01T00:00:00Z"), ZoneId.of("UTC")),
                interval,
                Basis.COMMIT,
                profile);
    }
}
