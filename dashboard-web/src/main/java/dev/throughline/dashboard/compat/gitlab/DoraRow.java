package dev.throughline.dashboard.compat.gitlab;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One value.
 *
 * @param date the day, or the first day of the month; null for the whole range
 */
@Schema(name = "gitlab_dora_row")
record DoraRow(
        @Schema(description = "The day, or the first day of the month; null for interval=all.", example = "2026-03-01")
        @Nullable
        LocalDate date,

        @Schema(description = "Null where this metric has no data, but another has.", example = "3") @Nullable
        Double value) {}
