package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/**
 * DORA's five metrics of one scope and one window or bucket. Definitions and edge cases: {@code docs/metrics.md}. Wherever a
 * {@code value} is null, {@code reason} says why: no_deployments, no_baseline, no_failures or insufficient_data.
 */
public record FiveMetrics(
        DeploymentFrequency deploymentFrequency,
        ChangeLeadTime changeLeadTime,
        ChangeFailRate changeFailRate,
        FailedDeploymentRecoveryTime failedDeploymentRecoveryTime,
        DeploymentReworkRate deploymentReworkRate) {

    /**
     * How often is deployed to production.
     *
     * @param value deployments per day
     * @param count deployments, redeploys left out
     * @param deployDays days with at least one
     * @param medianIntervalSeconds median seconds between consecutive ones; null below two
     */
    public record DeploymentFrequency(
            @Nullable Double value,
            @Nullable String reason,
            long count,
            long deployDays,
            @Nullable Double medianIntervalSeconds) {}

    /**
     * Time from commit to running in production.
     *
     * @param value median, seconds
     * @param n samples
     * @param ci of the median; null below six samples
     */
    public record ChangeLeadTime(
            @Nullable Double value,
            @Nullable String reason,
            Basis basis,
            long n,
            @Nullable Double p50,
            @Nullable Double p75,
            @Nullable Double p90,
            @Nullable Double mean,
            @Nullable ConfidenceInterval ci) {}

    /**
     * Share of deployments that failed.
     *
     * @param value ratio 0..1
     * @param numerator failed deployments
     * @param denominator deployments, redeploys left out
     */
    public record ChangeFailRate(
            @Nullable Double value,
            @Nullable String reason,
            long numerator,
            long denominator,
            @Nullable ConfidenceInterval ci) {}

    /**
     * Time from the start of a failure to its end, one per failed deployment that has been recovered from.
     *
     * @param value median, seconds
     * @param n recovered failures that began in the window
     * @param open failures that began in the window and have not been recovered from
     * @param oldestOpenSeconds age of the oldest open one, as of now; null when none is open
     */
    public record FailedDeploymentRecoveryTime(
            @Nullable Double value,
            @Nullable String reason,
            long n,
            @Nullable Double p50,
            @Nullable Double p75,
            @Nullable Double p90,
            @Nullable ConfidenceInterval ci,
            long open,
            @Nullable Double oldestOpenSeconds) {}

    /**
     * Share of deployments that were unplanned remediation.
     *
     * @param value ratio 0..1
     * @param numerator unplanned deployments
     * @param denominator deployments, redeploys left out
     */
    public record DeploymentReworkRate(
            @Nullable Double value,
            @Nullable String reason,
            long numerator,
            long denominator,
            @Nullable ConfidenceInterval ci) {}
}
