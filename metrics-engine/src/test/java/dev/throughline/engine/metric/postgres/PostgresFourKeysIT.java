package dev.throughline.engine.metric.postgres;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Coverage.Share;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.HandWritten;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.NoData;
import dev.throughline.engine.metric.Rate;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.TooManyBuckets;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.UnknownZone;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.sample.StartProvenance;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vectors of definitions 1.9 that are about counting, statistics and time, and section 2. */
class PostgresFourKeysIT {

    private static final String JUNE_FROM = "2025-06-01T00:00:00Z";
    private static final String JUNE_UNTIL = "2025-07-01T00:00:00Z";

    private static final DataSource DATABASE = TestDatabase.create();

    private final HandWritten written = new HandWritten(DATABASE);
    private final FourKeys fourKeys = Numbers.fourKeys(DATABASE);

    @BeforeEach
    void startService() {
        written.clear();
        written.service("s");
    }

    @Test
    void f5CountsTwelveDeploymentsInThirtyDaysAsTwoInFiveDays() {
        IntStream.rangeClosed(1, 12)
                .forEach(day -> written.deployment("s", "2025-06-%02dT10:00:00Z".formatted(2 * day))
                        .write());

        Frequency frequency = june().deploymentFrequency();

        assertThat(frequency.value()).isEqualTo(0.4);
        assertThat(frequency.reason()).isNull();
        assertThat(frequency.count()).isEqualTo(12);
        assertThat(frequency.deployDays()).isEqualTo(12);
        assertThat(frequency.medianIntervalSeconds()).isEqualTo(172_800);
    }

    @Test
    void countsNoRedeploys() {
        written.deployment("s", "2025-06-02T10:00:00Z").initial().write();
        written.deployment("s", "2025-06-03T10:00:00Z").redeploy().write();

        FiveMetrics metrics = june();

        assertThat(metrics.deploymentFrequency().count()).isOne();
        assertThat(metrics.deploymentFrequency().medianIntervalSeconds()).isNull();
        assertThat(metrics.changeFailRate().denominator()).isOne();
        assertThat(metrics.deploymentReworkRate().denominator()).isOne();
    }

    @Test
    void tellsHowManyDaysSawADeploymentInTheZone() {
        written.deployment("s", "2025-06-02T21:00:00Z").write();
        written.deployment("s", "2025-06-02T23:00:00Z").write();
        written.deployment("s", "2025-06-03T20:00:00Z").write();

        assertThat(of(JUNE_FROM, JUNE_UNTIL, "UTC").deploymentFrequency().deployDays())
                .isEqualTo(2);
        assertThat(of(JUNE_FROM, JUNE_UNTIL, "Europe/Berlin")
                        .deploymentFrequency()
                        .deployDays())
                .isEqualTo(2);
        assertThat(of(JUNE_FROM, JUNE_UNTIL, "Asia/Tokyo").deploymentFrequency().deployDays())
                .isEqualTo(2);
        assertThat(of(JUNE_FROM, JUNE_UNTIL, "Pacific/Auckland")
                        .deploymentFrequency()
                        .deployDays())
                .isEqualTo(2);
        assertThat(of("2025-06-02T00:00:00Z", "2025-06-03T00:00:00Z", "Europe/Berlin")
                        .deploymentFrequency()
                        .deployDays())
                .as("21:00Z is the 2nd in Berlin, 23:00Z the 3rd")
                .isEqualTo(2);
    }

    @Test
    void l9GivesTheAgesOfABatch() {
        written.deployment("s", "2025-06-02T10:00:00Z")
                .leads(ofHours(2), ofHours(26), ofHours(50), ofHours(74))
                .write();

        Durations lead = june().changeLeadTime();

        assertThat(lead.value()).isEqualTo(lead.p50()).isEqualTo(38 * 3600.0);
        assertThat(lead.p75()).isEqualTo(56 * 3600.0);
        assertThat(lead.p90()).isCloseTo(66.8 * 3600, within(1e-6));
        assertThat(lead.n()).isEqualTo(4);
        assertThat(lead.ci()).as("none below six").isNull();
        assertThat(june().deploymentFrequency().count()).isOne();
    }

