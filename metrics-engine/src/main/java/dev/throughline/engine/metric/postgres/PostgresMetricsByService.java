package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Cut;
import dev.throughline.engine.metric.Distribution;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Selection;
import dev.throughline.engine.metric.ServiceReport;
import dev.throughline.engine.metric.Snapshots;
import dev.throughline.engine.metric.Trend;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the services, and has their numbers counted in the same snapshot. */
class PostgresMetricsByService implements MetricsByService {

    private static final String SERVICES = """
            select asked.unknown, service.id, service.name,
                   (select max(at) from deployment_fact where deployment_fact.service_id = service.id) as last_deployment_at,
                   extract(epoch from attribution_window(array[service.id])) as attribution_seconds
              from (select named.unknown,
                           case when names.services is not null then named.ids
                                else array(select id
                                             from service
                                            where position is not null
                                               or exists (select from service_repository counted
                                                           where counted.service_id = service.id)) end as ids
                      from (select cast(:services as text[]) as services) names
                     cross join lateral (
                            select array_remove(array_agg(distinct service_id), null) as ids,
                                   min(name) filter (where service_id is null) as unknown
                              from service_named(names.services)) named
                    offset 0) asked
              left join service on service.id = any (asked.ids)
             order by service.name collate "C", service.id
            """;

    /** A scope is one place with one name per service, or with none for all. */
    private static final String SCOPES = """
            select scope.service_ids, extract(epoch from attribution_window(scope.service_ids)) as attribution_seconds
              from (select named.place,
                           case when bool_or(named.name is null) then service_ids(null) else service_ids(array_agg(named.name)) end
                               as service_ids
                      from unnest(cast(:places as integer[]), cast(:names as text[])) named (place, name)
                     group by named.place
                    offset 0) scope
             order by scope.place
            """;

    private final JdbcClient jdbc;
    private final Snapshots snapshots;

