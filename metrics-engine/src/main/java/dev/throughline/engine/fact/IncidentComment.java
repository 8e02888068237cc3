package dev.throughline.engine.fact;

import java.util.List;
import java.util.UUID;

/**
 * A comment on an issue in the state reported by a delivery. One that never declared a cause need not be reported.
 *
 * @param incident the source's own id of the issue
 * @param externalId the source's own id of the comment
 * @param causes root causes that it declares
 * @param isDeleted whether it was deleted; no later statement undoes that
 */
public record IncidentComment(
        RepositoryId repository,
        String incident,
        String externalId,
        List<Cause> causes,
        boolean isDeleted,
        Statement statement)
        implements Fact {

    /** The id of the issue, which may not have been reported yet. */
    public UUID incidentId() {
        return repository.idOf("incident", incident);
    }
}
