package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/**
 * DORA's Quick Check, with its questions answered from measurements. The mapping of measurements to answers is ours, not DORA's. Null means
 * no answer, and no mean that needs it.
 *
 * @param answers 1 to 6, greater is better
 * @param scores 0 to 10, for each metric
 * @param overall mean of all five
 * @param throughput mean of lead time, frequency and recovery time
 * @param stability mean of the two rates
 */
public record QuickCheck(
        Answers answers,
        Scores scores,
        @Nullable Double overall,
        @Nullable Double throughput,
        @Nullable Double stability) {

    /** Which of DORA's six answers was given; frequency over the six months before the end of the window. */
    public record Answers(
            @Nullable Integer changeLeadTime,
            @Nullable Integer deploymentFrequency,
            @Nullable Integer failedDeploymentRecoveryTime) {}

    /** What each metric scores. */
    public record Scores(
            @Nullable Double changeLeadTime,
            @Nullable Double deploymentFrequency,
            @Nullable Double failedDeploymentRecoveryTime,
            @Nullable Double changeFailRate,
            @Nullable Double deploymentReworkRate) {}
}
