package dev.throughline.engine.history;

import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.Link;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as a source reported it, with the verdicts on it. Only a logical deployment that succeeded in production has
 * verdicts; elsewhere kind, failed, commits and linkedBy are null.
 *
 * @param sha null while the push of its tag is not known
 * @param outcome success when it ever succeeded, else how it closed last (failure, cancelled), else in_progress
 * @param failed whether there is evidence that it failed
 * @param evidence strongest first
 * @param startedAt first sign of progress, else when it was asked for
 * @param finishedAt first success, else when it closed; null while in progress
 * @param commits how many commits it was the first to deliver, merges included
 * @param linkedBy how they are known
 * @param mergedInto the logical deployment that it is a part of; null when it stands for itself
 */
public record ListedDeployment(
        UUID id,
        @Nullable String service,
        String environment,
        String tier,
        String source,
        String externalId,
        @Nullable String sha,
        @Nullable String ref,
        @Nullable DeploymentKind kind,
        Outcome outcome,
        @Nullable Boolean failed,
        List<Evidence> evidence,
        List<Flag> flags,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Integer commits,
        Link.@Nullable By linkedBy,
        @Nullable UUID mergedInto,
        @Nullable String url) {

    /** Its place in time: when it finished, else when it started. */
    public Instant at() {
        return finishedAt != null ? finishedAt : startedAt;
    }

    /** The same with this evidence. */
    public ListedDeployment because(List<Evidence> found) {
        return new ListedDeployment(
                id,
                service,
                environment,
                tier,
                source,
                externalId,
                sha,
                ref,
                kind,
                outcome,
                failed,
                found,
                flags,
                startedAt,
                finishedAt,
                commits,
                linkedBy,
                mergedInto,
                url);
    }
}
