package dev.throughline.engine.history;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivered commit with its location.
 *
 * @param change id of the change that it belongs to; null when it has none
 */
public record CommitDetails(
        DeploymentCommit commit, @Nullable UUID change, RepositoryPlace repository) {}
