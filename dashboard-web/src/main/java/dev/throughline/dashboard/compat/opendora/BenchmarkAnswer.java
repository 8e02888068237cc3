package dev.throughline.dashboard.compat.opendora;

import io.swagger.v3.oas.annotations.media.Schema;

/** What a tile shows: the value, then what the plugin has for the key. */
@Schema(name = "opendora_benchmark")
record BenchmarkAnswer(
        @Schema(
                description =
                        "elite, high, medium or low, of deployments with week or month before it; na-deployments or na-incidents where nothing is read.",
                example = "elite")
        String key,

        @Schema(description = "Empty where nothing is read.", example = "3.2")
        String value) {}
