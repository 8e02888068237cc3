package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An issue in the state that a delivery tells. Issues that are no incidents are facts too: their label may come or go.
 *
 * @param externalId the source's own id of it
 * @param number its number in the repository; null when the source has no numbers
 * @param labels lower case
 * @param isIncident whether a label or its type makes it one, and nothing excludes it
 * @param exclusion why it is none although a label or its type says so; null when it is one, or nothing says so
 * @param isDeleted whether it was deleted or moved elsewhere; no later statement undoes that
 * @param openedAt when it began
 * @param resolvedAt null while it is open, also when it was reopened
 * @param causes root causes that its title and body declare: hash prefixes, deployment ids, change numbers ({@code #12}); lower case
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
        @Nullable Exclusion exclusion,
        boolean isDeleted,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        List<String> causes,
        boolean isExplicit,
        Statement statement)
        implements Fact {

    /** Why what is called an incident is none, while it is closed so (definitions 1.5). */
    public enum Exclusion {
        NOT_PLANNED,
        DUPLICATE;

        /** Its name in the API and the database: lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The id that the API shows: the same over every replay. */
    public UUID id() {
        return repository.idOf("incident", externalId);
    }
}
