package dev.throughline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.throughline.dashboard.benchmark.Edition;
import dev.throughline.dashboard.benchmark.Reading;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Coverage;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.NoData;
import dev.throughline.engine.metric.QuickCheck;
import dev.throughline.engine.metric.Report;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The answer to {@code GET /api/v1/metrics}. A null value comes with a reason, any other without. */
@Schema(name = "metrics_answer")
record MetricsAnswer(
        @Schema(description = "Version of the definitions that the numbers follow.", example = "v1")
        String definition,

        @Schema(
                description = "By whose rules the numbers are counted.",
                allowableValues = {"dora", "gitlab", "fourkeys", "datadog"})
        String profile,

        @Schema(
                description =
                        "The options that they rest on, by their names in the definitions; lengths of time such as 86400s.")
        Map<String, String> options,

        @Schema(
                description =
                        "Of each service by name the options that are others than in options; empty when none is.")
        Map<String, Map<String, String>> optionsByService,

        Scope scope,
        Window window,
        Metrics metrics,
        CoverageShares coverage,

        @Schema(description = "The buckets of the window, empty ones too; none without interval.")
        List<Bucket> buckets,

        @Schema(description = "With quick_check=true only.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        QuickCheckAnswer quickCheck,

        @Schema(description = "With benchmark=<edition> only: what the values of the window were read against.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Benchmark benchmark) {

    static final String VERSION = "v1";

    static MetricsAnswer of(MetricsQuery query, Report report, @Nullable QuickCheck quickCheck) {
        return new MetricsAnswer(
                VERSION,
                query.profile().word(),
                report.options().common(),
                report.options().byService(),
                Scope.of(query),
                Window.of(query),
                Metrics.of(report.metrics(), query.benchmark()),
                CoverageShares.of(report.coverage()),
                report.buckets().stream().map(Bucket::of).toList(),
                quickCheck == null ? null : QuickCheckAnswer.of(quickCheck, report.metrics()),
                query.benchmark() == null ? null : Benchmark.of(query.benchmark()));
    }

    @Schema(name = "benchmark")
    record Benchmark(
            @Schema(example = "2024") String edition,

            @Schema(description = "The report.", example = "Accelerate State of DevOps Report 2024")
            String title,

            @Schema(description = "Where in the report.", example = "p. 13 (v. 2024.3)")
            String place,

            String url,

            @Schema(description = "What the numbers were read from.")
            String evidence,

            @Schema(description = "What to know before comparing.")
            List<String> notes) {

        static Benchmark of(Edition edition) {
            return new Benchmark(
                    edition.edition(),
                    edition.title(),
                    edition.place(),
                    edition.url(),
                    edition.evidence(),
                    edition.notes());
        }
    }

    @Schema(name = "quick_check")
    record QuickCheckAnswer(
            @Schema(description = "Says that the mapping onto DORA's answers is ours.")
            String interpretation,

            @Schema(description = "1 to 6 by metric; greater is better.")
            Answers answers,

            @Schema(description = "0 to 10 by metric.") Scores scores,

            @Schema(description = "Mean of the five scores.") @Nullable
            Number overall,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            @Schema(description = "Mean of lead time, frequency and recovery time.") @Nullable
            Number throughput,

            @Schema(description = "Mean of the two rates.") @Nullable
            Number stability) {

        private static final String OURS = "Throughline's mapping of measurements onto the answers of DORA's survey";

        static QuickCheckAnswer of(QuickCheck check, FiveMetrics metrics) {
            return new QuickCheckAnswer(
                    OURS,
                    new Answers(
                            check.answers().changeLeadTime(),
                            check.answers().deploymentFrequency(),
                            check.answers().failedDeploymentRecoveryTime()),
                    new Scores(
                            number(check.scores().changeLeadTime()),
                            number(check.scores().deploymentFrequency()),
                            number(check.scores().failedDeploymentRecoveryTime()),
                            number(check.scores().changeFailRate()),
                            number(check.scores().deploymentReworkRate())),
                    number(check.overall()),
                    check.overall() == null ? reason(metrics) : null,
                    number(check.throughput()),
                    number(check.stability()));
        }

        /** Why the first metric without a value has none. */
        private static String reason(FiveMetrics metrics) {
            return Stream.of(
                            metrics.deploymentFrequency().reason(),
                            metrics.changeFailRate().reason(),
                            metrics.changeLeadTime().reason(),
                            metrics.failedDeploymentRecoveryTime().reason())
                    .flatMap(Stream::ofNullable)
                    .findFirst()
                    .orElse(NoData.NO_DEPLOYMENTS)
                    .word();
        }

        @Schema(name = "quick_check_answers")
        record Answers(
                @Nullable Integer changeLeadTime,
                @Nullable Integer deploymentFrequency,
                @Nullable Integer failedDeploymentRecoveryTime) {}

        @Schema(name = "quick_check_scores")
        record Scores(
                @Nullable Number changeLeadTime,
                @Nullable Number deploymentFrequency,
                @Nullable Number failedDeploymentRecoveryTime,
                @Nullable Number changeFailRate,
                @Nullable Number deploymentReworkRate) {}
    }

    @Schema(name = "metrics_scope")
    record Scope(
            @Schema(description = "As asked for; empty means all.")
            List<String> services,

            @Schema(description = "Null means every production-tier one.") @Nullable
            String environment) {

        static Scope of(MetricsQuery query) {
            return new Scope(query.scope().services(), query.scope().environment());
        }
    }

    @Schema(name = "metrics_window")
    record Window(
            Instant from,
            Instant until,
            String timezone,

            @Schema(allowableValues = {"day", "week", "month", "quarter"}) @Nullable
            String interval) {

        static Window of(MetricsQuery query) {
            return new Window(
                    query.window().from(),
                    query.window().until(),
                    query.window().zone().getId(),
                    query.interval() == null ? null : query.interval().word());
        }
    }

    @Schema(name = "metrics_bucket")
    record Bucket(
            Instant from,
            Instant until,

            @Schema(description = "Whether its deployments may still turn out to have failed.")
            boolean provisional,

            Metrics metrics) {

        private static Bucket of(Report.Bucket bucket) {
            return new Bucket(
                    bucket.from(), bucket.until(), bucket.isProvisional(), Metrics.of(bucket.metrics(), null));
        }
    }

    @Schema(name = "five_metrics")
    record Metrics(
            Frequency deploymentFrequency,
            LeadTime changeLeadTime,
            Rate changeFailRate,
            RecoveryTime failedDeploymentRecoveryTime,
            Rate deploymentReworkRate) {

        /** @param edition what to compare them with; null for nothing */
        static Metrics of(FiveMetrics metrics, @Nullable Edition edition) {
            return new Metrics(
                    Frequency.of(metrics.deploymentFrequency(), read(edition, Metric.DEPLOYMENT_FREQUENCY, metrics)),
                    LeadTime.of(
                            metrics.changeLeadTime(), metrics.basis(), read(edition, Metric.CHANGE_LEAD_TIME, metrics)),
                    Rate.of(metrics.changeFailRate(), read(edition, Metric.CHANGE_FAIL_RATE, metrics)),
                    RecoveryTime.of(
                            metrics.failedDeploymentRecoveryTime(),
                            metrics.openFailures(),
                            read(edition, Metric.FAILED_DEPLOYMENT_RECOVERY_TIME, metrics)),
                    Rate.of(metrics.deploymentReworkRate(), read(edition, Metric.DEPLOYMENT_REWORK_RATE, metrics)));
        }

        private static @Nullable Reading read(@Nullable Edition edition, Metric metric, FiveMetrics metrics) {
            return edition == null ? null : edition.read(metric, metrics).orElse(null);
        }
    }

    @Schema(name = "deployment_frequency")
    record Frequency(
            @Nullable Number value,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            String unit,
            long count,
            long deployDays,
            @Nullable Number medianIntervalSeconds,

            @Nullable Reading benchmark) {

        private static Frequency of(dev.throughline.engine.metric.Frequency metric, @Nullable Reading benchmark) {
            return new Frequency(
                    number(metric.value()),
                    Term.wordOf(metric.reason()),
                    Metric.Kind.FREQUENCY.unit(),
                    metric.count(),
                    metric.deployDays(),
                    number(metric.medianIntervalSeconds()),
                    benchmark);
        }
    }

    @Schema(name = "change_lead_time")
    record LeadTime(
            @Nullable Number value,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            String unit,

            @Schema(allowableValues = {"commit", "change", "merge"})
            String basis,

            long n,
            @Nullable Number p50,
            @Nullable Number p75,
            @Nullable Number p90,
            @Nullable Number mean,
            @Nullable Bounds ci,
            @Nullable Reading benchmark) {

        private static LeadTime of(Durations metric, Basis basis, @Nullable Reading benchmark) {
            return new LeadTime(
                    number(metric.value()),
                    Term.wordOf(metric.reason()),
                    Metric.Kind.DURATIONS.unit(),
                    basis.word(),
                    metric.n(),
                    number(metric.p50()),
                    number(metric.p75()),
                    number(metric.p90()),
                    number(metric.mean()),
                    Bounds.of(metric.ci()),
                    benchmark);
        }
    }

    @Schema(name = "rate")
    record Rate(
            @Nullable Number value,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            String unit,
            long numerator,
            long denominator,
            @Nullable Bounds ci,
            @Nullable Reading benchmark) {

        private static Rate of(dev.throughline.engine.metric.Rate metric, @Nullable Reading benchmark) {
            return new Rate(
                    number(metric.value()),
                    Term.wordOf(metric.reason()),
                    Metric.Kind.RATE.unit(),
                    metric.numerator(),
                    metric.denominator(),
                    Bounds.of(metric.ci()),
                    benchmark);
        }
    }

    @Schema(name = "failed_deployment_recovery_time")
    record RecoveryTime(
            @Nullable Number value,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            String unit,
            long n,
            @Nullable Number p50,
            @Nullable Number p75,
            @Nullable Number p90,
            @Nullable Bounds ci,
            long open,
            @Nullable Number oldestOpenSeconds,
            @Nullable Reading benchmark) {

        private static RecoveryTime of(Durations metric, FiveMetrics.OpenFailures open, @Nullable Reading benchmark) {
            return new RecoveryTime(
                    number(metric.value()),
                    Term.wordOf(metric.reason()),
                    Metric.Kind.DURATIONS.unit(),
                    metric.n(),
                    number(metric.p50()),
                    number(metric.p75()),
                    number(metric.p90()),
                    Bounds.of(metric.ci()),
                    open.count(),
                    number(open.oldestSeconds()),
                    benchmark);
        }
    }

    @Schema(name = "confidence_interval")
    record Bounds(Number low, Number high, Number level) {

        private static @Nullable Bounds of(@Nullable ConfidenceInterval interval) {
            return interval == null
                    ? null
                    : new Bounds(whole(interval.low()), whole(interval.high()), interval.level());
        }
    }

    @Schema(name = "coverage")
    record CoverageShares(
            Share deploymentsLinked,
            Share deploymentsWithBaseline,
            Map<String, Share> commitsByLink,
            Map<String, Share> commitsByStart,
            Share incidentsLinked,

            @Schema(description = "Incidents of the window by the strongest confidence of their links.")
            Map<String, Share> incidentsByConfidence,

            @Schema(
                    description =
                            "By source, as of now: how long ago the newest delivery was received that was read. Empty when none was.",
                    example = "{\"github\": 12.5}")
            Map<String, Number> secondsSinceLastEvent) {

        private static CoverageShares of(Coverage coverage) {
            return new CoverageShares(
                    Share.of(coverage.deploymentsLinked()),
                    Share.of(coverage.deploymentsWithBaseline()),
                    shares(coverage.commitsByLink()),
                    shares(coverage.commitsByStart()),
                    Share.of(coverage.incidentsLinked()),
                    shares(coverage.incidentsByConfidence()),
                    seconds(coverage.secondsSinceLastEvent()));
        }

        private static Map<String, Number> seconds(Map<String, Double> bySource) {
            return bySource.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> whole(entry.getValue()), (a, _) -> a, LinkedHashMap::new));
        }

        private static Map<String, Share> shares(Map<? extends Term, Coverage.Share> shares) {
            return shares.entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().word(),
                            entry -> Share.of(entry.getValue()),
                            (a, _) -> a,
                            LinkedHashMap::new));
        }
    }

    @Schema(name = "share")
    record Share(@Nullable Number value, long numerator, long denominator) {

        private static Share of(Coverage.Share share) {
            return new Share(number(share.value()), share.numerator(), share.denominator());
        }
    }

    static @Nullable Number number(@Nullable Double value) {
        return value == null ? null : whole(value);
    }

    /** 3600 rather than 3600.0. */
    private static Number whole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53 ? (Number) (long) value : (Number) value;
    }
}
