package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.chart.Plot;
import dev.throughline.dashboard.chart.Plot.Column;
import dev.throughline.dashboard.chart.Plot.Mark;
import dev.throughline.dashboard.chart.TimeAxis;
import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.ListedIncident;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.metric.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Every deployment to production of a window at its time, and the incidents below. */
final class Timeline {

    /** Beyond this, only those that failed or rolled back are drawn. */
    private static final int MOST = 1_000;

    private static final double DEPLOYMENTS_AT = 30;
    private static final double INCIDENTS_FROM = 62;
    private static final double INCIDENT_HEIGHT = 14;
    private static final int LANES = 2;

    private final Deployments deployments;
    private final Incidents incidents;

    Timeline(Deployments deployments, Incidents incidents) {
        this.deployments = deployments;
        this.incidents = incidents;
    }

    /** @param isWhole whether every deployment is on it, rather than only those that failed or rolled back */
    record Drawn(Plot plot, boolean isWhole) {}

    Drawn draw(String service, @Nullable String environment, Window window, TimeAxis axis, Instant now) {
        Plot.Drawing drawing = new Plot.Drawing(List.of());
        Page<ListedDeployment> all = page(service, environment, window, null, null);
        boolean isWhole = all.next() == null;
        Map<UUID, ListedDeployment> drawn = new LinkedHashMap<>();
        List<ListedDeployment> shown = new ArrayList<>(isWhole ? all.items() : List.of());
        if (!isWhole) {
            shown.addAll(page(service, environment, window, null, true).items());
            shown.addAll(page(service, environment, window, DeploymentKind.ROLLBACK, null)
                    .items());
        }
        shown.stream().filter(one -> one.kind() != null).forEach(one -> drawn.putIfAbsent(one.id(), one));
        drawn.values().stream().filter(one -> shape(one).equals("tick")).forEach(one -> drawing.add(mark(one, axis)));
        drawn.values().stream().filter(one -> !shape(one).equals("tick")).forEach(one -> drawing.add(mark(one, axis)));
        draw(
                incidents
                        .page(new IncidentFilter(List.of(service), window.from(), window.until(), null), null, MOST)
                        .items(),
                axis,
                now,
                drawing);
        return new Drawn(drawing.done(), isWhole);
    }

    private Page<ListedDeployment> page(
            String service,
            @Nullable String environment,
            Window window,
            @Nullable DeploymentKind kind,
            @Nullable Boolean failed) {
        return deployments.page(
                new DeploymentFilter(List.of(service), environment, window.from(), window.until(), kind, failed),
                null,
                MOST);
    }

    private static Mark mark(ListedDeployment one, TimeAxis axis) {
        return new Mark(axis.x(one.at()), DEPLOYMENTS_AT, shape(one), Paths.deployment(one.id()), title(one, axis));
    }

    private static String shape(ListedDeployment one) {
        if (Boolean.TRUE.equals(one.failed())) {
            return "diamond";
        }
        return one.kind() == DeploymentKind.ROLLBACK ? "rollback" : "tick";
    }

    private static String title(ListedDeployment one, TimeAxis axis) {
        String sha = one.sha() == null ? "" : CommitSha.shortened(one.sha()) + " ";
        String kind = one.kind() == null ? "" : InWords.of(one.kind());
        return sha + "at " + Moment.of(one.at(), axis.zone()).text() + ", " + kind
                + (Boolean.TRUE.equals(one.failed()) ? ", failed" : "");
    }

    /** In lanes, so that simultaneous ones can be distinguished. */
    private static void draw(List<ListedIncident> found, TimeAxis axis, Instant now, Plot.Drawing drawing) {
        int lane = 0;
        for (ListedIncident one : found.reversed()) {
            if (one.excluded() != null) {
                continue;
            }
            Instant end = one.resolvedAt() == null ? now : one.resolvedAt();
            double left = axis.x(one.openedAt());
            drawing.add(new Column(
                    left,
                    INCIDENTS_FROM + lane * (INCIDENT_HEIGHT + 4),
                    Math.max(0.3, axis.x(end) - left),
                    INCIDENT_HEIGHT,
                    "span-bar",
                    Paths.incident(one.id()),
                    one.title() + ", opened "
                            + Moment.of(one.openedAt(), axis.zone()).text()
                            + (one.resolvedAt() == null ? ", still open" : "")));
            lane = (lane + 1) % LANES;
        }
    }
}
