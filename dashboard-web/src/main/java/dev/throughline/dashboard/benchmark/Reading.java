package dev.throughline.dashboard.benchmark;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a measured value compares with one edition. It says what respondents of a survey answered, not how good a service is. */
@Schema(name = "benchmark_reading")
public record Reading(
        @Schema(description = "The edition that it is read against.", example = "2024")
        String edition,

        @Schema(description = "The answer of the survey that the value is.", example = "less than one day")
        String answer,

        @Schema(
                description =
                        "The clusters whose answer that was, best first: several often gave the same. Empty in an edition without clusters.",
                example = "[\"elite\"]")
        List<String> clusters,

        @Schema(
                description = "How many respondents gave this answer, percent; null where that was not published.",
                example = "15.0")
        @Nullable
        Double sharePercent,

        @Schema(
                description =
                        "How many respondents gave this answer or a better one, percent; null where that was not published.",
                example = "24.4")
        @Nullable
        Double cumulativePercent) {

    private static final List<String> CLUSTERS = List.of("elite", "high", "medium", "low");
    private static final double QUARTER = 25;

    /**
     * One of four: the place of the best of its clusters, otherwise the quarter of the respondents that the answer reaches into. 0 is the
     * best; null where neither was published.
     */
    public @Nullable Integer standing() {
        if (!clusters.isEmpty()) {
            return CLUSTERS.indexOf(clusters.getFirst());
        }
        return cumulativePercent == null ? null : (int) Math.max(0, Math.ceil(cumulativePercent / QUARTER) - 1);
    }
}
