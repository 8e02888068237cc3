package dev.throughline.dashboard.page;

import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Report;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One metric as the page of a service shows it.
 *
 * @param unit what the chart's numbers are: {@code per_day}, {@code seconds} or {@code ratio}
 * @param reason why there is no value; empty when there is one
 */
record MetricView(
        Metric metric,
        String name,
        String question,
        String unit,
        Reading reading,
        String reason,
        List<Fact> facts,
        List<BucketView> buckets) {

    /** Whether any bucket has a value. */
    public boolean hasTrend() {
        return buckets.stream().anyMatch(bucket -> bucket.number() != null);
    }

    /** Something to know about a value; {@code exactly} is its tooltip. */
    record Fact(String label, String text, String exactly) {}

    /** The five metrics of a report, in DORA's order. */
    static List<MetricView> of(Report report, @Nullable Interval interval, ZoneId zone) {
        List<MetricView> views = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            Reading reading = Reading.of(metric, report.metrics());
            views.add(new MetricView(
                    metric,
                    Wording.name(metric),
                    question(metric),
                    reading.unit(),
                    reading,
                    Wording.reason(reading.reason()),
                    facts(metric, report.metrics()),
                    interval == null
                            ? List.of()
                            : report.buckets().stream()
                                    .map(bucket -> bucket(metric, bucket, interval, zone))
                                    .toList()));
        }
        return views;
    }

    private static BucketView bucket(Metric metric, Report.Bucket bucket, Interval interval, ZoneId zone) {
        Reading reading = Reading.of(metric, bucket.metrics());
        ConfidenceInterval ci = reading.ci();
        return new BucketView(
                BucketLabel.of(bucket.from().atZone(zone).toLocalDate(), interval),
                reading.text(),
                reading.value(),
                ci == null ? null : ci.low(),
                ci == null ? null : ci.high(),
                reading.interval(),
                reading.basis(),
                bucket.isProvisional());
    }

    private static String question(Metric metric) {
        return switch (metric) {
            case DEPLOYMENT_FREQUENCY -> "How often is it deployed?";
            case CHANGE_LEAD_TIME -> "How long from commit to production?";
            case CHANGE_FAIL_RATE -> "What share of deployments failed?";
            case FAILED_DEPLOYMENT_RECOVERY_TIME -> "How long until service was restored?";
            case DEPLOYMENT_REWORK_RATE -> "What share of deployments was unplanned repair?";
        };
    }

    private static List<Fact> facts(Metric metric, FiveMetrics all) {
        List<Fact> facts = new ArrayList<>();
        Reading reading = Reading.of(metric, all);
        facts.add(new Fact("Based on", reading.basis(), ""));
        if (reading.ci() != null) {
            facts.add(new Fact("95 % interval", reading.interval(), reading.exactInterval()));
        }
        switch (metric) {
            case DEPLOYMENT_FREQUENCY -> {
                FiveMetrics.DeploymentFrequency frequency = all.deploymentFrequency();
                facts.add(new Fact("Days with a deployment", Long.toString(frequency.deployDays()), ""));
                add(facts, "Median pause", frequency.medianIntervalSeconds(), Wording::duration);
            }
            case CHANGE_LEAD_TIME -> {
                FiveMetrics.ChangeLeadTime lead = all.changeLeadTime();
                add(facts, "75 % within", lead.p75(), Wording::duration);
                add(facts, "90 % within", lead.p90(), Wording::duration);
                add(facts, "Mean", lead.mean(), Wording::duration);
            }
            case FAILED_DEPLOYMENT_RECOVERY_TIME -> {
                FiveMetrics.FailedDeploymentRecoveryTime recovery = all.failedDeploymentRecoveryTime();
                add(facts, "75 % within", recovery.p75(), Wording::duration);
                add(facts, "90 % within", recovery.p90(), Wording::duration);
                add(facts, "Oldest still open", recovery.oldestOpenSeconds(), Wording::duration);
            }
            case CHANGE_FAIL_RATE, DEPLOYMENT_REWORK_RATE -> {
                // numerator and denominator say it all
            }
        }
        return facts;
    }

    private static void add(
            List<Fact> facts, String label, @Nullable Double seconds, Function<Double, String> wording) {
        if (seconds != null) {
            facts.add(new Fact(label, wording.apply(seconds), Wording.exactly(seconds)));
        }
    }
}
