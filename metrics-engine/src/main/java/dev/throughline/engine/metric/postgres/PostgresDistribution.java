package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.linking.Link;
import dev.throughline.engine.metric.Cut;
import dev.throughline.engine.metric.DeploymentCoverage;
import dev.throughline.engine.metric.Distribution;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Selection;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.StartProvenance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Calls the functions of R__metrics.sql, which define every number. */
final class PostgresDistribution implements Distribution {

    private static final String METRICS = """
            select metrics.*
              from five_metrics_by(:services, cast(:environment as text), cast(:edges as timestamptz[]),
                                   cast(:timezone as text), cast(:basis as text), cast(:profile as text), :each) metrics
            """;

    private static final String VALUES = """
            select value
              from (select cast(:services as bigint[]) as service_ids, cast(:edges as timestamptz[]) as edges offset 0) asked
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
             order by metric.bucket
            """;

    private final JdbcClient jdbc;

    PostgresDistribution(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<FiveMetrics> pooled(Selection selection, Cut cut) {
        return metrics(selection, cut, false);
    }

    @Override
    public List<List<FiveMetrics>> each(Selection selection, Cut cut) {
        List<FiveMetrics> all = selection.services().isEmpty() ? List.of() : metrics(selection, cut, true);
        List<List<FiveMetrics>> each = new ArrayList<>();
        for (int from = 0; from < all.size(); from += cut.buckets()) {
            each.add(all.subList(from, from + cut.buckets()));
        }
        return each;
    }

    private List<FiveMetrics> metrics(Selection selection, Cut cut, boolean isEach) {
        return parameters(jdbc.sql(METRICS), selection, cut)
                .param("each", isEach)
                .query((row, _) -> MetricsRow.metrics(row, selection.basis()))
                .list();
    }

    @Override
    public List<Optional<Double>> values(Metric metric, Selection selection, Cut cut) {
        return parameters(jdbc.sql(VALUES), selection, cut)
                .param("metric", metric.word())
                .query((row, _) -> Optional.ofNullable(row.getObject("value", Double.class)))
                .list();
    }

    private static StatementSpec parameters(StatementSpec statement, Selection selection, Cut cut) {
        return statement
                .param("services", selection.services().toArray(Long[]::new))
                .param("environment", selection.environment())
                .param("edges", cut.edges().stream().map(Instant::toString).toArray(String[]::new))
                .param("timezone", Question.name(cut.zone()))
                .param("basis", selection.basis().word())
                .param("profile", selection.profile().word());
    }

    @Override
    public DeploymentCoverage coverage(Selection selection, Instant from, Instant until) {
        return jdbc.sql("select * from deployment_coverage_by(:services, cast(:environment as text), :from, :until)")
                .param("services", selection.services().toArray(Long[]::new))
                .param("environment", selection.environment())
                .param("from", Instants.utc(from))
                .param("until", Instants.utc(until))
                .query(PostgresDistribution::coverage)
                .single();
    }

    private static DeploymentCoverage coverage(ResultSet row, int number) throws SQLException {
        List<Long> byLink = new ArrayList<>();
        for (Link.By by : Link.By.values()) {
            byLink.add(row.getLong("by_" + by.word()));
        }
        List<Long> byStart = new ArrayList<>();
        for (StartProvenance start : StartProvenance.values()) {
            byStart.add(row.getLong("from_" + start.word()));
        }
        return new DeploymentCoverage(
                row.getLong("deployments"),
                row.getLong("linked"),
                row.getLong("with_baseline"),
                row.getLong("commits"),
                byLink,
                row.getLong("samples"),
                byStart);
    }

    @Override
    public @Nullable Integer frequencyAnswer(Selection selection, Instant until, ZoneId zone) {
        return jdbc.sql(
                        "select deployment_frequency_answer(:services, cast(:environment as text), :until, :timezone) as answer")
                .param("services", selection.services().toArray(Long[]::new))
                .param("environment", selection.environment())
                .param("until", Instants.utc(until))
                .param("timezone", Question.name(zone))
                .query((row, _) -> Optional.ofNullable(row.getObject("answer", Integer.class)))
                .single()
                .orElse(null);
    }
}
