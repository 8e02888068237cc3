package dev.throughline.dashboard.page.table;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.wording.ColumnUnit;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Undeployed;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Trend;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows of one table: the same units, the same now. */
record Rows(Selection selection, Map<Metric, ColumnUnit> units, Instant now) {

    Row of(NamedService service, Trend trend, @Nullable Undeployed undeployed) {
        return new Row(
                service.name(),
                ServicePath.of(service.name(), selection.query()),
                service.team() == null ? null : new Row.Team(service.team(), href(service.team())),
                cells(trend, metric -> Paths.explain(metric, service.name()).href(selection.query())),
                undeployed == null ? null : Row.Counted.waiting(undeployed, now, Paths.undeployed(service.name())),
                Row.Last.of(service.lastDeploymentAt(), now, selection.zone()));
    }

    Row pooled(@Nullable String team, Trend trend, List<NamedService> services) {
        return new Row(
                team == null ? "All services" : "All of " + team,
                null,
                null,
                cells(trend, metric -> explained(metric, team)),
                null,
                last(services));
    }

    Row team(String name, Trend trend, List<NamedService> owned) {
        return new Row(
                name,
                href(name),
                null,
                cells(trend, metric -> explained(metric, name)),
                Row.Counted.services(owned.size(), href(name)),
                last(owned));
    }

    private String href(String team) {
        return Address.of("/teams").with("name", team).href(selection.with("team", null));
    }

    private String explained(Metric metric, @Nullable String team) {
        return Paths.explain(metric).href(selection.with("team", team));
    }

    private Row.@Nullable Last last(List<NamedService> services) {
        return Row.Last.of(
                services.stream()
                        .map(NamedService::lastDeploymentAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                now,
                selection.zone());
    }

    private List<Cell> cells(Trend trend, Function<Metric, String> href) {
        return Arrays.stream(Metric.values())
                .map(metric -> Cell.of(metric, trend, ServiceColumns.unit(units, metric), href.apply(metric)))
                .toList();
    }
}
