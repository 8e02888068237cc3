package dev.throughline.dashboard.page.table;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.wording.ColumnUnit;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.history.Undeployed;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Trend;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the tables. Trends are only queried for the shown rows, and for sorting only the sort values of all. */
public final class ServiceTables {

    private final MetricsByService metrics;
    private final Services services;
    private final Clock clock;

    ServiceTables(MetricsByService metrics, Services services, Clock clock) {
        this.metrics = metrics;
        this.services = services;
        this.clock = clock;
    }

    /**
     * Services with all of them pooled in the first row.
     *
     * @param all the services that are pooled: all there are, or those of a team
     * @param team null for all
     * @param page where the table is
     */
    public ServiceTable ofServices(
            List<NamedService> all, @Nullable String team, TableRequest asked, Selection selection, Address page) {
        String part = asked.search().toLowerCase(Locale.ROOT);
        List<NamedService> found = all.stream()
                .filter(service -> service.name().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        boolean isByUndeployed = asked.column().equals(TableRequest.UNDEPLOYED);
        Map<String, Undeployed> ofFound = isByUndeployed ? undeployed(found) : Map.of();
        List<NamedService> sorted = new ServiceOrder(metrics, ofFound).sorted(found, asked, selection);
        int from = Math.min(sorted.size(), (asked.page() - 1) * TableRequest.PER_PAGE);
        List<NamedService> shown = sorted.subList(from, Math.min(sorted.size(), from + TableRequest.PER_PAGE));
        Map<String, Trend> trends = trends(shown, selection);
        Trend pooled = all.isEmpty()
                ? null
                : pooled(
                                List.of(selection.scope(
                                        team == null
                                                ? List.of()
                                                : all.stream()
                                                        .map(NamedService::name)
                                                        .toList())),
                                selection)
                        .getFirst();
        Map<Metric, ColumnUnit> units =
                ServiceColumns.units(trends.isEmpty() && pooled != null ? List.of(pooled) : trends.values());
        boolean hasTeams = team == null && all.stream().anyMatch(service -> service.team() != null);
        Rows rows = new Rows(selection, units, clock.instant());
        Map<String, Undeployed> undeployed = isByUndeployed ? ofFound : undeployed(shown);
        Address here = asked.of(page);
        return new ServiceTable(
                "The five metrics of each service",
                counted(all, team, found.size(), asked.search()),
                hasTeams,
                ServiceColumns.of(asked, selection, here, units, hasTeams),
                pooled == null ? null : rows.pooled(team, pooled, all),
                shown.stream()
                        .map(service -> rows.of(
                                service,
                                Objects.requireNonNull(trends.get(service.name())),
                                undeployed.get(service.name())))
                        .toList(),
                asked.page() == 1 ? null : turned(here, asked.page() - 1, selection),
                from + shown.size() < sorted.size() ? turned(here, asked.page() + 1, selection) : null,
                shown.size() == sorted.size()
                        ? ""
                        : String.format(
                                Locale.ROOT, "%,d to %,d of %,d", from + 1, from + shown.size(), sorted.size()));
    }

    /** Every team, its services pooled, sorted by name: there is no ranking unless requested. */
    public ServiceTable ofTeams(List<NamedService> all, Selection selection) {
        SortedMap<String, List<NamedService>> teams = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (NamedService service : all) {
            if (service.team() != null) {
                teams.computeIfAbsent(service.team(), _ -> new ArrayList<>()).add(service);
            }
        }
        List<Trend> trends = pooled(
                teams.values().stream()
                        .map(owned -> selection.scope(
                                owned.stream().map(NamedService::name).toList()))
                        .toList(),
                selection);
        Map<Metric, ColumnUnit> units = ServiceColumns.units(trends);
        Rows rows = new Rows(selection, units, clock.instant());
        List<Row> made = new ArrayList<>();
        teams.forEach((team, owned) -> made.add(rows.team(team, trends.get(made.size()), owned)));
        return new ServiceTable(
                "The five metrics of each team, its services pooled",
                Wording.counted(teams.size(), "team"),
                false,
                Stream.of(
                                Stream.of(new Column("Team", "", "Team", null, null)),
                                Arrays.stream(Metric.values())
                                        .map(metric ->
                                                Column.of(metric, ServiceColumns.unit(units, metric), null, null)),
                                Stream.of(
                                        new Column("Services", "", "Services", null, null),
                                        new Column("Last deployment", "", "Last deployment", null, null)))
                        .flatMap(column -> column)
                        .toList(),
                null,
                made,
                null,
                null,
                "");
    }

    private Map<String, Undeployed> undeployed(List<NamedService> some) {
        return some.isEmpty()
                ? Map.of()
                : services.undeployed(some.stream().map(NamedService::name).toList());
    }

    private List<Trend> pooled(List<Scope> scopes, Selection selection) {
        return metrics.pooled(scopes, selection.window(), selection.interval(), selection.basis(), selection.profile());
    }

    private Map<String, Trend> trends(List<NamedService> shown, Selection selection) {
        if (shown.isEmpty()) {
            return Map.of();
        }
        Map<String, Trend> trends = new HashMap<>();
        metrics.reports(
                        selection.scope(shown.stream().map(NamedService::name).toList()),
                        selection.window(),
                        selection.interval(),
                        selection.basis(),
                        selection.profile())
                .forEach(report ->
                        trends.put(report.service(), new Trend(report.metrics(), report.previous(), report.buckets())));
        return trends;
    }

    private static String counted(List<NamedService> all, @Nullable String team, int found, String search) {
        long teams = all.stream()
                .map(NamedService::team)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        String counted = Wording.counted(all.size(), "service")
                + (team == null && teams > 0 ? " · " + Wording.counted(teams, "team") : "");
        return search.isEmpty() ? counted : String.format(Locale.ROOT, "%,d of %s", found, counted);
    }

    private static String turned(Address here, int page, Selection selection) {
        return here.with("page", page == 1 ? "" : Integer.toString(page)).href(selection.query());
    }
}
