package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.DeployedCommits;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The production history of one service according to its samples. */
public interface StoredHistory {

    /** The deployments that have samples, in order. */
    List<StoredDeployment> deployments();

    /** Those of them that succeeded at this instant or later. */
    List<StoredDeployment> deploymentsSince(Instant instant);

    /** When the n-th last of those before an instant succeeded, 1 being the last; empty when there are fewer. */
    Optional<Instant> nthLastBefore(Instant instant, int n);

    /** When the first of these deployments, or of those they were merged into, succeeded; empty when there are none. */
    Optional<Instant> firstSuccessOf(Collection<UUID> deployments);

    /** The deployments that were merged into these. */
    List<UUID> mergedInto(Collection<UUID> deployments);

    /** The commits deployed by deployments with samples. */
    DeployedCommits deployed();

    /** Whether a deployment that succeeded before an instant deployed one of these commits. */
    boolean isDeployedBefore(Instant instant, Collection<CommitSha> shas);
}
