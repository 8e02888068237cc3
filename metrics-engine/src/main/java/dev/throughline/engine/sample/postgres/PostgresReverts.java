package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.attribution.Work;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the reverts that the deployments of a service delivered, and what they revert, in the current samples. */
final class PostgresReverts {

    private static final String IS_REVERT =
            "(c.reverts_changes <> '{}' or c.reverts_commits <> '{}' or c.reverts_title is not null)";

    /**
     * What a title refers to: of the commits and merged changes with this title, the last one delivered before the revert. Within one
     * deployment the time decides, where a change is as old as its merge.
     */
    private static final String CALLED = """
            (select called.sha
               from (select g.sha, g.author_at as made_at
                       from git_commit g
                      where g.repository_id = revert.repository_id and g.title_hash = revert.title_hash
                      union all
                     select arrival_of(m), m.merged_at
                       from change m
                      where m.repository_id = revert.repository_id and title_hash(m.title) = revert.title_hash
                        and m.merge_commit_sha is not null) called
               join delivered_commit t on t.service_id = :service and t.sha = called.sha and t.is_first
               join deployment_fact f on f.deployment_id = t.deployment_id
              where (f.at, f.external_id, called.made_at) < (revert.at, revert.external_id, revert.made_at)
              order by f.at desc, f.external_id desc, called.made_at desc, called.sha desc
              limit 1)""";

    /** The reverted commit is named by a hash or a prefix of one; a prefix of several names nothing. */
    private static final String REVERTED = """
            cross join lateral (select (array_agg(m.deployment_id order by m.at, m.external_id))[1] as deployment_id
                                  from (select t.sha, t.deployment_id, f.at, f.external_id
                                          from delivered_commit t
                                          join deployment_fact f on f.deployment_id = t.deployment_id
                                         where t.service_id = :service
                                           and is_beginning(r.prefix, t.sha)
                                           and t.is_first) m
                                having count(distinct m.sha) = 1) t""";

    private final JdbcClient jdbc;
    private final long service;
    private final Long[] repositories;
    private final String @Nullable [] ids;

    /** @param ids of the deployments that delivered; null for all of the service */
    PostgresReverts(JdbcClient jdbc, long service, Long[] repositories, String @Nullable [] ids) {
        this.jdbc = jdbc;
        this.service = service;
        this.repositories = repositories;
        this.ids = ids;
    }

    List<Work.Revert> all() {
        return Stream.concat(revertingCommits().stream(), revertingChanges().stream())
                .toList();
    }

    private List<Work.Revert> revertingCommits() {
        return reverts("""
                with %s, reverting as (
                    select d.deployment_id, d.sha, r.prefix
                      from git_commit g
                      join delivered d on d.sha = g.sha
                     cross join unnest(g.reverts) r(prefix)
                     where g.repository_id = any(:repositories)
                       and (g.reverts <> '{}' or g.fixes_incidents <> '{}')
                     union
                    select d.deployment_id, d.sha, arrival_of(n)
                      from git_commit g
                      join delivered d on d.sha = g.sha
                     cross join unnest(g.reverts_changes) reference
                      join change n on n.repository_id = reference_repository(g.repository_id, reference)
                                   and n.number = reference_number(reference)
                     where g.repository_id = any(:repositories) and g.reverts_changes is not null
                     union
                    select revert.deployment_id, revert.sha, called.sha
                      from (select d.deployment_id, d.sha, g.repository_id, g.reverts_title_hash as title_hash,
                                   f.at, f.external_id, g.author_at as made_at
                              from git_commit g
                              join delivered d on d.sha = g.sha
                              join deployment_fact f on f.deployment_id = d.deployment_id
                             where g.repository_id = any(:repositories)
                               and g.reverts_title_hash is not null
                               and g.reverts = '{}' and g.reverts_changes is null) revert
                     cross join lateral %s called
                )
                select r.deployment_id, r.sha, t.deployment_id as reverted
                  from reverting r
                 %s
                """.formatted(Arrivals.delivered(ids != null), CALLED, REVERTED));
    }

    private List<Work.Revert> revertingChanges() {
        return reverts(
                """
                with %s, %s, reverting as (
                    select d.deployment_id, c.merge_commit_sha as sha, r.prefix
                      from change c
                      join arrivals d on d.change_id = c.id
                     cross join lateral (
                               select unnest(c.reverts_commits) as prefix
                                union
                               select arrival_of(n)
                                 from unnest(c.reverts_changes) reference
                                 join change n on n.repository_id = reference_repository(c.repository_id, reference)
                                              and n.number = reference_number(reference)
                                union
                               select called.sha
                                 from (select c.repository_id, title_hash(c.reverts_title) as title_hash,
                                              f.at, f.external_id, c.merged_at as made_at
                                         from deployment_fact f
                                        where f.deployment_id = d.deployment_id
                                          and c.reverts_title is not null
                                          and c.reverts_changes = '{}' and c.reverts_commits = '{}') revert
                                cross join lateral %s called) r
                     where c.repository_id = any(:repositories)
                       and %s
                )
                select r.deployment_id, r.sha, t.deployment_id as reverted
                  from reverting r
                 %s
                 where r.prefix is not null
                """.formatted(Arrivals.delivered(ids != null), Arrivals.of(IS_REVERT), CALLED, IS_REVERT, REVERTED));
    }

    private List<Work.Revert> reverts(String sql) {
        return jdbc.sql(sql)
                .param("service", service)
                .param("repositories", repositories)
                .param("ids", ids)
                .query((row, number) -> new Work.Revert(
                        row.getObject("deployment_id", UUID.class),
                        row.getString("sha"),
                        row.getObject("reverted", UUID.class)))
                .list();
    }
}
