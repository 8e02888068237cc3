package dev.throughline.engine.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A logical deployment that succeeded in production.
 *
 * @param team owner of the service; null when none is named
 * @param externalId its source's own id
 * @param sha what was deployed; null while the push of its tag is not known
 * @param at its first success
 * @param url of the deployment at its source
 * @param authorAt when the deployed commit was written; null when unknown
 * @param failedAt when the impact of its failure began; null unless it failed
 * @param restoredAt when service was restored; null while it is not
 * @param change the most recently merged change that it delivered; null when none is known
 */
public record ProductionDeployment(
        UUID id,
        String service,
        @Nullable String team,
        String environment,
        String externalId,
        @Nullable String sha,
        Instant at,
        @Nullable String url,
        @Nullable Instant authorAt,
        @Nullable Instant failedAt,
        @Nullable Instant restoredAt,
        @Nullable Delivered change) {

    /** A merged change. */
    public record Delivered(String title, @Nullable String url, Instant mergedAt) {}
}
