package dev.throughline.dashboard.compat.liatrio;

import dev.throughline.engine.history.ProductionDeployment;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the plugin computes its charts from. */
@Schema(name = "liatrio_records")
record RecordsAnswer(List<DoraRecord> records) {

    /** One deployment to production that succeeded, with the newest change that it delivered. */
    @Schema(name = "liatrio_record")
    record DoraRecord(
            @Schema(
                    description = "As it was asked for: the plugin leaves out what is called otherwise.",
                    example = "shop")
            String repository,

            @Nullable String team,

            @Schema(description = "Of the newest change.") @Nullable
            String title,

            @Nullable String sha,

            @Schema(description = "Always true: an attempt that did not succeed delivered nothing.")
            boolean status,

            @Schema(description = "When its failure began to hurt; null unless it failed.") @Nullable
            Instant failedAt,

            @Schema(description = "When its newest change was merged.") @Nullable
            Instant mergedAt,

            @Schema(description = "When it succeeded.") Instant createdAt,

            @Schema(description = "When service was restored; null while it is not.") @Nullable
            Instant fixedAt,

            @Schema(description = "Empty where there is none.")
            String deployUrl,

            @Schema(description = "Empty where there is none.")
            String changeUrl) {

        static DoraRecord of(ProductionDeployment deployment, String repository, @Nullable String team) {
            ProductionDeployment.Delivered change = deployment.change();
            return new DoraRecord(
                    repository,
                    team == null ? deployment.team() : team,
                    change == null ? null : change.title(),
                    deployment.sha(),
                    true,
                    deployment.failedAt(),
                    change == null ? null : change.mergedAt(),
                    deployment.at(),
                    deployment.restoredAt(),
                    orEmpty(deployment.url()),
                    change == null ? "" : orEmpty(change.url()));
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
