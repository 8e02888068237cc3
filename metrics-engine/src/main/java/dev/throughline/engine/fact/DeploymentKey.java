package dev.throughline.engine.fact;

import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as its source identifies it.
 *
 * @param externalId the source's own id for it, as text
 * @param environment environment that it reached although it was not made for it; null for the one that it was made for
 * @param event event with its own ids, in addition to those that usually deploy in the repository; null for the usual ones
 */
public record DeploymentKey(
        RepositoryId repository,
        String externalId,
        @Nullable String environment,
        @Nullable DeploymentEvent event) {

    /** A deployment to the environment that it was made for. */
    public DeploymentKey(RepositoryId repository, String externalId) {
        this(repository, externalId, null);
    }

    public DeploymentKey(RepositoryId repository, String externalId, @Nullable String environment) {
        this(repository, externalId, environment, null);
    }

    /** Its id in the API: the same in every replay. */
    public UUID id() {
        return repository.idOf(
                "deployment",
                Stream.of(
                                Stream.of(externalId),
                                Stream.ofNullable(environment),
                                Stream.ofNullable(event).map(each -> "from " + each.word()))
                        .flatMap(parts -> parts)
                        .toArray(String[]::new));
    }
}
