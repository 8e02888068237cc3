package dev.throughline.dashboard.wording;

import dev.throughline.engine.metric.Metric;

/**
 * The words of pages for a metric and its parts.
 *
 * @param name DORA's name for it, e.g. {@code change lead time}
 * @param question what it answers
 * @param counted the word for a part that counts, unless it is a duration
 * @param notCounted the word for one that does not count
 */
public record MetricWords(String name, String question, String counted, String notCounted) {

    private static final MetricWords DEPLOYMENT_FREQUENCY =
            new MetricWords("deployment frequency", "How often is it deployed?", "one deployment", "one deployment");
    private static final MetricWords CHANGE_LEAD_TIME =
            new MetricWords("change lead time", "How long from commit to production?", "no sample", "no sample");
    private static final MetricWords CHANGE_FAIL_RATE =
            new MetricWords("change fail rate", "What share of deployments failed?", "failed", "did not fail");
    private static final MetricWords FAILED_DEPLOYMENT_RECOVERY_TIME = new MetricWords(
            "failed deployment recovery time", "How long until service was restored?", "restored", "not restored yet");
    private static final MetricWords DEPLOYMENT_REWORK_RATE = new MetricWords(
            "deployment rework rate",
            "What share of deployments was unplanned repair?",
            "unplanned repair",
            "no repair");

    public static MetricWords of(Metric metric) {
        return switch (metric) {
            case DEPLOYMENT_FREQUENCY -> DEPLOYMENT_FREQUENCY;
            case CHANGE_LEAD_TIME -> CHANGE_LEAD_TIME;
            case CHANGE_FAIL_RATE -> CHANGE_FAIL_RATE;
            case FAILED_DEPLOYMENT_RECOVERY_TIME -> FAILED_DEPLOYMENT_RECOVERY_TIME;
            case DEPLOYMENT_REWORK_RATE -> DEPLOYMENT_REWORK_RATE;
        };
    }
}
