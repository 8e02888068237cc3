package dev.throughline.dashboard.api;

import dev.throughline.engine.history.ListedChange;
import dev.throughline.engine.history.Stages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A merged change, see {@link ListedChange}. */
@Schema(name = "change_item")
record ChangeItem(
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
        StagesItem stages,
        @Nullable Long ageSeconds) {

    /** See {@link Stages}. */
    @Schema(name = "change_stages")
    record StagesItem(
            @Nullable Long coding,
            @Nullable Long pickup,
            long review,
            @Nullable Long queue,
            @Nullable Long deploy) {

        private static StagesItem of(Stages stages) {
            return new StagesItem(stages.coding(), stages.pickup(), stages.review(), stages.queue(), stages.deploy());
        }
    }

    static ChangeItem of(ListedChange change) {
        return new ChangeItem(
                change.id(),
                change.service(),
                change.number(),
                change.title(),
                change.url(),
                change.openedAt(),
                change.firstReviewAt(),
                change.approvedAt(),
                change.mergedAt(),
                change.deployedAt(),
                change.deployment(),
                change.leadTimeSeconds(),
                StagesItem.of(change.stages()),
                change.ageSeconds());
    }
}
