package dev.throughline.engine.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident.
 *
 * @param service service that it belongs to; null when several share its repository and its labels do not decide, or when no service takes
 *     what it concerns
 * @param number its number in its repository; null when its source has no numbers
 * @param resolvedAt null while it is open
 * @param deployment the first deployment that it is evidence against; null when there is none
 * @param linkedBy null when it has no cause
 * @param excluded why it is not an incident although a label or its type says so; null when it counts
 */
public record ListedIncident(
        UUID id,
        @Nullable String service,
        String source,
        String externalId,
        @Nullable Long number,
        String title,
        @Nullable String url,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable UUID deployment,
        @Nullable IncidentLink linkedBy,
        @Nullable IncidentExclusion excluded) {}
