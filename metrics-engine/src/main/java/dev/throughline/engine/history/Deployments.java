package dev.throughline.engine.history;

import dev.throughline.engine.metric.UnknownService;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every deployment that a source reported, including failed attempts and all tiers. */
public interface Deployments {

    /**
     * Those that match the filter, newest first.
     *
     * @throws UnknownService when the filter names an unknown service
     */
    Page<ListedDeployment> page(DeploymentFilter filter, @Nullable Position after, int limit);

    /** The deployment of this id. */
    Optional<ListedDeployment> byId(UUID id);

    /** What this deployment is known to have delivered first, newest first. */
    Page<DeploymentCommit> commits(UUID id, @Nullable Position after, int limit);
}
