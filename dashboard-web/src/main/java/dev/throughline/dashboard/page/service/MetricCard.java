package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.quality.Diagnosis;
import dev.throughline.dashboard.quality.Finding;
import dev.throughline.dashboard.wording.Comparison;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.dashboard.wording.Reading;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One metric at the top of the page of a service.
 *
 * @param href explains it
 * @param reason why there is no value; empty when there is one
 * @param hasRemedy whether there is a remedy
 * @param comparison with the previous period; null if nothing can be said
 */
record MetricCard(
        Metric metric,
        String name,
        Reading reading,
        String href,
        String reason,
        boolean hasRemedy,
        @Nullable Comparison comparison,
        List<Fact> facts) {

    /** Something to know about a value; {@code exactly} is its tooltip. */
    record Fact(String label, String text, String exactly) {}

    /**
     * @param before the same metrics over the previous period
     * @param cause why there may be no value, if something is missing
     */
    static MetricCard of(Metric metric, FiveMetrics all, FiveMetrics before, Optional<Finding> cause, String href) {
        Reading reading = Reading.of(metric, all);
        return new MetricCard(
                metric,
                MetricWords.of(metric).name(),
                reading,
                href,
                reading.reason() == null ? "" : cause.map(Diagnosis::brief).orElse(Wording.reason(reading.reason())),
                reading.reason() != null && cause.filter(Finding::hasRemedy).isPresent(),
                Comparison.of(metric, all, before).orElse(null),
                facts(metric, all));
    }

    private static List<Fact> facts(Metric metric, FiveMetrics all) {
        List<Fact> facts = new ArrayList<>();
        Reading reading = Reading.of(metric, all);
        if (reading.ci() != null) {
            facts.add(new Fact("95 % interval", reading.interval(), reading.exactInterval()));
        }
        switch (all.of(metric)) {
            case Frequency frequency -> {
                facts.add(new Fact("Days with a deployment", Long.toString(frequency.deployDays()), ""));
                add(facts, "Median pause", frequency.medianIntervalSeconds());
            }
            case Durations durations
            when durations.isEnough() -> {
                add(facts, "75 % within", durations.p75());
                add(facts, "90 % within", durations.p90());
            }
            case Durations _, Rate _ -> {
                // the value says it all
            }
        }
        if (metric == Metric.FAILED_DEPLOYMENT_RECOVERY_TIME) {
            add(facts, "Oldest still open", all.openFailures().oldestSeconds());
        }
        return facts;
    }

    private static void add(List<Fact> facts, String label, @Nullable Double seconds) {
        if (seconds != null) {
            facts.add(new Fact(label, Wording.duration(seconds), Wording.exactly(seconds)));
        }
    }
}