    @Test
    void l11PoolsSamplesNotMedians() {
        written.service("s2");
        written.deployment("s", "2025-06-02T10:00:00Z")
                .leads(Collections.nCopies(100, ofHours(1)).toArray(Duration[]::new))
                .write();
        written.deployment("s2", "2025-06-03T10:00:00Z").leads(ofHours(100)).write();

        Durations pooled = june().changeLeadTime();

        assertThat(pooled.p50()).isEqualTo(3600);
        assertThat(pooled.n()).isEqualTo(101);
        assertThat(june("s2").changeLeadTime().p50()).isEqualTo(360_000);
        assertThat(june("s", "S2").changeLeadTime().n()).isEqualTo(101);
    }

    @Test
    void neverMixesTheThreeBases() {
        written.deployment("s", "2025-06-02T10:00:00Z")
                .leads(Collections.nCopies(100, ofMinutes(50)).toArray(Duration[]::new))
                .leads(IntStream.range(0, 102)
                        .mapToObj(i -> ofMinutes(i == 0 ? 5 : i == 1 ? 7 : 50))
                        .toArray(Duration[]::new))
                .changeLeads(ofMinutes(5), ofMinutes(7), ofMinutes(50))
                .mergeLeads(ofMinutes(1))
                .write();

        assertThat(lead(Basis.COMMIT).p50()).as("per commit").isEqualTo(50 * 60);
        assertThat(lead(Basis.CHANGE).p50()).as("per change").isEqualTo(7 * 60);
        assertThat(lead(Basis.MERGE).p50()).isEqualTo(60);
        assertThat(by(Basis.MERGE).basis()).isEqualTo(Basis.MERGE);
    }

    @Test
    void givesTheMeanAndTheIntervalOfTheMedian() {
        written.deployment("s", "2025-06-02T10:00:00Z")
                .leads(IntStream.rangeClosed(1, 10)
                        .mapToObj(i -> ofSeconds(i * i))
                        .toArray(Duration[]::new))
                .write();

        Durations lead = june().changeLeadTime();

        assertThat(lead.mean()).isEqualTo(38.5);
        assertThat(lead.p50()).isEqualTo(30.5);
        assertThat(lead.ci()).as("x2 to x9").isEqualTo(new ConfidenceInterval(4, 81, 0.95));
    }

    @Test
    void saysWhyThereIsNoLeadTime() {
        assertThat(june().changeLeadTime().reason()).isEqualTo(NoData.NO_DEPLOYMENTS);
        written.deployment("s", "2025-06-02T10:00:00Z").initial().write();
        assertThat(june().changeLeadTime().reason()).isEqualTo(NoData.NO_BASELINE);
        written.deployment("s", "2025-06-03T10:00:00Z").write();
        assertThat(june().changeLeadTime().reason()).isEqualTo(NoData.INSUFFICIENT_DATA);
        assertThat(june().changeLeadTime().n()).isZero();
        assertThat(june().changeLeadTime().value()).isNull();
        written.deployment("s", "2025-06-04T10:00:00Z").leads(ofHours(1)).write();
        assertThat(june().changeLeadTime().reason()).isNull();
    }

