package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as the metrics count it: one rollout, of one or several environments.
 *
 * @param first the attempt that succeeded first; its time and environment represent the whole
 * @param merged the other attempts of the rollout: other environments, or other jobs of the same run
 * @param duplicates what other sources reported about the same attempts
 * @param isRedelivered whether its version was live before, and it is not a rollback
 */
public record LogicalDeployment(
        Attempt first, List<Attempt> merged, List<Attempt> duplicates, DeploymentKind kind, boolean isRedelivered) {

    public UUID id() {
        return first.id();
    }

    public Instant at() {
        return first.succeededAt();
    }

    /** From when on it may be the cause of failures: since it ran, at most {@link Attempt#LONGEST_RUN} before it succeeded. */
    public Instant beganAt() {
        Instant began = first.beganAt();
        Instant earliest = at().minus(Attempt.LONGEST_RUN);
        return began == null || began.isAfter(at()) ? at() : began.isBefore(earliest) ? earliest : began;
    }

    public @Nullable CommitSha sha() {
        return first.sha();
    }

    /** The same, with more known about what came before it. */
    public LogicalDeployment as(DeploymentKind kind, boolean isRedelivered) {
        return new LogicalDeployment(first, merged, duplicates, kind, isRedelivered);
    }

    /** The environments that the rollout reached in addition to its first one, each once. */
    public List<String> otherEnvironments() {
        return merged.stream()
                .map(Attempt::environment)
                .filter(environment -> !environment.equals(first.environment()))
                .distinct()
                .toList();
    }

    /** Whether it is a member of D: the deployments that are counted and can fail. */
    public boolean counts() {
        return kind != DeploymentKind.REDEPLOY;
    }

    /** All attempts of the rollout, as reported by all sources, first one first. */
    public Stream<Attempt> attempts() {
        return Stream.of(Stream.of(first), merged.stream(), duplicates.stream()).flatMap(each -> each);
    }
}
