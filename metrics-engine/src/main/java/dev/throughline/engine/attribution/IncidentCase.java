package dev.throughline.engine.attribution;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident as the rules see it.
 *
 * @param isOfService whether it was filed for the service itself; others matter only when they name one of its deployments
 * @param openedAt when it began
 * @param resolvedAt null while it is open
 * @param declaresCause whether its cause is named, resolvable or not: by its text or a comment, or by a person, who may also say that there is none
 * @param causes the deployments of this service that are named
 */
public record IncidentCase(
        UUID id,
        boolean isOfService,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        boolean declaresCause,
        List<Cause> causes) {

    /**
     * A named root cause, found.
     *
     * @param sha the commit that was named; null when the deployment itself was
     * @param isExplicit whether a person or a report names it; otherwise the incident or a comment declares it
     */
    public record Cause(UUID deployment, @Nullable String sha, boolean isExplicit) {}
}