    @Test
    void c1CountsFailedDeploymentsNotIncidents() {
        for (int day = 1; day <= 8; day++) {
            HandWritten.Deployment deployment = written.deployment("s", "2025-06-0%dT10:00:00Z".formatted(day));
            UUID id = (day == 3 || day == 5
                            ? deployment.failed(Instant.parse("2025-06-0%dT11:00:00Z".formatted(day)))
                            : deployment)
                    .write();
            for (int incident = 0; incident < (day == 3 ? 2 : day == 5 ? 1 : 0); incident++) {
                written.incident("s", Instant.parse("2025-06-0%dT11:00:00Z".formatted(day)), id);
            }
        }

        Rate rate = june().changeFailRate();

        assertThat(rate.value()).isEqualTo(0.25);
        assertThat(rate.numerator()).isEqualTo(2);
        assertThat(rate.denominator()).isEqualTo(8);
        assertThat(rate.ci()).isNotNull().satisfies(interval -> {
            assertThat(interval.low()).isCloseTo(0.0715, within(0.00005));
            assertThat(interval.high()).isCloseTo(0.5907, within(0.00005));
        });
    }

    @Test
    void c9HasNoRatesAndNoFrequencyWithoutADeployment() {
        FiveMetrics metrics = june();

        assertThat(metrics.deploymentFrequency()).isEqualTo(new Frequency(null, NoData.NO_DEPLOYMENTS, 0, 0, null));
        assertThat(metrics.changeFailRate()).isEqualTo(new Rate(null, NoData.NO_DEPLOYMENTS, 0, 0, null));
        assertThat(metrics.deploymentReworkRate()).isEqualTo(new Rate(null, NoData.NO_DEPLOYMENTS, 0, 0, null));
        assertThat(metrics.failedDeploymentRecoveryTime())
                .isEqualTo(new Durations(NoData.NO_DEPLOYMENTS, 0, null, null, null, null, null));
        assertThat(metrics.openFailures()).isEqualTo(new FiveMetrics.OpenFailures(0, null));
    }

    @Test
    void deploysZeroTimesADayInAnEmptyWindowAfterTheFirstDeploymentOnly() {
        written.deployment("s", "2025-05-20T10:00:00Z").initial().write();

        assertThat(june().deploymentFrequency().value()).isEqualTo(0.0);
        assertThat(june().deploymentFrequency().reason()).isNull();
        assertThat(june().changeFailRate().value()).isNull();
        assertThat(of("2025-05-01T00:00:00Z", "2025-05-20T10:00:00Z", "UTC")
                        .deploymentFrequency()
                        .value())
                .as("the end is exclusive")
                .isNull();
    }

    @Test
    void countsReworkApartFromFailures() {
        written.deployment("s", "2025-06-02T10:00:00Z").write();
        written.deployment("s", "2025-06-03T10:00:00Z")
                .failed(Instant.parse("2025-06-03T10:00:00Z"))
                .write();
        written.deployment("s", "2025-06-04T10:00:00Z").rework().write();
        written.deployment("s", "2025-06-05T10:00:00Z").rework().write();

        assertThat(june().deploymentReworkRate().value()).isEqualTo(0.5);
        assertThat(june().changeFailRate().value()).isEqualTo(0.25);
    }

    @Test
    void r3LeavesOpenFailuresOutOfTheMedianAndTellsTheirAge() {
        Instant now = Instant.now();
        written.deployment("s", now.minus(ofHours(20)).toString())
                .failed(now.minus(ofHours(20)), ofHours(1))
                .write();
        written.deployment("s", now.minus(ofHours(15)).toString())
                .failed(now.minus(ofHours(15)), ofHours(2))
                .write();
        written.deployment("s", now.minus(ofHours(10)).toString())
                .failed(now.minus(ofHours(10)))
                .write();

        FiveMetrics metrics = of(now.minus(ofHours(48)).toString(), now.toString(), "UTC");
        Durations recovery = metrics.failedDeploymentRecoveryTime();

        assertThat(recovery.value()).isEqualTo(recovery.p50()).isEqualTo(5400);
        assertThat(recovery.n()).isEqualTo(2);
        assertThat(metrics.openFailures().count()).isOne();
        assertThat(metrics.openFailures().oldestSeconds()).isBetween(36_000.0, 36_060.0);
        assertThat(recovery.ci()).isNull();
    }

