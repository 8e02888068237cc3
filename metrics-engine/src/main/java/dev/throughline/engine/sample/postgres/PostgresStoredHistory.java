package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.linking.DeployedCommits;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.StoredDeployment;
import dev.throughline.engine.sample.StoredHistory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The deployments of one service according to the table deployment_fact. */
final class PostgresStoredHistory implements StoredHistory {

    private final JdbcClient jdbc;
    private final long service;

    PostgresStoredHistory(JdbcClient jdbc, long service) {
        this.jdbc = jdbc;
        this.service = service;
    }

    @Override
    public List<StoredDeployment> deployments() {
        return deploymentsSince("-infinity");
    }

    @Override
    public List<StoredDeployment> deploymentsSince(Instant instant) {
        return deploymentsSince(instant.toString());
    }

    private List<StoredDeployment> deploymentsSince(String time) {
        return jdbc.sql("""
                        select deployment_id, external_id, environment, merged_environments, at, sha, kind, flags, rework, failed_at, restored_at,
                               remedied_at, in_fail_rate, in_frequency
                          from deployment_fact
                         where service_id = :service and at >= :since::timestamptz
                         order by at, external_id
                        """)
                .param("service", service)
                .param("since", time)
                .query(PostgresStoredHistory::stored)
                .list();
    }

    @Override
    public Optional<Instant> nthLastBefore(Instant instant, int n) {
        return jdbc.sql("""
                        select at
                          from deployment_fact
                         where service_id = :service and at < :before::timestamptz
                         order by at desc
                        offset :offset
                         limit 1
                        """)
                .param("service", service)
                .param("before", Instants.utc(instant))
                .param("offset", n - 1)
                .query((row, _) -> Instants.of(row, "at"))
                .optional();
    }

    @Override
    public Optional<Instant> firstSuccessOf(Collection<UUID> deployments) {
        if (deployments.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        select min(f.at) as at
                          from (select unnest(:ids::uuid[]) as id
                                 union
                                select merged_into from merged_deployment where deployment_id = any(:ids::uuid[])) told
                         -- each by its key: for the least, the planner would walk the history from its beginning
                         cross join lateral (select at from deployment_fact
                                              where deployment_id = told.id and service_id = :service offset 0) f
                        """)
                .param("service", service)
                .param("ids", Texts.ofIds(deployments))
                .query((row, _) -> Optional.ofNullable(Instants.orNull(row, "at")))
                .single();
    }

    @Override
    public List<UUID> mergedInto(Collection<UUID> deployments) {
        return jdbc.sql(
                        "select deployment_id from merged_deployment where service_id = :service and merged_into = any(:ids::uuid[])")
                .param("service", service)
                .param("ids", Texts.ofIds(deployments))
                .query((row, _) -> row.getObject("deployment_id", UUID.class))
                .list();
    }

    @Override
    public DeployedCommits deployed() {
        return shas -> new HashSet<>(jdbc.sql(
                        "select distinct sha from deployment_fact where service_id = :service and sha = any(:shas::text[])")
                .param("service", service)
                .param("shas", Texts.ofShas(shas))
                .query((row, _) -> new CommitSha(row.getString("sha")))
                .list());
    }

    @Override
    public boolean isDeployedBefore(Instant instant, Collection<CommitSha> shas) {
        return jdbc.sql("""
                        select exists (select from deployment_fact
                                        where service_id = :service and sha = any(:shas::text[]) and at < :before::timestamptz)
                        """)
                .param("service", service)
                .param("shas", Texts.ofShas(shas))
                .param("before", Instants.utc(instant))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private static StoredDeployment stored(ResultSet row, int number) throws SQLException {
        List<String> flags = List.of((String[]) row.getArray("flags").getArray());
        return new StoredDeployment(
                row.getObject("deployment_id", UUID.class),
                row.getString("external_id"),
                row.getString("environment"),
                List.of((String[]) row.getArray("merged_environments").getArray()),
                Instants.of(row, "at"),
                row.getString("sha"),
                Term.of(DeploymentKind.class, row.getString("kind")),
                flags.contains(Flag.REDELIVERED.word()),
                new StoredDeployment.Verdict(
                        row.getBoolean("rework"),
                        Instants.orNull(row, "failed_at"),
                        Instants.orNull(row, "restored_at"),
                        Instants.orNull(row, "remedied_at"),
                        flags.contains(Flag.NEGATIVE_CLAMPED.word()),
                        row.getBoolean("in_fail_rate"),
                        row.getObject("in_frequency", Boolean.class)));
    }
}
