package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.sample.Reconsiderations;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of incident_due and derivation_due that a derivation adds itself. */
final class PostgresReconsiderations implements Reconsiderations {

    private final JdbcClient jdbc;
    private final long service;

    PostgresReconsiderations(JdbcClient jdbc, long service) {
        this.jdbc = jdbc;
        this.service = service;
    }

    @Override
    public void causesNaming(Collection<String> shas) {
        if (shas.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into incident_due (incident_id)
                        select distinct c.incident_id
                          from cause_meaning c
                          join unnest(:shas::text[]) t(sha)
                            on left(t.sha, 7) = left(c.prefix, 7)     -- what a hash join can use; no hash is shorter
                           and is_beginning(c.prefix, t.sha)
                        """).param("shas", shas.toArray(String[]::new)).update();
    }

    @Override
    public void rivalsOf(Collection<UUID> deployments) {
        if (deployments.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with cause as materialized (   -- the view is read once; statistics, older than what was just delivered, say
                                                       -- that there are so few commits that it could be read for each
                            select prefix, change_repository_id, change_number from cause_meaning
                        ), meant as materialized (
                            select d.sha
                              from cause c
                             cross join lateral (select sha
                                                   from delivered_commit
                                                  where is_beginning(c.prefix, sha)
                                                 offset 0) d
                             union
                            select unnest(array[m.merge_commit_sha, m.head_sha])
                              from cause c
                              join change m on m.repository_id = c.change_repository_id and m.number = c.change_number
                        )
                        insert into derivation_due (service_id)
                        select distinct o.service_id
                          from meant
                         cross join lateral (select service_id, deployment_id     -- by the index of commits
                                               from delivered_commit
                                              where sha = meant.sha
                                             offset 0) d
                          join delivered_commit o on o.sha = meant.sha
                         where d.service_id = :service
                           and d.deployment_id = any(:ids::uuid[])
                           and o.service_id <> :service
                        """)
                .param("service", service)
                .param("ids", Texts.ofIds(deployments))
                .update();
    }
}