    @Test
    void saysWhyThereIsNoRecoveryTime() {
        written.deployment("s", "2025-06-02T10:00:00Z").write();
        assertThat(june().failedDeploymentRecoveryTime().reason()).isEqualTo(NoData.NO_FAILURES);
        written.deployment("s", "2025-06-03T10:00:00Z")
                .failed(Instant.parse("2025-06-03T10:00:00Z"))
                .write();
        assertThat(june().failedDeploymentRecoveryTime().reason()).isEqualTo(NoData.INSUFFICIENT_DATA);
        assertThat(june().openFailures().count()).isOne();
    }

    @Test
    void bucketsAFailureByItsStartAndARateByTheDeployment() {
        written.deployment("s", "2025-06-30T20:00:00Z")
                .failed(Instant.parse("2025-07-01T08:00:00Z"), ofHours(1))
                .write();

        List<Report.Bucket> months = months("2025-06-01T00:00:00Z", "2025-08-01T00:00:00Z", "UTC");

        assertThat(months.get(0).metrics().changeFailRate().value()).isEqualTo(1.0);
        assertThat(months.get(0).metrics().failedDeploymentRecoveryTime().reason())
                .isEqualTo(NoData.NO_FAILURES);
        assertThat(months.get(1).metrics().changeFailRate().reason()).isEqualTo(NoData.NO_DEPLOYMENTS);
        assertThat(months.get(1).metrics().failedDeploymentRecoveryTime().value())
                .isEqualTo(3600);
    }

    @Test
    void t1PutsTheLastHalfHourOfJuneIntoJulyInBerlinAndIntoJuneInNewYork() {
        written.deployment("s", "2025-06-30T23:30:00Z").write();

        assertThat(counts(Interval.MONTH, "2025-05-31T22:00:00Z", "2025-07-31T22:00:00Z", "Europe/Berlin"))
                .containsExactly(0L, 1L);
        assertThat(counts(Interval.MONTH, "2025-06-01T04:00:00Z", "2025-08-01T04:00:00Z", "America/New_York"))
                .containsExactly(1L, 0L);
    }

    @Test
    void t2CountsIsoWeeksOverNewYearInBerlin() {
        written.deployment("s", "2024-12-29T23:30:00Z").write();
        written.deployment("s", "2025-01-05T22:59:59Z").write();
        written.deployment("s", "2025-01-05T23:00:00Z").write();

        assertThat(counts(Interval.WEEK, "2024-12-22T23:00:00Z", "2025-01-12T23:00:00Z", "Europe/Berlin"))
                .as("2024-W52, 2025-W01, 2025-W02")
                .containsExactly(0L, 2L, 1L);
    }

    @Test
    void t2PutsNewYearsDayIntoWeek53() {
        written.deployment("s", "2026-12-31T23:30:00Z").write();

        Report report = fourKeys.report(
                new Scope(List.of(), null),
                window("2026-12-20T23:00:00Z", "2027-01-10T23:00:00Z", "Europe/Berlin"),
                Interval.WEEK,
                Basis.COMMIT);

        assertThat(report.buckets().get(1).from()).as("2026-W53").isEqualTo("2026-12-27T23:00:00Z");
        assertThat(report.buckets().get(1).metrics().deploymentFrequency().count())
                .isOne();
    }

    @Test
    void t3TakesTheShortAndTheLongDayAsOneDayEach() {
        written.deployment("s", "2025-03-30T01:30:00Z").write();
        written.deployment("s", "2025-10-26T01:30:00Z").write();

        assertThat(frequencies("2025-03-28T23:00:00Z", "2025-03-31T22:00:00Z"))
                .as("29, 30 and 31 March")
                .containsExactly(null, 1.0, 0.0);
        assertThat(frequencies("2025-10-24T22:00:00Z", "2025-10-27T23:00:00Z"))
                .as("25, 26 and 27 October")
                .containsExactly(0.0, 1.0, 0.0);
    }

