package dev.throughline.dashboard.page;

import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.DeliveredCommit;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.metric.Metric;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a number is made of, or is not, as a row of a table.
 *
 * @param deployment start of its id; empty when it is none
 * @param deploymentHref where the API has it; null when it is none
 * @param commit start of a hash; empty when it is no commit
 * @param change number and title of the change that it belongs to; empty for none
 * @param changeHref where its source shows the change; null when that is not known
 * @param counts what it contributes, or why it contributes nothing
 * @param exactly the same as it was counted; empty for none
 */
record PartView(
        Moment at,
        String deployment,
        @Nullable String deploymentHref,
        String commit,
        String sha,
        String change,
        @Nullable String changeHref,
        String counts,
        String exactly,
        boolean isRemarkable,
        List<String> notes) {

    private static final int SHORT = 8;

    static PartView of(Metric metric, Part.Counted part, ZoneId zone) {
        List<String> notes = new ArrayList<>();
        part.evidence().stream()
                .map(
                        metric == Metric.DEPLOYMENT_REWORK_RATE
                                ? evidence -> InWords.remedy(evidence.rule())
                                : InWords::of)
                .distinct()
                .forEach(notes::add);
        part.flags().stream().map(InWords::of).forEach(notes::add);
        DeliveredCommit.Origin change = part.change();
        Integer seconds = part.seconds();
        MetricWords words = MetricWords.of(metric);
        boolean isCounted = part.contribution() > 0;
        return new PartView(
                Moment.of(part.at(), zone),
                start(part.deployment()),
                href(part.deployment()),
                start(part.sha()),
                part.sha() == null ? "" : part.sha(),
                change == null
                        ? ""
                        : change.number() == null ? change.title() : "#" + change.number() + " " + change.title(),
                change == null ? null : WebLink.orNull(change.url()),
                seconds != null
                        ? Wording.duration(seconds.doubleValue())
                        : isCounted ? words.counted() : words.notCounted(),
                seconds == null ? "" : Wording.exactly(seconds.doubleValue()),
                metric.kind() == Metric.Kind.RATE && isCounted,
                notes);
    }

    static PartView of(Part.LeftOut part, ZoneId zone) {
        UUID incident = part.incident();
        return new PartView(
                Moment.of(part.at(), zone),
                part.deployment() == null ? "" : start(part.deployment()),
                href(part.deployment()),
                start(part.sha()),
                part.sha() == null ? "" : part.sha(),
                incident == null ? "" : "Incident " + start(incident),
                null,
                InWords.of(part.reason()),
                "",
                false,
                List.of());
    }

    private static String start(@Nullable Object id) {
        String text = id == null ? "" : id.toString();
        return text.length() > SHORT ? text.substring(0, SHORT) : text;
    }

    private static @Nullable String href(@Nullable UUID deployment) {
        return deployment == null ? null : "/api/v1/deployments/" + deployment;
    }
}
