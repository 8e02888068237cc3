package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.SourceTraits;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment to production that succeeded, as one source reported it.
 *
 * @param source the source that reported it
 * @param repository the repository of the service whose version it is: what came before it is decided within it
 * @param externalId the source's own id
 * @param sha what was deployed; null when the source names only a tag whose push is unknown
 * @param digest artifact or configuration in addition to the commit; null when the source knows none
 * @param rollout the attempt of a run that made it, distinct from those of all other repositories; null when none is known
 * @param isRollback whether the source flags it as a rollback
 * @param beganAt when it began to run, if its source says so; null otherwise
 * @param succeededAt its first success
 * @param failedAt the first failure at or after that success; null when there is none
 * @param succeededAgainAt the first success after that failure; null when there is none
 */
public record Attempt(
        UUID id,
        SourceTraits source,
        String repository,
        String externalId,
        String environment,
        @Nullable CommitSha sha,
        @Nullable String digest,
        @Nullable String rollout,
        boolean isRollback,
        @Nullable Instant beganAt,
        Instant succeededAt,
        @Nullable Instant failedAt,
        @Nullable Instant succeededAgainAt) {

    /** How long before its success a deployment is believed to have been running. */
    public static final Duration LONGEST_RUN = Duration.ofHours(2);

    /** The order of a production history: by time, then by the source's own id as text. */
    public static final Comparator<Attempt> IN_ORDER =
            Comparator.comparing(Attempt::succeededAt).thenComparing(Attempt::externalId);

    /** Whether anything says what was deployed: two deployments without that are never of the same version. */
    public boolean isOfKnownVersion() {
        return sha != null || digest != null;
    }

    /** The same at another time. */
    Attempt at(Instant other) {
        return new Attempt(
                id,
                source,
                repository,
                externalId,
                environment,
                sha,
                digest,
                rollout,
                isRollback,
                beganAt,
                other,
                failedAt,
                succeededAgainAt);
    }
}