    @Test
    void t4CountsADeploymentAtTheVeryEndInTheNextBucket() {
        written.deployment("s", "2025-07-01T00:00:00Z")
                .leads(ofHours(1))
                .failed(Instant.parse(JUNE_UNTIL))
                .write();

        assertThat(june().deploymentFrequency().count()).isZero();
        assertThat(june().changeLeadTime().n()).isZero();
        assertThat(june().openFailures().count()).isZero();
        assertThat(counts(Interval.MONTH, JUNE_FROM, "2025-08-01T00:00:00Z", "UTC"))
                .containsExactly(0L, 1L);
        assertThat(of("2025-07-01T00:00:00Z", "2025-07-01T00:00:01Z", "UTC")
                        .openFailures()
                        .count())
                .as("the start is inclusive")
                .isOne();
    }

    @Test
    void clipsBucketsToTheWindow() {
        written.deployment("s", "2025-06-20T00:00:00Z").write();

        Report report = fourKeys.report(
                new Scope(List.of(), null),
                window("2025-06-16T00:00:00Z", "2025-07-11T12:00:00Z", "UTC"),
                Interval.MONTH,
                Basis.COMMIT);

        assertThat(report.buckets())
                .extracting(bucket -> bucket.from() + " " + bucket.until())
                .containsExactly(
                        "2025-06-16T00:00:00Z 2025-07-01T00:00:00Z", "2025-07-01T00:00:00Z 2025-07-11T12:00:00Z");
        assertThat(report.buckets().getFirst().metrics().deploymentFrequency().value())
                .isCloseTo(1 / 15.0, within(1e-12));
    }

    @Test
    void callsABucketProvisionalUntilADayAfterItsEnd() {
        Instant now = Instant.now();

        Report report = fourKeys.report(
                new Scope(List.of(), null),
                new Window(now.minus(10, ChronoUnit.DAYS), now, ZoneId.of("UTC")),
                Interval.DAY,
                Basis.COMMIT);

        assertThat(report.buckets())
                .allSatisfy(bucket -> assertThat(bucket.isProvisional())
                        .isEqualTo(bucket.until().plus(ofHours(24)).isAfter(now)));
        assertThat(report.buckets().getLast().isProvisional()).isTrue();
        assertThat(report.buckets().getFirst().isProvisional()).isFalse();
    }

    @Test
    void hasNoBucketsWithoutAnInterval() {
        assertThat(report(JUNE_FROM, JUNE_UNTIL, "UTC", null).buckets()).isEmpty();
    }

    @Test
    void answersTwoThousandBucketsAndRefusesMore() {
        written.deployment("s", "2025-06-20T00:00:00Z").leads(ofHours(1)).write();

        assertThat(counts(Interval.DAY, "2020-01-01T00:00:00Z", "2025-06-23T00:00:00Z", "UTC"))
                .hasSize(2_000)
                .endsWith(1L, 0L, 0L);
        assertThatThrownBy(() -> report("2020-01-01T00:00:00Z", "2025-06-24T00:00:00Z", "UTC", Interval.DAY))
                .isInstanceOf(TooManyBuckets.class);
    }

    @Test
    void filtersByTheExactNameOfAnEnvironment() {
        written.deployment("s", "2025-06-02T10:00:00Z")
                .to("prod-eu")
                .leads(ofHours(1))
                .write();
        written.deployment("s", "2025-06-03T10:00:00Z")
                .to("prod-us")
                .leads(ofHours(3))
                .write();

        assertThat(june().deploymentFrequency().count()).isEqualTo(2);
        assertThat(inEnvironment("prod-eu").metrics().changeLeadTime().p50()).isEqualTo(3600);
        assertThat(inEnvironment("prod-eu").coverage().commitsByStart())
                .containsEntry(StartProvenance.COMMIT, new Share(1.0, 1, 1));
        assertThat(inEnvironment("Prod-EU").metrics().deploymentFrequency().reason())
                .isEqualTo(NoData.NO_DEPLOYMENTS);
    }

