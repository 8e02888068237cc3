package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.Failure;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.option.Counting;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the samples say about a deployment: enough to check whether it has changed.
 *
 * @param mergedEnvironments the other environments of the same rollout
 * @param sha null when unknown
 */
public record StoredDeployment(
        UUID id,
        String externalId,
        String environment,
        List<String> mergedEnvironments,
        Instant at,
        @Nullable String sha,
        DeploymentKind kind,
        boolean isRedelivered,
        Verdict verdict) {

    /** Whether the samples were made from the very same deployment. */
    boolean isOf(LogicalDeployment deployment) {
        String deployed = deployment.sha() == null ? null : deployment.sha().value();
        return id.equals(deployment.id())
                && externalId.equals(deployment.first().externalId())
                && environment.equals(deployment.first().environment())
                && mergedEnvironments.equals(deployment.otherEnvironments())
                && at.equals(deployment.at())
                && (sha == null ? deployed == null : sha.equals(deployed))
                && kind == deployment.kind()
                && isRedelivered == deployment.isRedelivered();
    }

    /**
     * What attribution concludes about a deployment.
     *
     * @param failedAt when the impact began; null unless it failed
     * @param restoredAt null while it is not restored
     * @param remediedAt when a deployment first remedied it; null while none has, or unless it failed
     * @param isClamped whether it was restored before it began, by the clocks of the sources
     * @param isInFailRate whether it counts in the change fail rate, if it counts at all
     * @param isInFrequency whether it counts in the deployment frequency; null for the default
     */
    public record Verdict(
            boolean isRework,
            @Nullable Instant failedAt,
            @Nullable Instant restoredAt,
            @Nullable Instant remediedAt,
            boolean isClamped,
            boolean isInFailRate,
            @Nullable Boolean isInFrequency) {

        /** Neither failed nor rework: what a deployment is until there is evidence. */
        public static final Verdict NONE = new Verdict(false, null, null, null, false, true, null);

        boolean isFailed() {
            return failedAt != null;
        }

        static Verdict of(
                LogicalDeployment deployment, @Nullable Failure failure, boolean isRework, Counting counting) {
            boolean isInFailRate = switch (counting.denominator()) {
                case ALL -> true;
                case EXCLUDE_ROLLBACKS -> deployment.kind() != DeploymentKind.ROLLBACK;
                case EXCLUDE_REMEDIATION -> !isRework;
            };
            Boolean isInFrequency = switch (deployment.kind()) {
                case REDEPLOY -> counting.countsRedeploys() ? true : null;
                case ROLLBACK -> counting.countsRollbacks() ? null : false;
                case INITIAL, FORWARD -> null;
            };
            return switch (failure) {
                case null -> new Verdict(isRework, null, null, null, false, isInFailRate, isInFrequency);
                case Failure.Ongoing ongoing ->
                    new Verdict(
                            isRework,
                            ongoing.impactedAt(),
                            null,
                            ongoing.remediedAt(),
                            false,
                            isInFailRate,
                            isInFrequency);
                case Failure.Recovered recovered ->
                    new Verdict(
                            isRework,
                            recovered.impactedAt(),
                            recovered.impactedAt().plus(recovered.recovery()),
                            recovered.remediedAt(),
                            recovered.isClamped(),
                            isInFailRate,
                            isInFrequency);
            };
        }
    }
}
