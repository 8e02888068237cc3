package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An issue in the state that a delivery tells. Issues that are no incidents are facts too: their label may come or go.
 *
 * @param externalId the source's own id of it
 * @param number its number in the repository; null when the source has no numbers
 * @param labels lower case
 * @param isIncident whether a label makes it one
 * @param isDeleted whether it was deleted or moved elsewhere; no later statement undoes that
 * @param openedAt when it began
 * @param resolvedAt null while it is open, also when it was reopened
 * @param causes root causes that its body declares: hash prefixes, deployment ids, change numbers ({@code #12}); lower case
 * @param isExplicit whether a report names the causes as such, by hashes or ids in any case
 */
public record Incident(
        RepositoryId repository,
        String externalId,
        @Nullable Long number,
        String title,
        @Nullable String url,
        List<String> labels,
        boolean isIncident,
        boolean isDeleted,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        List<String> causes,
        boolean isExplicit,
        Statement statement)
        implements Fact {

    /** The id that the API shows: the same over every replay. */
    public UUID id() {
        return StableId.of("incident", repository.source(), repository.externalId(), externalId);
    }
}
