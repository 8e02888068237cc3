package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.ProductionDeployment;
import dev.throughline.engine.history.ProductionDeployments;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresProductionDeployments implements ProductionDeployments {

    /** What the metrics count, from the rows that they count. */
    private static final String SELECT = """
            select chosen.deployment_id, chosen.at, service.name as service, service.team, chosen.environment, chosen.external_id, chosen.sha,
                   deployment.url, coalesce(written.author_at, delivered.author_at) as author_at, chosen.failed_at, chosen.restored_at,
                   change.title, change.url as change_url, change.merged_at
              from (select *
                      from deployment_fact fact
                     where coalesce(fact.in_frequency, fact.counts)
            """;

    private static final String WITH = """
                     limit :limit) chosen
              join service on service.id = chosen.service_id
              join deployment on deployment.id = chosen.deployment_id
              left join git_commit written on written.repository_id = deployment.repository_id and written.sha = chosen.sha
              left join lateral (
                        select commit.author_at
                          from delivered_commit commit
                         where commit.service_id = chosen.service_id
                           and commit.deployment_id = chosen.deployment_id
                           and commit.sha = chosen.sha
                         limit 1) delivered on true
              left join lateral (
                        select merged.title, merged.url, merged.merged_at
                          from delivered_commit commit
                          join change merged on merged.id = commit.change_id
                         where commit.service_id = chosen.service_id
                           and commit.deployment_id = chosen.deployment_id
                           and commit.is_certain
                           and commit.is_known
                           and merged.merged_at is not null
                         order by merged.merged_at desc, merged.id
                         limit 1) change on true
            """;

    private final JdbcClient jdbc;

    PostgresProductionDeployments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<ProductionDeployment> between(List<String> services, Instant from, Instant until, int limit) {
        return jdbc.sql(SELECT + """
                               and (:services::bigint[] is null or fact.service_id = any(:services))
                               and fact.at >= :from and fact.at < :until
                             order by fact.at desc, fact.deployment_id
                        """ + WITH + "order by chosen.at desc, chosen.deployment_id")
                .param("services", Scope.of(jdbc, services))
                .param("from", Instants.utcOrNull(from))
                .param("until", Instants.utcOrNull(until))
                .param("limit", limit)
                .query(PostgresProductionDeployments::deployment)
                .list();
    }

    @Override
    public List<ProductionDeployment> failedBetween(Instant from, Instant until, int limit) {
        return jdbc.sql(SELECT + """
                               and fact.failed
                               and fact.failed_at >= :from and fact.failed_at < :until
                             order by fact.failed_at desc, fact.deployment_id
                        """ + WITH + "order by chosen.failed_at desc, chosen.deployment_id")
                .param("from", Instants.utcOrNull(from))
                .param("until", Instants.utcOrNull(until))
                .param("limit", limit)
                .query(PostgresProductionDeployments::deployment)
                .list();
    }

    private static ProductionDeployment deployment(ResultSet row, int number) throws SQLException {
        return new ProductionDeployment(
                Rows.uuid(row, "deployment_id"),
                row.getString("service"),
                Rows.maybeText(row, "team"),
                row.getString("environment"),
                row.getString("external_id"),
                Rows.maybeText(row, "sha"),
                Instants.of(row, "at"),
                Rows.maybeText(row, "url"),
                Instants.orNull(row, "author_at"),
                Instants.orNull(row, "failed_at"),
                Instants.orNull(row, "restored_at"),
                change(row));
    }

    private static ProductionDeployment.@Nullable Delivered change(ResultSet row) throws SQLException {
        String title = row.getString("title");
        return title == null
                ? null
                : new ProductionDeployment.Delivered(
                        title, Rows.maybeText(row, "change_url"), Instants.of(row, "merged_at"));
    }
}
