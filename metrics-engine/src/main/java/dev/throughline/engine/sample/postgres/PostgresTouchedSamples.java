package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.Place;
import dev.throughline.engine.sample.TouchedSamples;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the samples that commits affect, by what was delivered and by the pushes that decide how it is read. */
final class PostgresTouchedSamples implements TouchedSamples {

    private final JdbcClient jdbc;
    private final long service;

    PostgresTouchedSamples(JdbcClient jdbc, long service) {
        this.jdbc = jdbc;
        this.service = service;
    }

    @Override
    public Optional<Place> firstTouched(Collection<String> shas, Set<CommitSha> deployed) {
        if (shas.isEmpty() && deployed.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                        with told as (
                            select unnest(:shas::text[]) as sha
                        ), history as (                -- as a list, so that it is part of what an index is asked for
                            select array(select repository_id from service_history where service_id = :service) as repositories
                        ), moved as (                  -- the pushes that brought a branch there
                            select p.before_sha, p.after_sha, p.is_created
                              from told t
                              join push p on p.repository_id = any((select repositories from history)::bigint[]) and p.after_sha = t.sha
                             where p.ref like 'refs/heads/%'
                        ), starts as (                 -- where branches and deployments enter the pushes of others
                            select before_sha as sha from moved where before_sha is not null
                             union
                            select after_sha from moved where is_created
                             union
                            select unnest(:deployed::text[])
                        ), entered as (                -- the pushes that they enter in the middle
                            select distinct c.push_id
                              from starts s
                              join push_commit c on c.repository_id = any((select repositories from history)::bigint[]) and c.sha = s.sha
                              join push p on p.id = c.push_id
                             where p.after_sha <> s.sha
                        ), branches as (               -- the branches of changes that became better known
                            select distinct p.repository_id, substr(p.ref, 12) as head_ref
                              from told t
                              join push_commit c on c.repository_id = any((select repositories from history)::bigint[]) and c.sha = t.sha
                              join push p on p.id = c.push_id
                             where p.ref like 'refs/heads/%'
                        ), landed as (                 -- the pushes that a change came with: it may be a merge there, and end what came before
                            select distinct c.push_id
                              from told t
                              join change m on m.repository_id = any((select repositories from history)::bigint[]) and m.merge_commit_sha = t.sha
                              join push_commit c on c.repository_id = m.repository_id and c.sha = t.sha
                        ), touched as (
                            select sha from told
                             union
                            select c.sha from landed l join push_commit c on c.push_id = l.push_id
                             union
                            select c.sha from entered e join push_commit c on c.push_id = e.push_id
                             union
                            select c.merge_commit_sha
                              from branches b
                              join change c on c.repository_id = b.repository_id and c.head_ref = b.head_ref
                             where c.merge_commit_sha is not null
                        )
                        select f.at, f.external_id
                          from (select d.deployment_id
                                  from touched t
                                  join delivered_commit d on d.sha = t.sha and d.service_id = :service
                                 union
                                select d.deployment_id
                                  from touched t
                                  join delivered_commit d on d.origin_sha = t.sha and d.service_id = :service
                                 where d.origin_sha <> d.sha) d
                          join deployment_fact f on f.deployment_id = d.deployment_id
                         order by f.at, f.external_id
                         limit 1
                        """)
                .param("shas", shas.toArray(String[]::new))
                .param("deployed", Texts.ofShas(deployed))
                .param("service", service)
                .query((row, number) -> new Place(Instants.of(row, "at"), row.getString("external_id")))
                .optional();
    }

    @Override
    public Optional<Place> firstLinkedWithoutGraph() {
        return jdbc.sql("""
                        select f.at, f.external_id
                          from deployment_fact f
                         where f.service_id = :service
                           and f.linked_by <> 'graph'
                           and (exists (select 1 from graph_commit g where g.sha = f.sha)
                                or exists (select 1
                                             from delivered_commit d
                                             join graph_commit g on g.sha = d.sha
                                            where d.service_id = f.service_id
                                              and d.deployment_id = f.deployment_id))
                         order by f.at, f.external_id
                         limit 1
                        """)
                .param("service", service)
                .query((row, number) -> new Place(Instants.of(row, "at"), row.getString("external_id")))
                .optional();
    }
}
