package dev.throughline.dashboard.page;

import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The headline of one metric, with what is to be said beside it.
 *
 * @param value as counted; null for none
 * @param unit {@code per_day}, {@code seconds} or {@code ratio}
 * @param basis what the value rests on, e.g. {@code 2 of 42 deployments}
 */
record Reading(
        @Nullable Double value,
        @Nullable String reason,
        String unit,
        String basis,
        @Nullable ConfidenceInterval ci) {

    static Reading of(Metric metric, FiveMetrics all) {
        return switch (metric) {
            case DEPLOYMENT_FREQUENCY -> {
                FiveMetrics.DeploymentFrequency it = all.deploymentFrequency();
                yield new Reading(it.value(), it.reason(), "per_day", counted(it.count(), "deployment"), null);
            }
            case CHANGE_LEAD_TIME -> {
                FiveMetrics.ChangeLeadTime it = all.changeLeadTime();
                yield new Reading(it.value(), it.reason(), "seconds", counted(it.n(), "commit"), it.ci());
            }
            case CHANGE_FAIL_RATE -> {
                FiveMetrics.ChangeFailRate it = all.changeFailRate();
                yield rate(it.value(), it.reason(), it.numerator(), it.denominator(), it.ci());
            }
            case FAILED_DEPLOYMENT_RECOVERY_TIME -> {
                FiveMetrics.FailedDeploymentRecoveryTime it = all.failedDeploymentRecoveryTime();
                String open = it.open() == 0 ? "" : ", " + it.open() + " open";
                yield new Reading(it.value(), it.reason(), "seconds", it.n() + " restored" + open, it.ci());
            }
            case DEPLOYMENT_REWORK_RATE -> {
                FiveMetrics.DeploymentReworkRate it = all.deploymentReworkRate();
                yield rate(it.value(), it.reason(), it.numerator(), it.denominator(), it.ci());
            }
        };
    }

    /** The value for people. */
    public String text() {
        return write(value);
    }

    /** The value as it was counted, for a tooltip. */
    public String exactly() {
        if (value == null) {
            return Wording.reason(reason);
        }
        return switch (unit) {
            case "seconds" -> Wording.exactly(value);
            case "per_day" -> String.format(Locale.ROOT, "%.6f per day", value);
            default -> String.format(Locale.ROOT, "%.6f", value);
        };
    }

    /** Where the true value lies, for people; empty when that is not known. */
    public String interval() {
        return ci == null ? "" : write(ci.low()) + " to " + write(ci.high());
    }

    public String exactInterval() {
        if (ci == null) {
            return "";
        }
        return unit.equals("seconds")
                ? Wording.exactly(ci.low()) + " to " + Wording.exactly(ci.high())
                : String.format(Locale.ROOT, "%.4f to %.4f", ci.low(), ci.high());
    }

    private String write(@Nullable Double number) {
        return switch (unit) {
            case "seconds" -> Wording.duration(number);
            case "per_day" -> Wording.frequency(number);
            default -> Wording.percent(number);
        };
    }

    private static Reading rate(
            @Nullable Double value,
            @Nullable String reason,
            long numerator,
            long denominator,
            @Nullable ConfidenceInterval ci) {
        return new Reading(value, reason, "ratio", numerator + " of " + counted(denominator, "deployment"), ci);
    }

    private static String counted(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }
}
