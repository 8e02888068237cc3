package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.ledger.postgres.PostgresSourceLedger;
import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.Attempts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The deployments of one service that succeeded in production, with the data of their statuses and runs. */
final class PostgresAttempts implements Attempts {

    /** Whether a job of the same name in the same run succeeded before, so that this one deployed something of its own. */
    private static final String SUCCEEDED_BEFORE = """
            exists (select
                      from deployment_run twin
                      join deployment other on other.id = twin.deployment_id
                     cross join lateral (select min(stated_at) as succeeded_at
                                           from deployment_status
                                          where deployment_id = other.id and state = 'success') before
                     where twin.rollout = run.rollout
                       and twin.job = run.job
                       and other.repository_id = d.repository_id
                       and other.service_id = d.service_id
                       and other.tier = 'production'
                       and not exists (select from taken_out where taken_out.target = other.id)
                       and (before.succeeded_at, other.external_id collate "C") < (s.succeeded_at, d.external_id collate "C"))""";

    private final JdbcClient jdbc;
    private final JdbcClient lookups;
    private final ServiceAbout about;

    /** @param lookups for few of them */
    PostgresAttempts(JdbcClient jdbc, JdbcClient lookups, ServiceAbout about) {
        this.jdbc = jdbc;
        this.lookups = lookups;
        this.about = about;
    }

    @Override
    public List<Attempt> all() {
        return attempts(jdbc, "d.service_id = :service", List.of());
    }

    @Override
    public List<Attempt> of(Collection<UUID> deployments) {
        return deployments.isEmpty()
                ? List.of()
                : attempts(lookups, "d.service_id = :service and d.id = any(:ids::uuid[])", deployments);
    }

    /** @param which a condition of the callers, never a value */
    private List<Attempt> attempts(JdbcClient reading, String which, Collection<UUID> ids) {
        return reading.sql("""
                        with named as materialized (   -- where reports say that commits are, as far as that is known
                            select name, coalesce(repository_called(name)::text, 'named ' || name) as place
                              from (select distinct name from named_repository where repository_id = any(:repositories)) said
                        )
                        select d.id, r.source, source.holds, source.precedence, source.change_sign,
                               case when source.knows_commits then d.repository_id::text
                                    else coalesce((select named.place from named where named.name = d.commits_in),
                                                  (select c.repository_id::text
                                                     from git_commit c
                                                     join repository o on o.id = c.repository_id
                                                    where c.sha = d.sha and c.repository_id = any(:repositories)
                                                    order by o.source, o.external_id
                                                    limit 1),
                                                  sole.place, d.repository_id::text) end as repository_id,
                               d.external_id, d.environment, d.is_rollback,
                               case when coalesce(d.version, d.digest) is not null
                                    then concat(d.version, chr(10), d.digest) end as digest,
                               case when run.rollout is not null and not (run.job is not null and %s)
                                    then d.repository_id || '/' || run.rollout end as rollout,
                               b.began_at, s.succeeded_at, f.failed_at, a.again_at,
                               coalesce(d.sha,
                                        (select p.head_sha
                                                  from push p
                                                 where p.repository_id = d.repository_id
                                                   and p.ref = 'refs/tags/' || d.tag
                                                   and p.head_sha is not null
                                                 order by p.pushed_at <= d.created_at desc,
                                                          abs(extract(epoch from p.pushed_at - d.created_at)),
                                                          p.id
                                                 limit 1),
                                        (select t.sha
                                           from tag t
                                          where t.repository_id = d.repository_id and t.name = d.tag)) as sha
                          from deployment d
                          join repository r on r.id = d.repository_id
                          join source on source.name = r.source
                          left join deployment_run run on run.deployment_id = d.id
                         cross join (select case when count(*) = 1 then min(place) end as place
                                       from (select o.id::text as place
                                               from repository o
                                               join source told on told.name = o.source
                                              where o.id = any(:repositories) and told.knows_commits
                                              union
                                             select place from named) known) sole
                         cross join lateral (select min(stated_at) as succeeded_at
                                               from deployment_status
                                              where deployment_id = d.id and state = 'success') s
                         cross join lateral (select min(stated_at) as began_at
                                               from deployment_status
                                              where deployment_id = d.id and state = 'in_progress') b
                         cross join lateral (select min(stated_at) as failed_at
                                               from deployment_status
                                              where deployment_id = d.id and state = 'failure'
                                                and stated_at >= s.succeeded_at) f
                         cross join lateral (select min(stated_at) as again_at
                                               from deployment_status
                                              where deployment_id = d.id and state = 'success'
                                                and stated_at > f.failed_at) a
                         where %s
                           and d.tier = 'production'
                           and s.succeeded_at is not null
                           and not exists (select from taken_out where taken_out.target = d.id)
                        """.formatted(SUCCEEDED_BEFORE, which))
                .param("service", about.service())
                .param("repositories", about.repositories())
                .param("ids", Texts.ofIds(ids))
                .query(PostgresAttempts::attempt)
                .list();
    }

    @Override
    public List<Attempt> rollouts(Collection<UUID> deployments) {
        return deployments.isEmpty() ? List.of() : attempts(lookups, """
                        d.service_id = :service
                           -- an array, so that they are looked up: of a set, the planner would read all of the service to find them
                           and d.id = any(array(select part.deployment_id
                                                  from deployment_run run
                                                  join deployment_run part on part.rollout = run.rollout
                                                 where run.deployment_id = any(:ids::uuid[])
                                                 union
                                                select unnest(:ids::uuid[])))""", deployments);
    }

    private static Attempt attempt(ResultSet row, int number) throws SQLException {
        String sha = row.getString("sha");
        return new Attempt(
                row.getObject("id", UUID.class),
                PostgresSourceLedger.traits(row),
                row.getString("repository_id"),
                row.getString("external_id"),
                row.getString("environment"),
                sha == null ? null : new CommitSha(sha),
                row.getString("digest"),
                row.getString("rollout"),
                row.getBoolean("is_rollback"),
                Instants.orNull(row, "began_at"),
                Instants.of(row, "succeeded_at"),
                Instants.orNull(row, "failed_at"),
                Instants.orNull(row, "again_at"));
    }
}