    @Test
    void findsAServiceInAnyCaseAndByItsOldName() {
        written.service("Acme/New");
        written.alias("Acme/New", "Acme/Old", Instant.parse("2025-01-01T00:00:00Z"));
        written.deployment("Acme/New", "2025-06-02T10:00:00Z").write();

        assertThat(june("acme/new").deploymentFrequency().count()).isOne();
        assertThat(june("ACME/old").deploymentFrequency().count()).isOne();
        assertThat(june("acme/old", "acme/new").deploymentFrequency().count())
                .as("the same service twice")
                .isOne();
    }

    @Test
    void prefersWhoeverIsCalledSoNowToWhoeverWas() {
        written.service("acme/renamed");
        written.alias("acme/renamed", "acme/web", Instant.parse("2025-05-01T00:00:00Z"));
        written.deployment("acme/renamed", "2025-06-02T10:00:00Z").write();
        assertThat(june("acme/web").deploymentFrequency().count()).isOne();

        written.service("acme/web");

        assertThat(june("acme/web").deploymentFrequency().count()).isZero();
    }

    @Test
    void prefersWhoeverWasCalledSoLast() {
        written.service("acme/a");
        written.service("acme/b");
        written.alias("acme/a", "acme/web", Instant.parse("2025-05-01T00:00:00Z"));
        written.alias("acme/b", "acme/web", Instant.parse("2025-04-01T00:00:00Z"));
        written.deployment("acme/a", "2025-06-02T10:00:00Z").write();

        assertThat(june("acme/web").deploymentFrequency().count()).isOne();
    }

    @Test
    void namesTheServiceThatNobodyHasHeardOf() {
        assertThatThrownBy(() -> june("s", "acme/typo"))
                .isInstanceOf(UnknownService.class)
                .hasMessageContaining("acme/typo");
    }

    @Test
    void refusesAnOffsetWhichTheDatabaseWouldTurnAround() {
        assertThatThrownBy(() -> report(JUNE_FROM, JUNE_UNTIL, "+02:00", Interval.DAY))
                .isInstanceOf(UnknownZone.class);
        assertThatThrownBy(() -> report(JUNE_FROM, JUNE_UNTIL, "UTC+2", Interval.DAY))
                .isInstanceOf(UnknownZone.class);
        assertThat(report(JUNE_FROM, JUNE_UNTIL, "Z", Interval.DAY).buckets()).hasSize(30);
    }

    @Test
    void tellsWhatTheNumbersRestOn() {
        UUID failed = written.deployment("s", "2025-06-02T10:00:00Z").initial().write();
        written.deployment("s", "2025-06-03T10:00:00Z")
                .leads(ofHours(1), ofHours(2))
                .write();
        written.deployment("s", "2025-06-04T10:00:00Z").redeploy().write();
        written.deployment("s", "2025-06-05T10:00:00Z").ambiguous().write();
        written.deployment("s", "2025-07-05T10:00:00Z").leads(ofHours(1)).write();
        written.incident("s", Instant.parse("2025-06-02T11:00:00Z"), failed);
        written.incident("s", Instant.parse("2025-06-20T11:00:00Z"), null);
        written.incident("s", Instant.parse("2025-07-20T11:00:00Z"), null);
        written.service("central/incidents");
        written.declared(failed);
        written.incident("central/incidents", Instant.parse("2025-06-02T12:00:00Z"), failed);

        Report report = fourKeys.report(
                new Scope(List.of("s"), null), window(JUNE_FROM, JUNE_UNTIL, "UTC"), Interval.WEEK, Basis.COMMIT);

        assertThat(report.coverage().deploymentsLinked()).isEqualTo(new Share(2 / 3.0, 2, 3));
        assertThat(report.coverage().deploymentsWithBaseline()).isEqualTo(new Share(2 / 3.0, 2, 3));
        assertThat(report.coverage().commitsByLink())
                .containsExactly(
                        entry(Link.By.GRAPH, new Share(0.0, 0, 2)),
                        entry(Link.By.PUSH, new Share(1.0, 2, 2)),
                        entry(Link.By.HEAD, new Share(0.0, 0, 2)));
        assertThat(report.coverage().commitsByStart())
                .containsEntry(StartProvenance.COMMIT, new Share(1.0, 2, 2))
                .containsOnlyKeys(StartProvenance.values());
        assertThat(report.coverage().incidentsLinked()).isEqualTo(new Share(2 / 3.0, 2, 3));
        assertThat(report.coverage().incidentsByConfidence())
                .containsExactly(
                        entry(Confidence.EXPLICIT, new Share(0.0, 0, 3)),
                        entry(Confidence.DECLARED, new Share(1 / 3.0, 1, 3)),
                        entry(Confidence.HEURISTIC, new Share(1 / 3.0, 1, 3)));
    }

