package dev.throughline.dashboard.page;

import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Rate;
import dev.throughline.engine.metric.Report;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One metric as the page of a service shows it.
 *
 * @param unit what the chart's numbers are: see {@link Metric#unit()}
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
                    MetricWords.of(metric).name(),
                    MetricWords.of(metric).question(),
                    metric.unit(),
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

    private static List<Fact> facts(Metric metric, FiveMetrics all) {
        List<Fact> facts = new ArrayList<>();
        Reading reading = Reading.of(metric, all);
        facts.add(new Fact("Based on", reading.basis(), ""));
        if (reading.ci() != null) {
            facts.add(new Fact("95 % interval", reading.interval(), reading.exactInterval()));
        }
        switch (all.of(metric)) {
            case Frequency frequency -> {
                facts.add(new Fact("Days with a deployment", Long.toString(frequency.deployDays()), ""));
                add(facts, "Median pause", frequency.medianIntervalSeconds(), Wording::duration);
            }
            case Durations durations -> {
                add(facts, "75 % within", durations.p75(), Wording::duration);
                add(facts, "90 % within", durations.p90(), Wording::duration);
                add(facts, "Mean", durations.mean(), Wording::duration);
            }
            case Rate _ -> {
                // numerator and denominator say it all
            }
        }
        if (metric == Metric.FAILED_DEPLOYMENT_RECOVERY_TIME) {
            add(facts, "Oldest still open", all.openFailures().oldestSeconds(), Wording::duration);
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
