package dev.throughline.engine.fact;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change, an issue or an incident as its source lists it.
 *
 * @param externalId the source's own id of it within the repository: of a change the number, where it has one
 * @param number its number in the repository; null when the source has no numbers
 * @param url page that shows it; null when there is none
 * @param labels lower case
 */
public record Entry(
        RepositoryId repository,
        String externalId,
        @Nullable Long number,
        String title,
        @Nullable String url,
        List<String> labels) {

    UUID idAs(String kind) {
        return repository.idOf(kind, externalId);
    }
}
