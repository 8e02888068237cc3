package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.ServiceReport;
import dev.throughline.engine.metric.Trend;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the same functions as {@link PostgresFourKeys} for every service in one statement. */
class PostgresMetricsByService implements MetricsByService {

    private static final String REPORT = """
            select service.name, metrics.*
              from five_metrics_by(service_ids(null), cast(:environment as text),
                                   array[cast(:from as timestamptz), cast(:until as timestamptz)],
                                   cast(:timezone as text), cast(:basis as text), by_service => true) metrics
              join service on service.id = metrics.service_id
            """;

    /** Without an interval the second part is empty. */
    private static final String REPORTS = """
            select asked.unknown, service.name as service,
                   (select max(at) from deployment_fact where deployment_fact.service_id = service.id) as last_deployment_at,
                   metrics.*
              from (select cast(:from as timestamptz) as starts_at,
                           cast(:until as timestamptz) as ends_at,
                           case when names.services is null then listed.ids else named.ids end as service_ids,
                           named.unknown
                      from (select cast(:services as text[]) as services) names
                     cross join lateral (
                            select array_remove(array_agg(distinct service_id), null) as ids,
                                   min(name) filter (where service_id is null) as unknown
                              from service_named(names.services)) named
                     cross join (
                            select array_agg(service.id) as ids
                              from service
                             where service.position is not null
                                or exists (select from service_repository counted
                                            where counted.service_id = service.id)) listed
                    offset 0) asked
              left join lateral (
                    select false as is_bucket, total.*
                      from five_metrics_by(asked.service_ids, cast(:environment as text),
                                           array[cast(:previous as timestamptz), asked.starts_at, asked.ends_at],
                                           cast(:timezone as text), cast(:basis as text), cast(:profile as text), true) total
                     union all
                    select true, part.*
                      from five_metrics_by(asked.service_ids, cast(:environment as text),
                                           bucket_edges(asked.starts_at, asked.ends_at, cast(:interval as text),
                                                        cast(:timezone as text)),
                                           cast(:timezone as text), cast(:basis as text), cast(:profile as text), true) part) metrics
                     on true
              left join service on service.id = metrics.service_id
             order by service.name collate "C", service.id, metrics.is_bucket, metrics.bucket
            """;

    /** A scope is one place with as many names as it has services, or with none for all. */
    private static final String POOLED = """
            select scope.place, metrics.*
              from (select named.place,
                           case when bool_or(named.name is null) then service_ids(null) else service_ids(array_agg(named.name)) end
                               as service_ids
                      from unnest(cast(:places as integer[]), cast(:names as text[])) named (place, name)
                     group by named.place
                    offset 0) scope
             cross join lateral (
                    select false as is_bucket, total.*
                      from five_metrics_by(scope.service_ids, cast(:environment as text),
                                           array[cast(:previous as timestamptz), cast(:from as timestamptz),
                                                 cast(:until as timestamptz)],
                                           cast(:timezone as text), cast(:basis as text), cast(:profile as text)) total
                     union all
                    select true, part.*
                      from five_metrics_by(scope.service_ids, cast(:environment as text),
                                           bucket_edges(cast(:from as timestamptz), cast(:until as timestamptz),
                                                        cast(:interval as text), cast(:timezone as text)),
                                           cast(:timezone as text), cast(:basis as text), cast(:profile as text)) part) metrics
             order by scope.place, metrics.is_bucket, metrics.bucket
            """;

    private static final String VALUES = """
            select service.name, metric.value
              from (select service_ids(cast(:services as text[])) as service_ids,
                           array[cast(:from as timestamptz), cast(:until as timestamptz)] as edges
                    offset 0) asked
             cross join lateral (
                    select bucket, value
                      from deployment_frequency_by(asked.service_ids, cast(:environment as text), asked.edges, cast(:timezone as text), true)
                     where cast(:metric as text) = 'deployment_frequency'
                     union all
                    select bucket, value
                      from change_lead_time_by(asked.service_ids, cast(:environment as text), asked.edges, cast(:basis as text), cast(:profile as text), true)
                     where cast(:metric as text) = 'change_lead_time'
                     union all
                    select bucket, value
                      from deployment_rate_by(asked.service_ids, cast(:environment as text), asked.edges, 'failed', cast(:profile as text), true)
                     where cast(:metric as text) = 'change_fail_rate'
                     union all
                    select bucket, value
                      from failed_deployment_recovery_time_by(asked.service_ids, cast(:environment as text), asked.edges, cast(:profile as text), true)
                     where cast(:metric as text) = 'failed_deployment_recovery_time'
                     union all
                    select bucket, value
                      from deployment_rate_by(asked.service_ids, cast(:environment as text), asked.edges, 'rework', cast(:profile as text), true)
                     where cast(:metric as text) = 'deployment_rework_rate') metric
              join service on service.id = asked.service_ids[metric.bucket]
             where metric.value is not null
            """;

    private record Row(String service, FiveMetrics metrics) {

        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(row.getString("name"), ReportRow.metrics(row, Basis.COMMIT));
        }
    }

    private final JdbcClient jdbc;

    PostgresMetricsByService(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public SortedMap<String, FiveMetrics> report(Window window, @Nullable String environment) {
        SortedMap<String, FiveMetrics> services = new TreeMap<>();
        jdbc.sql(REPORT)
                .param("environment", environment)
                .param("from", Instants.utc(window.from()))
                .param("until", Instants.utc(window.until()))
                .param("timezone", window.zone().getId())
                .param("basis", Basis.COMMIT.word())
                .query(Row::of)
                .list()
                .forEach(row -> services.put(row.service(), row.metrics()));
        return services;
    }

    @Override
    public List<ServiceReport> reports(
            Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        try {
            return jdbc.sql(REPORTS)
                    .params(Question.parameters(scope, window, interval, basis, profile))
                    .param("previous", Instants.utc(window.previous().from()))
                    .query((ResultSet rows) -> ServiceRows.read(rows, basis));
        } catch (DataAccessException e) {
            throw Question.explained(e, window, interval);
        }
    }

    @Override
    public List<Trend> pooled(
            List<Scope> scopes, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        if (scopes.isEmpty()) {
            return List.of();
        }
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
        try {
            return jdbc.sql(POOLED)
                    .params(Question.parameters(scopes.getFirst(), window, interval, basis, profile))
                    .param("previous", Instants.utc(window.previous().from()))
                    .param("places", places.toArray(Integer[]::new))
                    .param("names", names.toArray(String[]::new))
                    .query((ResultSet rows) -> ServiceRows.pooled(rows, basis));
        } catch (DataAccessException e) {
            throw Question.explained(e, window, interval);
        }
    }

    @Override
    public Map<String, Double> values(Metric metric, Scope scope, Window window, Basis basis, Profile profile) {
        Map<String, Double> values = new HashMap<>();
        try {
            jdbc.sql(VALUES)
                    .params(Question.parameters(scope, window, null, basis, profile))
                    .param("metric", metric.word())
                    .query(row -> {
                        values.put(row.getString("name"), row.getDouble("value"));
                    });
        } catch (DataAccessException e) {
            throw Question.explained(e, window, null);
        }
        return values;
    }
}
