package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.Failure;
import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.LogicalDeployment;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the samples say of a deployment: enough to tell whether it is still so.
 *
 * @param mergedEnvironments the other environments of the same rollout
 * @param sha null when it is not known
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
                && mergedEnvironments.equals(
                        deployment.merged().stream().map(Attempt::environment).toList())
                && at.equals(deployment.at())
                && (sha == null ? deployed == null : sha.equals(deployed))
                && kind == deployment.kind()
                && isRedelivered == deployment.isRedelivered();
    }

    /**
     * What attribution concludes of a deployment.
     *
     * @param failedAt when it began to hurt; null unless it failed
     * @param restoredAt null while it is not restored
     * @param isClamped whether it was restored before it began, by the clocks of the sources
     */
    public record Verdict(
            boolean isRework,
            @Nullable Instant failedAt,
            @Nullable Instant restoredAt,
            boolean isClamped) {

        /** Neither failed nor rework: what a deployment is until there is evidence. */
        public static final Verdict NONE = new Verdict(false, null, null, false);

        static Verdict of(@Nullable Failure failure, boolean isRework) {
            return switch (failure) {
                case null -> new Verdict(isRework, null, null, false);
                case Failure.Ongoing ongoing -> new Verdict(isRework, ongoing.impactedAt(), null, false);
                case Failure.Recovered recovered ->
                    new Verdict(
                            isRework,
                            recovered.impactedAt(),
                            recovered.impactedAt().plus(recovered.recovery()),
                            recovered.isClamped());
            };
        }
    }
}
