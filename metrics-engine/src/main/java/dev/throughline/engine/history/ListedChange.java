package dev.throughline.engine.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merged change (a pull or merge request), and its deployment.
 *
 * @param deployedAt when the first deployment known to contain it succeeded in production; null when there is none
 * @param deployment that deployment
 * @param leadTimeSeconds from its first commit to then; null unless that deployment certainly delivered it first
 * @param ageSeconds since its merge, as of now; null when it is deployed
 */
public record ListedChange(
        UUID id,
        String service,
        @Nullable Long number,
        String title,
        @Nullable String url,
        Instant openedAt,
        @Nullable Instant firstReviewAt,
        @Nullable Instant approvedAt,
        Instant mergedAt,
        @Nullable Instant deployedAt,
        @Nullable UUID deployment,
        @Nullable Integer leadTimeSeconds,
        Stages stages,
        @Nullable Long ageSeconds) {}
