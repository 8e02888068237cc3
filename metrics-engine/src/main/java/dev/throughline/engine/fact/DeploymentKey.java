package dev.throughline.engine.fact;

import java.util.UUID;

/**
 * A deployment as its source identifies it.
 *
 * @param externalId the source's own id of it, as text
 */
public record DeploymentKey(RepositoryId repository, String externalId) {

    /** The id that the API shows: the same over every replay. */
    public UUID id() {
        return StableId.of("deployment", repository.source(), repository.externalId(), externalId);
    }
}
