package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.QuickCheck;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks for a whole report, its buckets and its coverage in one statement: one round trip, one snapshot. */
class PostgresFourKeys implements FourKeys {

    private static final String REPORT = """
            select scope.*, metrics.*
              from (select asked.*, cardinality(asked.service_ids) as services, coverage.*, chosen.*, heard.*
                      from (select cast(:from as timestamptz) as starts_at,
                                   cast(:until as timestamptz) as ends_at,
                                   cast(:timezone as text) as timezone,
                                   cast(:interval as text) as bucket_length,
                                   cast(:basis as text) as basis,
                                   cast(:profile as text) as profile,
                                   cast(:environment as text) as environment,
                                   case when names.services is null then service_ids(null) else named.ids end as service_ids,
                                   named.unknown
                              from (select cast(:services as text[]) as services) names
                             cross join lateral (
                                    select array_remove(array_agg(distinct service_id), null) as ids,
                                           min(name) filter (where service_id is null) as unknown
                                      from service_named(names.services)) named
                            offset 0) asked
                     cross join lateral metric_coverage_by(asked.service_ids, asked.environment, asked.starts_at, asked.ends_at) coverage
                     cross join lateral (
                            select array_agg(service.name) as option_services,
                                   array_agg(option.name) as option_names,
                                   array_agg(option.value) as option_values
                              from service_option option
                              join service on service.id = option.service_id
                             where option.service_id = any (asked.service_ids)) chosen
                     cross join (
                            select array_agg(source order by source) as heard_sources,
                                   array_agg(round(greatest(extract(epoch from now() - last_received_at), 0), 3)::double precision
                                             order by source) as heard_seconds
                              from source_activity) heard
                    offset 0) scope   -- once, not for every bucket
             cross join lateral (
                    select true as is_total, total.*
                      from five_metrics_by(scope.service_ids, scope.environment, array[scope.starts_at, scope.ends_at],
                                           scope.timezone, scope.basis, scope.profile) total
                     union all
                    select false, part.*
                      from five_metrics_by(scope.service_ids, scope.environment,
                                           bucket_edges(scope.starts_at, scope.ends_at, scope.bucket_length, scope.timezone),
                                           scope.timezone, scope.basis, scope.profile) part) metrics
             order by metrics.is_total desc, metrics.bucket
            """;

    private static final String QUICK_CHECK = """
            select answers.lead, answers.frequency, answers.recovery, score.*
              from (select duration_answer(cast(:lead as double precision)) as lead,
                           deployment_frequency_answer(service_ids(cast(:services as text[])), cast(:environment as text),
                                                       cast(:until as timestamptz), cast(:timezone as text)) as frequency,
                           duration_answer(cast(:recovery as double precision)) as recovery) answers
             cross join lateral quick_check_score(answers.lead, answers.frequency, answers.recovery,
                                                  cast(:failed as double precision), cast(:rework as double precision)) score
            """;

    private final JdbcClient jdbc;

    PostgresFourKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Report report(Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        try {
            List<ReportRow> rows = jdbc.sql(REPORT)
                    .params(Question.parameters(scope, window, interval, basis, profile))
                    .query((row, _) -> ReportRow.of(row, basis, profile))
                    .list();
            return report(rows);
        } catch (DataAccessException e) {
            throw Question.explained(e, window, interval);
        }
    }

    @Override
    public QuickCheck quickCheck(Scope scope, Window window, FiveMetrics metrics) {
        return jdbc.sql(QUICK_CHECK)
                .param(
                        "services",
                        scope.services().isEmpty() ? null : scope.services().toArray(String[]::new))
                .param("environment", scope.environment())
                .param("until", Instants.utc(window.until()))
                .param("timezone", Question.name(window.zone()))
                .param("lead", metrics.changeLeadTime().p50())
                .param("recovery", metrics.failedDeploymentRecoveryTime().p50())
                .param("failed", metrics.changeFailRate().value())
                .param("rework", metrics.deploymentReworkRate().value())
                .query(PostgresFourKeys::quickCheck)
                .single();
    }

    private static QuickCheck quickCheck(ResultSet row, int number) throws SQLException {
        return new QuickCheck(
                new QuickCheck.Answers(
                        row.getObject("lead", Integer.class),
                        row.getObject("frequency", Integer.class),
                        row.getObject("recovery", Integer.class)),
                new QuickCheck.Scores(
                        row.getObject("change_lead_time", Double.class),
                        row.getObject("deployment_frequency", Double.class),
                        row.getObject("failed_deployment_recovery_time", Double.class),
                        row.getObject("change_fail_rate", Double.class),
                        row.getObject("deployment_rework_rate", Double.class)),
                row.getObject("overall", Double.class),
                row.getObject("throughput", Double.class),
                row.getObject("stability", Double.class));
    }

    private static Report report(List<ReportRow> rows) {
        ReportRow total = rows.getFirst();
        if (total.unknownService() != null) {
            throw UnknownService.named(total.unknownService());
        }
        return new Report(
                total.bucket().metrics(),
                total.coverage(),
                total.options(),
                rows.stream().skip(1).map(ReportRow::bucket).toList());
    }
}
