package dev.throughline.engine.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment with everything on its page.
 *
 * @param repository that it deploys from
 * @param place in the history of its service; null for one that does not count there
 * @param merged the deployments that were merged into it as one rollout, oldest first
 * @param remedied what it repaired: the deployment of an evidence is the one that failed
 * @param commits the newest that it delivered first, at most {@link Details#MOST_COMMITS}
 * @param leadSeconds of its changes, from the first commit of each
 * @param deployments those that are named above, by id
 * @param incidents those that are evidence, by id
 */
public record DeploymentDetails(
        ListedDeployment deployment,
        RepositoryPlace repository,
        @Nullable Place place,
        List<UUID> merged,
        List<Evidence> remedied,
        List<CommitDetails> commits,
        Map<UUID, Integer> leadSeconds,
        Map<UUID, ListedDeployment> deployments,
        Map<UUID, ListedIncident> incidents) {

    /**
     * Its place in the history of its service.
     *
     * @param hasBaseline whether something earlier is known to compare with
     * @param before the deployment before it; null for the first
     * @param after the deployment after it; null for the newest
     * @param isRework whether it was unplanned repair
     * @param failedAt when the failure began; null when it did not fail
     * @param restoredAt when it was over; null when it is not, or when nothing failed
     */
    public record Place(
            boolean hasBaseline,
            @Nullable UUID before,
            @Nullable UUID after,
            boolean isRework,
            @Nullable Instant failedAt,
            @Nullable Instant restoredAt) {}
}
