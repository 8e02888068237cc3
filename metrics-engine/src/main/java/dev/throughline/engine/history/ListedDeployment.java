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
 * @param outcome success if it ever succeeded, otherwise how it last closed (failure, cancelled), otherwise in_progress
 * @param failed whether there is evidence that it failed
 * @param evidence strongest first
 * @param startedAt first sign of progress, otherwise when it was requested
 * @param finishedAt first success, otherwise when it closed; null while in progress
 * @param commits how many commits it delivered first, including merges
 * @param linkedBy how they are known
 * @param mergedInto the logical deployment that it is a part of; null when it stands alone
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

    /** Its place in time: when it finished, otherwise when it started. */
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
