package dev.throughline.dashboard.page.table;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.wording.ColumnUnit;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.history.Undeployed;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Trend;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the tables. Trends are asked for of the rows that are shown, and for sorting of all no more than they are sorted by. */
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
            List<NamedService> all, @Nullable String team, Listing listing, Selection selection, Address page) {
        String part = listing.search().toLowerCase(Locale.ROOT);
        List<NamedService> found = all.stream()
                .filter(service -> service.name().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        List<NamedService> sorted = sorted(found, listing, selection);
        int from = Math.min(sorted.size(), (listing.page() - 1) * Listing.PER_PAGE);
        List<NamedService> shown = sorted.subList(from, Math.min(sorted.size(), from + Listing.PER_PAGE));
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
        Map<Metric, ColumnUnit> units = units(trends.isEmpty() && pooled != null ? List.of(pooled) : trends.values());
        boolean hasTeams = team == null && all.stream().anyMatch(service -> service.team() != null);
        Rows rows = new Rows(selection, units, clock.instant());
        Map<String, Undeployed> undeployed = shown.isEmpty()
                ? Map.of()
                : services.undeployed(shown.stream().map(NamedService::name).toList());
        Address here = listing.of(page);
        return new ServiceTable(
                "The five metrics of each service",
                counted(all, team, found.size(), listing.search()),
                hasTeams,
                columns(listing, selection, here, units, hasTeams),
                pooled == null ? null : rows.pooled(team, pooled, all),
                shown.stream()
                        .map(service -> rows.of(
                                service,
                                Objects.requireNonNull(trends.get(service.name())),
                                undeployed.get(service.name())))
                        .toList(),
                listing.page() == 1 ? null : turned(here, listing.page() - 1, selection),
                from + shown.size() < sorted.size() ? turned(here, listing.page() + 1, selection) : null,
                shown.size() == sorted.size()
                        ? ""
                        : String.format(
                                Locale.ROOT, "%,d to %,d of %,d", from + 1, from + shown.size(), sorted.size()));
    }

    /** Every team, its services pooled, by name: nobody is ranked who did not ask for it. */
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
        Map<Metric, ColumnUnit> units = units(trends);
        Rows rows = new Rows(selection, units, clock.instant());
        List<Row> made = new ArrayList<>();
        teams.forEach((team, owned) -> made.add(rows.team(team, trends.get(made.size()), owned)));
        return new ServiceTable(
                "The five metrics of each team, its services pooled",
                number(teams.size(), "team"),
                false,
                Stream.of(
                                Stream.of(new Column("Team", "", "Team", null, null)),
                                Arrays.stream(Metric.values())
                                        .map(metric -> Column.of(metric, unit(units, metric), null, null)),
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

    private List<NamedService> sorted(List<NamedService> found, Listing listing, Selection selection) {
        Function<NamedService, @Nullable Comparable<?>> key = switch (listing.column()) {
            case Listing.SERVICE -> service -> service.name().toLowerCase(Locale.ROOT);
            case Listing.TEAM ->
                service -> service.team() == null ? null : service.team().toLowerCase(Locale.ROOT);
            case Listing.LAST -> NamedService::lastDeploymentAt;
            case Listing.UNDEPLOYED -> {
                Map<String, Undeployed> undeployed = services.undeployed(
                        found.stream().map(NamedService::name).toList());
                yield service -> {
                    Undeployed waiting = undeployed.get(service.name());
                    return waiting == null ? null : waiting.count();
                };
            }
            default -> {
                Map<String, Double> values = metrics.values(
                        listing.metric().orElseThrow(),
                        selection.scope(found.stream().map(NamedService::name).toList()),
                        selection.window(),
                        selection.basis(),
                        selection.profile());
                yield service -> values.get(service.name());
            }
        };
        return sorted(found, key, listing.isDescending());
    }

    /** Whatever the direction, what has nothing to sort by comes last; equals stay in the order of names. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<NamedService> sorted(
            List<NamedService> found, Function<NamedService, @Nullable Comparable<?>> key, boolean isDescending) {
        Comparator<Comparable> order = isDescending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Comparator<NamedService> byKey = Comparator.comparing(
                (NamedService service) -> (Comparable) key.apply(service), Comparator.nullsLast(order));
        return found.stream()
                .sorted(byKey.thenComparing(service -> service.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Map<Metric, ColumnUnit> units(Collection<Trend> trends) {
        Map<Metric, ColumnUnit> units = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            units.put(
                    metric,
                    ColumnUnit.of(
                            metric.kind(),
                            trends.stream()
                                    .map(Trend::metrics)
                                    .map((FiveMetrics all) -> all.of(metric).value())
                                    .filter(Objects::nonNull)
                                    .map(Objects::requireNonNull)
                                    .toList()));
        }
        return units;
    }

    static ColumnUnit unit(Map<Metric, ColumnUnit> units, Metric metric) {
        return Objects.requireNonNull(units.get(metric));
    }

    private static List<Column> columns(
            Listing listing, Selection selection, Address here, Map<Metric, ColumnUnit> units, boolean hasTeams) {
        List<Column> columns = new ArrayList<>();
        Function<String, String> href = word -> listing.sortedBy(here, word).href(selection.query());
        Function<String, @Nullable String> order =
                word -> !word.equals(listing.column()) ? null : listing.isDescending() ? "descending" : "ascending";
        columns.add(plain("Service", Listing.SERVICE, href, order));
        if (hasTeams) {
            columns.add(plain("Team", Listing.TEAM, href, order));
        }
        for (Metric metric : Metric.values()) {
            columns.add(Column.of(metric, unit(units, metric), href.apply(metric.word()), order.apply(metric.word())));
        }
        columns.add(new Column(
                "Undeployed",
                "oldest",
                "Changes merged in the last " + Services.UNDEPLOYED_DAYS + " days and not deployed",
                href.apply(Listing.UNDEPLOYED),
                order.apply(Listing.UNDEPLOYED)));
        columns.add(plain("Last deployment", Listing.LAST, href, order));
        return columns;
    }

    private static Column plain(
            String name, String word, Function<String, String> href, Function<String, @Nullable String> order) {
        return new Column(name, "", name, href.apply(word), order.apply(word));
    }

    private static String counted(List<NamedService> all, @Nullable String team, int found, String search) {
        long teams = all.stream()
                .map(NamedService::team)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        String counted =
                number(all.size(), "service") + (team == null && teams > 0 ? " · " + number(teams, "team") : "");
        return search.isEmpty() ? counted : String.format(Locale.ROOT, "%,d of %s", found, counted);
    }

    static String number(long count, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
    }

    private static String turned(Address here, int page, Selection selection) {
        return here.with("page", page == 1 ? "" : Integer.toString(page)).href(selection.query());
    }

    /** Rows of one table: the same units, the same now. */
    private record Rows(Selection selection, Map<Metric, ColumnUnit> units, Instant now) {

        Row of(NamedService service, Trend trend, @Nullable Undeployed undeployed) {
            return new Row(
                    service.name(),
                    ServicePath.of(service.name(), selection.query()),
                    service.team() == null ? null : new Row.Team(service.team(), href(service.team())),
                    cells(trend, metric -> Paths.explain(metric, service.name()).href(selection.query())),
                    undeployed == null
                            ? null
                            : Row.Counted.waiting(
                                    undeployed,
                                    now,
                                    Paths.changes(service.name()).href("?")),
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
                    .map(metric -> Cell.of(metric, trend, unit(units, metric), href.apply(metric)))
                    .toList();
        }
    }
}