    @Test
    void saysHowLongAgoEachSourceWasHeardOf() {
        assertThat(report(JUNE_FROM, JUNE_UNTIL, "UTC", null).coverage().secondsSinceLastEvent())
                .isEmpty();
        written.heardOf("gitlab", Duration.ofDays(2));
        written.heardOf("github", Duration.ofSeconds(90));
        written.heardOf("ahead", Duration.ofSeconds(-90));

        Map<String, Double> seconds =
                report(JUNE_FROM, JUNE_UNTIL, "UTC", null).coverage().secondsSinceLastEvent();
        assertThat(seconds).containsOnlyKeys("ahead", "github", "gitlab").containsEntry("ahead", 0.0);
        assertThat(seconds.get("github")).isBetween(90.0, 150.0);
        assertThat(seconds.get("gitlab")).isBetween(172_800.0, 172_860.0);
    }

    @Test
    void hasNoShareOfNothing() {
        assertThat(report(JUNE_FROM, JUNE_UNTIL, "UTC", null).coverage().incidentsLinked())
                .isEqualTo(new Share(null, 0, 0));
    }

    private FiveMetrics june(String... services) {
        return fourKeys.report(
                        new Scope(List.of(services), null), window(JUNE_FROM, JUNE_UNTIL, "UTC"), null, Basis.COMMIT)
                .metrics();
    }

    private Report inEnvironment(String environment) {
        return fourKeys.report(
                new Scope(List.of(), environment), window(JUNE_FROM, JUNE_UNTIL, "UTC"), null, Basis.COMMIT);
    }

    private Durations lead(Basis basis) {
        return by(basis).changeLeadTime();
    }

    private FiveMetrics by(Basis basis) {
        return fourKeys.report(new Scope(List.of(), null), window(JUNE_FROM, JUNE_UNTIL, "UTC"), null, basis)
                .metrics();
    }

    private FiveMetrics of(String from, String until, String zone) {
        return report(from, until, zone, null).metrics();
    }

    private List<Report.Bucket> months(String from, String until, String zone) {
        return report(from, until, zone, Interval.MONTH).buckets();
    }

    private List<Long> counts(Interval interval, String from, String until, String zone) {
        return report(from, until, zone, interval).buckets().stream()
                .map(bucket -> bucket.metrics().deploymentFrequency().count())
                .toList();
    }

    private List<@Nullable Double> frequencies(String from, String until) {
        return report(from, until, "Europe/Berlin", Interval.DAY).buckets().stream()
                .<@Nullable Double>map(
                        bucket -> bucket.metrics().deploymentFrequency().value())
                .toList();
    }

    private Report report(String from, String until, String zone, @Nullable Interval interval) {
        return fourKeys.report(new Scope(List.of(), null), window(from, until, zone), interval, Basis.COMMIT);
    }

    private static Window window(String from, String until, String zone) {
        return new Window(Instant.parse(from), Instant.parse(until), ZoneId.of(zone));
    }
}
