package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.DeployedCommits;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The production history of one service as its samples have it. */
public interface StoredHistory {

    /** The deployments that have samples, in order. */
    List<StoredDeployment> deployments();

    /** Those of them that succeeded at this instant or later. */
    List<StoredDeployment> deploymentsSince(Instant instant);

    /** When the n-th last of those before an instant succeeded, 1 being the last; empty when there are fewer. */
    Optional<Instant> nthLastBefore(Instant instant, int n);

    /** When the first succeeded of those that these deployments are, or went into; empty when there are none. */
    Optional<Instant> firstSuccessOf(Collection<UUID> deployments);

    /** The deployments that went into these. */
    List<UUID> mergedInto(Collection<UUID> deployments);

    /** The commits that deployments which have samples deployed. */
    DeployedCommits deployed();

    /** Whether a deployment that succeeded before an instant deployed one of these commits. */
    boolean isDeployedBefore(Instant instant, Collection<CommitSha> shas);
}
