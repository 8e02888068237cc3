package dev.throughline.engine.fact;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as its source identifies it.
 *
 * @param externalId the source's own id of it, as text
 * @param environment environment that it reached although it was not made for it; null for the one that it was made for
 */
public record DeploymentKey(
        RepositoryId repository,
        String externalId,
        @Nullable String environment) {

    /** A deployment to the environment that it was made for. */
    public DeploymentKey(RepositoryId repository, String externalId) {
        this(repository, externalId, null);
    }

    /** The id that the API shows: the same over every replay. */
    public UUID id() {
        return environment == null
                ? repository.idOf("deployment", externalId)
                : repository.idOf("deployment", externalId, environment);
    }
}
