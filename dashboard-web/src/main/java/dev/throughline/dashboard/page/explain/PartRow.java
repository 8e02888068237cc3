package dev.throughline.dashboard.page.explain;

import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.WebLink;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.history.DeploymentCommit;
import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.Labels.DeploymentLabel;
import dev.throughline.engine.history.Labels.IncidentLabel;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.metric.Metric;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something behind a number, or left out of it, as a row of a table.
 *
 * @param subject what it is: a deployment, a commit or an incident
 * @param change the change that it belongs to; null for none
 * @param counts what it contributes, or why it contributes nothing
 * @param exactly the same as it was counted; empty for none
 * @param isRemarkable whether it is in the numerator of a rate
 */
record PartRow(
        Moment at,
        Link subject,
        @Nullable Link deployment,
        @Nullable Link change,
        String counts,
        String exactly,
        boolean isRemarkable,
        List<Reason> reasons) {

    /**
     * Some words, possibly a link.
     *
     * @param href null for nowhere
     */
    record Link(String text, @Nullable String href) {}

    /** A sentence, and its basis. */
    record Reason(String text, List<Link> links) {}

    /** What things are called. */
    record Names(Map<UUID, DeploymentLabel> deployments, Map<UUID, IncidentLabel> incidents) {

        Link deployment(UUID id) {
            DeploymentLabel label = deployments.get(id);
            return new Link(label == null ? "a deployment" : version(label), Paths.deployment(id));
        }

        Link incident(UUID id) {
            IncidentLabel label = incidents.get(id);
            return new Link(
                    label == null
                            ? "an incident"
                            : (label.number() == null ? "" : "#" + label.number() + " ") + label.title(),
                    Paths.incident(id));
        }

        private static String version(DeploymentLabel label) {
            return label.sha() != null
                    ? CommitSha.shortened(label.sha())
                    : label.ref() != null ? label.ref() : "a deployment";
        }
    }

    /** The deployments and incidents in a part. */
    static Stream<UUID> deployments(Part part) {
        return switch (part) {
            case Part.Counted counted ->
                Stream.concat(
                                Stream.ofNullable(counted.deployment()),
                                counted.evidence().stream().flatMap(one -> Stream.ofNullable(one.deployment())))
                        .distinct();
            case Part.LeftOut leftOut -> Stream.ofNullable(leftOut.deployment());
        };
    }

    static Stream<UUID> incidents(Part part) {
        return switch (part) {
            case Part.Counted counted ->
                Stream.concat(
                                Stream.ofNullable(counted.incident()),
                                counted.evidence().stream().flatMap(one -> Stream.ofNullable(one.incident())))
                        .distinct();
            case Part.LeftOut leftOut -> Stream.ofNullable(leftOut.incident());
        };
    }

    static PartRow of(Metric metric, Part part, Names names, ZoneId zone) {
        return switch (part) {
            case Part.Counted counted -> counted(metric, counted, names, zone);
            case Part.LeftOut leftOut ->
                new PartRow(
                        Moment.of(leftOut.at(), zone),
                        subject(leftOut.sha(), leftOut.deployment(), leftOut.incident(), names),
                        leftOut.sha() == null || leftOut.deployment() == null
                                ? null
                                : names.deployment(leftOut.deployment()),
                        null,
                        "left out: " + InWords.of(leftOut.reason()),
                        "",
                        false,
                        List.of());
        };
    }

    private static PartRow counted(Metric metric, Part.Counted part, Names names, ZoneId zone) {
        List<Reason> reasons = new ArrayList<>();
        for (Evidence evidence : part.evidence()) {
            Reason reason = new Reason(
                    metric == Metric.DEPLOYMENT_REWORK_RATE ? InWords.remedy(evidence.rule()) : InWords.of(evidence),
                    restsOn(evidence, names));
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
        }
        part.flags().stream().map(InWords::of).forEach(text -> reasons.add(new Reason(text, List.of())));
        Integer seconds = part.seconds();
        MetricWords words = MetricWords.of(metric);
        boolean isCounted = part.contribution() > 0;
        return new PartRow(
                Moment.of(part.at(), zone),
                subject(part.sha(), part.deployment(), part.incident(), names),
                part.sha() == null || part.deployment() == null ? null : names.deployment(part.deployment()),
                change(part.change()),
                seconds != null
                        ? Wording.duration(seconds.doubleValue())
                        : isCounted ? words.counted() : words.notCounted(),
                seconds == null ? "" : Wording.exactly(seconds.doubleValue()),
                metric.kind() == Metric.Kind.RATE && isCounted,
                reasons);
    }

    private static Link subject(@Nullable String sha, @Nullable UUID deployment, @Nullable UUID incident, Names names) {
        if (sha != null) {
            return new Link(CommitSha.shortened(sha), null);
        }
        return deployment != null
                ? names.deployment(deployment)
                : incident == null ? new Link("", null) : names.incident(incident);
    }

    private static List<Link> restsOn(Evidence evidence, Names names) {
        List<Link> links = new ArrayList<>();
        if (evidence.incident() != null) {
            links.add(names.incident(evidence.incident()));
        }
        if (evidence.deployment() != null) {
            links.add(names.deployment(evidence.deployment()));
        } else if (evidence.sha() != null) {
            links.add(new Link(CommitSha.shortened(evidence.sha()), null));
        }
        return links;
    }

    private static @Nullable Link change(DeploymentCommit.@Nullable Origin change) {
        return change == null
                ? null
                : new Link(
                        change.number() == null ? change.title() : "#" + change.number() + " " + change.title(),
                        WebLink.orNull(change.url()));
    }
}
