package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/**
 * DORA's five metrics of one scope and one window or bucket. Definitions and edge cases: {@code docs/metrics.md}. If a {@code value} is
 * null, {@code reason} says why.
 *
 * @param changeLeadTime from commit to running in production
 * @param basis which lead times those are
 * @param changeFailRate deployments that failed
 * @param failedDeploymentRecoveryTime from the start of a failure to its end, one per failed deployment that has been recovered
 *     from
 * @param openFailures those that have not been
 * @param deploymentReworkRate deployments that were unplanned remediation
 */
public record FiveMetrics(
        Frequency deploymentFrequency,
        Durations changeLeadTime,
        Basis basis,
        Rate changeFailRate,
        Durations failedDeploymentRecoveryTime,
        OpenFailures openFailures,
        Rate deploymentReworkRate) {

    /**
     * Failures that began in the window and have not been recovered from.
     *
     * @param oldestSeconds age of the oldest, as of now; null when none is open
     */
    public record OpenFailures(long count, @Nullable Double oldestSeconds) {}

    /** The one with this name. */
    public Measurement of(Metric metric) {
        return switch (metric) {
            case DEPLOYMENT_FREQUENCY -> deploymentFrequency;
            case CHANGE_LEAD_TIME -> changeLeadTime;
            case CHANGE_FAIL_RATE -> changeFailRate;
            case FAILED_DEPLOYMENT_RECOVERY_TIME -> failedDeploymentRecoveryTime;
            case DEPLOYMENT_REWORK_RATE -> deploymentReworkRate;
        };
    }
}
