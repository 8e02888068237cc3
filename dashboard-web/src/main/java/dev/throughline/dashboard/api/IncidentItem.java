package dev.throughline.dashboard.api;

import dev.throughline.engine.history.ListedIncident;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An incident, see {@link ListedIncident}. */
record IncidentItem(
        UUID id,
        String service,
        String source,
        String externalId,
        String title,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable UUID deployment,
        @Nullable String linkedBy) {

    static IncidentItem of(ListedIncident incident) {
        return new IncidentItem(
                incident.id(),
                incident.service(),
                incident.source(),
                incident.externalId(),
                incident.title(),
                incident.openedAt(),
                incident.resolvedAt(),
                incident.deployment(),
                incident.linkedBy());
    }
}
