package dev.throughline.engine.history;

import dev.throughline.engine.metric.UnknownService;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every deployment that a source reported, failed attempts and all tiers included. */
public interface Deployments {

    /**
     * Those that pass the filter, newest first.
     *
     * @throws UnknownService when the filter names a service that nobody has heard of
     */
    Page<ListedDeployment> page(DeploymentFilter filter, @Nullable Position after, int limit);

    /** The deployment of this id. */
    Optional<ListedDeployment> byId(UUID id);

    /** What this deployment is known to have been the first to deliver, newest first. */
    Page<DeploymentCommit> commits(UUID id, @Nullable Position after, int limit);
}
