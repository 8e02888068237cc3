package dev.throughline.dashboard.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.metric.Measurement;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Report;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer to {@code GET /api/v1/metrics/{metric}/explain}: a page of what is behind a number, and of what was left out. */
@Schema(name = "explain_answer")
record ExplainAnswer(
        String metric,

        @Schema(description = "Version of the definitions that the number follows.", example = "v1")
        String definition,

        @Schema(
                description = "By whose rules it is counted.",
                allowableValues = {"dora", "gitlab", "fourkeys", "datadog"})
        String profile,

        @Schema(description = "The options that it rests on, by their names in the definitions.")
        Map<String, String> options,

        @Schema(
                description =
                        "Of each service by name the options that are others than in options; empty when none is.")
        Map<String, Map<String, String>> optionsByService,

        MetricsAnswer.Scope scope,
        MetricsAnswer.Window window,

        @Schema(
                description =
                        "The same that /api/v1/metrics answers: per day, seconds or a ratio. Null comes with a reason.")
        @Nullable
        Number value,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String reason,

        @Schema(
                description =
                        "What the number is made of, newest first. The limit is for these and the excluded together.")
        List<Item> items,

        @Schema(description = "What was left out of it in the same stretch of time, and why.")
        List<Excluded> excluded,

        @Nullable String next) {

    static ExplainAnswer of(Metric metric, MetricsQuery query, Report report, Page<Part> page) {
        Measurement headline = report.metrics().of(metric);
        return new ExplainAnswer(
                metric.word(),
                MetricsAnswer.VERSION,
                query.profile().word(),
                report.options().common(),
                report.options().byService(),
                MetricsAnswer.Scope.of(query),
                MetricsAnswer.Window.of(query),
                MetricsAnswer.number(headline.value()),
                Term.wordOf(headline.reason()),
                page.items().stream()
                        .filter(Part.Counted.class::isInstance)
                        .map(Part.Counted.class::cast)
                        .map(Item::of)
                        .toList(),
                page.items().stream()
                        .filter(Part.LeftOut.class::isInstance)
                        .map(Part.LeftOut.class::cast)
                        .map(Excluded::of)
                        .toList(),
                page.next() == null
                        ? null
                        : Cursor.of(page.next(), query.window().until()));
    }

    /** See {@link Part.Counted}. */
    @Schema(name = "explain_item")
    record Item(
            @Schema(description = "The deployment that counts, or that delivered the commit.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            UUID deployment,

            @Schema(description = "The incident that counts, by profile gitlab.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            UUID incident,

            @Schema(description = "Of a lead time: the commit, or the one that the merge of the change ended in.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable
            String sha,

            @Schema(description = "Of a lead time: the change, when it belongs to one.")
            @JsonInclude(JsonInclude.Include.NON_NULL)
            CommitItem.@Nullable ChangeItem change,

            @Schema(
                    description =
                            "What decides whether it lies in the window: the deployment, or the start of its failure.")
            Instant at,

            @Schema(description = "1 in the numerator or as a sample, 0 in the denominator only or while not restored.")
            int contribution,

            @Nullable Integer seconds,
            List<DeploymentItem.EvidenceItem> evidence,
            List<String> flags) {

        private static Item of(Part.Counted part) {
            return new Item(
                    part.deployment(),
                    part.incident(),
                    part.sha(),
                    part.change() == null ? null : CommitItem.ChangeItem.of(part.change()),
                    part.at(),
                    part.contribution(),
                    part.seconds(),
                    part.evidence().stream()
                            .map(DeploymentItem.EvidenceItem::of)
                            .toList(),
                    part.flags().stream().map(Term::word).toList());
        }
    }

    /** See {@link Part.LeftOut}. */
    @Schema(name = "explain_excluded")
    record Excluded(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID deployment,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String sha,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID incident,

            Instant at,
            String reason) {

        private static Excluded of(Part.LeftOut part) {
            return new Excluded(
                    part.deployment(),
                    part.sha(),
                    part.incident(),
                    part.at(),
                    part.reason().word());
        }
    }
}