    PostgresMetricsByService(JdbcClient jdbc, Snapshots snapshots) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
    }

    private record Service(long id, String name, @Nullable Instant lastDeploymentAt, Duration attributionWindow) {

        static Optional<Service> of(ResultSet row, int number) throws SQLException {
            String unknown = row.getString("unknown");
            if (unknown != null) {
                throw UnknownService.named(unknown);
            }
            // there is a row without a service when there is none at all
            return row.getObject("id") == null
                    ? Optional.empty()
                    : Optional.of(new Service(
                            row.getLong("id"),
                            row.getString("name"),
                            Instants.orNull(row, "last_deployment_at"),
                            PostgresFourKeys.seconds(row.getDouble("attribution_seconds"))));
        }
    }

    private record Pool(List<Long> services, Duration attributionWindow) {}

    private record Named(long id, String name) {}

    @Override
    public SortedMap<String, FiveMetrics> report(Window window, @Nullable String environment) {
        return snapshots.ask(distribution -> {
            List<Named> services = jdbc.sql("select id, name from service")
                    .query((row, _) -> new Named(row.getLong("id"), row.getString("name")))
                    .list();
            Cut cut = Calendar.of(jdbc, window, null, null, Profile.DORA).cut();
            List<List<FiveMetrics>> each = distribution.each(
                    new Selection(services.stream().map(Named::id).toList(), environment, Basis.COMMIT, Profile.DORA),
                    cut);
            SortedMap<String, FiveMetrics> byName = new TreeMap<>();
            for (int i = 0; i < services.size(); i++) {
                byName.put(services.get(i).name(), each.get(i).getFirst());
            }
            return byName;
        });
    }

    @Override
    public List<ServiceReport> reports(
            Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        try {
            return snapshots.ask(distribution -> {
                Calendar calendar = Calendar.of(jdbc, window, window.previous().from(), interval, profile);
                List<Service> services = services(scope);
                Selection selection =
                        new Selection(services.stream().map(Service::id).toList(), scope.environment(), basis, profile);
                Cut buckets = calendar.cut().startingWith(1);
                List<List<FiveMetrics>> totals =
                        distribution.each(selection, calendar.cut().compared());
                List<List<FiveMetrics>> parts = interval == null ? List.of() : distribution.each(selection, buckets);
                List<ServiceReport> reports = new ArrayList<>(services.size());
                for (int i = 0; i < services.size(); i++) {
                    Service service = services.get(i);
                    reports.add(new ServiceReport(
                            service.name(),
                            totals.get(i).getLast(),
                            totals.get(i).getFirst(),
                            interval == null
                                    ? List.of()
                                    : PostgresFourKeys.buckets(
                                            parts.get(i), buckets, calendar.now(), service.attributionWindow()),
                            service.lastDeploymentAt()));
                }
                return reports;
            });
        } catch (DataAccessException e) {
            throw Question.explained(e, window, interval);
        }
    }

    private List<Service> services(Scope scope) {
        return jdbc.sql(SERVICES).param("services", Question.names(scope)).query(Service::of).list().stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<Trend> pooled(
            List<Scope> scopes, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        if (scopes.isEmpty()) {
            return List.of();
        }
        String environment = scopes.getFirst().environment();
        try {
            return snapshots.ask(distribution -> {
                Calendar calendar = Calendar.of(jdbc, window, window.previous().from(), interval, profile);
                return pools(scopes).stream()
                        .map(pool -> trend(
                                distribution,
                                new Selection(pool.services(), environment, basis, profile),
                                calendar,
                                interval != null,
                                pool.attributionWindow()))
                        .toList();
            });
        } catch (DataAccessException e) {
            throw Question.explained(e, window, interval);
        }
    }

    private static Trend trend(
            Distribution distribution,
            Selection selection,
            Calendar calendar,
            boolean isCut,
            Duration attributionWindow) {
        List<FiveMetrics> totals = distribution.pooled(selection, calendar.cut().compared());
        Cut buckets = calendar.cut().startingWith(1);
        return new Trend(
                totals.getLast(),
                totals.getFirst(),
                isCut
                        ? PostgresFourKeys.buckets(
                                distribution.pooled(selection, buckets), buckets, calendar.now(), attributionWindow)
                        : List.of());
    }

    private List<Pool> pools(List<Scope> scopes) {
        List<Integer> places = new ArrayList<>();
        List<@Nullable String> names = new ArrayList<>();
        for (int place = 0; place < scopes.size(); place++) {
            Scope scope = scopes.get(place);
            for (String name : scope.services()) {
                places.add(place);
                names.add(name);
            }
            if (scope.services().isEmpty()) {
                places.add(place);
                names.add(null);
            }
        }
        return jdbc.sql(SCOPES)
                .param("places", places.toArray(Integer[]::new))
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> new Pool(
                        List.of((Long[]) row.getArray("service_ids").getArray()),
                        PostgresFourKeys.seconds(row.getDouble("attribution_seconds"))))
                .list();
    }

    @Override
    public Map<String, Double> values(Metric metric, Scope scope, Window window, Basis basis, Profile profile) {
        try {
            return snapshots.ask(distribution -> {
                Cut cut = Calendar.of(jdbc, window, null, null, profile).cut();
                List<Named> services = jdbc.sql(
                                "select id, name from service where id = any (service_ids(cast(:services as text[])))")
                        .param("services", Question.names(scope))
                        .query((row, _) -> new Named(row.getLong("id"), row.getString("name")))
                        .list();
                List<Optional<Double>> values = distribution.values(
                        metric,
                        new Selection(services.stream().map(Named::id).toList(), scope.environment(), basis, profile),
                        cut);
                Map<String, Double> byName = new HashMap<>();
                for (int i = 0; i < services.size(); i++) {
                    String name = services.get(i).name();
                    values.get(i).ifPresent(value -> byName.put(name, value));
                }
                return byName;
            });
        } catch (DataAccessException e) {
            throw Question.explained(e, window, null);
        }
    }
}
