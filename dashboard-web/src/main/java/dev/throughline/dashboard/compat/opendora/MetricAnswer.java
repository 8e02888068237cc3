package dev.throughline.dashboard.compat.opendora;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points of a chart, oldest first: the plugin draws them in the order in which they come. */
@Schema(name = "opendora_metric")
record MetricAnswer(
        @Schema(example = "weekly") String aggregation,

        @Schema(description = "Oldest first. Empty when nothing is known: the plugin then says that it found no data.")
        @JsonProperty("dataPoints")
        List<DataPoint> dataPoints) {

    /** One point. */
    @Schema(name = "opendora_data_point")
    record DataPoint(
            @Schema(description = "The ISO week, month or quarter.", example = "2026-W10")
            String key,

            @Schema(description = "Null without data, which leaves a gap.", example = "3") @Nullable
            Double value) {}
}
