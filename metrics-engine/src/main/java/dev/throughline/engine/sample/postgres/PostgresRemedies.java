package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.attribution.Remedy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds what the deployments of a service delivered to repair others, in the samples as they now stand. */
final class PostgresRemedies {

    /** What a change or commit was delivered by: surely first, and not by the initial deployment, which remedies nothing. */
    private static final String DELIVERED = """
            delivered as (
                select dc.deployment_id, dc.sha, dc.change_id
                  from delivered_commit dc
                  join deployment_fact f on f.deployment_id = dc.deployment_id
                 where dc.service_id = :service and dc.is_first and f.kind <> 'initial'
                   and (:ids::uuid[] is null or dc.deployment_id = any(:ids::uuid[]))
            )
            """;

    private static final String IS_REVERT =
            "(c.reverts_changes <> '{}' or c.reverts_commits <> '{}' or c.reverts_title is not null)";
    private static final String IS_HOTFIX = "(c.labels && array['hotfix', 'incident'] or c.head_ref ~ '^hotfix[-/]')";
    private static final String FIXES_INCIDENT = "c.fixes_incidents <> '{}'";
    private static final String FIXES_BUG = "c.labels && array['bug']";
    private static final String CLOSES_ISSUE = "c.closes_issues <> '{}'";

    /** Issues that a change closes, in its own words or in those of a commit that brought it, and the deployment that did. */
    private static final String CLOSED = """
            closings as (
                select c.id as change_id, d.deployment_id, c.repository_id, reference
                  from change c
                  join arrivals d on d.change_id = c.id
                 cross join unnest(c.closes_issues) reference
                 where c.repository_id = any(:repositories) and c.closes_issues <> '{}'
                 union
                select coalesce(d.change_id, ended.id), d.deployment_id, g.repository_id, reference
                  from git_commit g
                  join delivered d on d.sha = g.sha
                 cross join unnest(g.closes_issues) reference
                  left join change ended on ended.repository_id = g.repository_id and ended.merge_commit_sha = g.sha
                 where g.repository_id = any(:repositories) and g.closes_issues is not null
            ), elsewhere as materialized (     -- each name is looked up once
                select name, repository_called(name) as repository_id
                  from (select distinct regexp_replace(reference, '#[0-9]+$', '') as name
                          from closings
                         where reference not like '#%') named
            ), closed as (
                select closings.change_id, closings.deployment_id, i.labels,
                       exists (select from counted_incident counted where counted.id = i.id) as is_incident
                  from closings
                  left join elsewhere on elsewhere.name = regexp_replace(closings.reference, '#[0-9]+$', '')
                  join incident i on i.repository_id = case when closings.reference like '#%' then closings.repository_id
                                                            else elsewhere.repository_id end
                                 and i.number = reference_number(closings.reference)
                 where not i.is_deleted and not exists (select from taken_out where taken_out.target = i.id)
            )
            """;

    /**
     * What a title means: of the commits and merged changes that are called so, the last that was delivered before the revert. In one
     * deployment the time tells, by which a change is as old as its merge.
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

    /** What is reverted is named by a hash or a prefix of one; a prefix of several names nothing. */
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

    /** @param deployments those that delivered; null for all of the service */
    PostgresRemedies(JdbcClient jdbc, long service, Long[] repositories, @Nullable Collection<UUID> deployments) {
        this.jdbc = jdbc;
        this.service = service;
        this.repositories = repositories;
        this.ids = deployments == null ? null : Texts.ofIds(deployments);
    }

    List<Remedy> all(AttributionOptions.Bugs bugs) {
        List<Remedy> remedies = new ArrayList<>();
        remedies.addAll(revertingCommits());
        remedies.addAll(revertingChanges());
        remedies.addAll(hotfixes());
        remedies.addAll(linkedFixes());
        if (bugs == AttributionOptions.Bugs.ANY_BUG) {
            remedies.addAll(bugFixes());
        }
        return remedies;
    }

    private List<Remedy.Revert> revertingCommits() {
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
                """.formatted(DELIVERED, CALLED, REVERTED));
    }

    private List<Remedy.Revert> revertingChanges() {
        return reverts("""
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
                """.formatted(DELIVERED, arrivals(IS_REVERT), CALLED, IS_REVERT, REVERTED));
    }

    /**
     * What changes arrived by: the commit that each ended in, or its own by another way. Asked only for the few that it may matter of, for a
     * service delivers very many.
     *
     * @param sought conditions of {@code c}, of change, of which an index has the changes that meet them; never values
     */
    private static String arrivals(String... sought) {
        return """
                sought as materialized (
                    %s
                ), arrivals as (
                    select told.change_id, told.deployment_id
                      from (select sought.id as change_id, d.deployment_id
                              from sought
                              join delivered d on d.sha = sought.merge_commit_sha
                             union
                            select sought.id, d.deployment_id
                              from sought
                              join delivered d on d.change_id = sought.id) told
                      join deployment_fact f on f.deployment_id = told.deployment_id
                     where told.change_id <> all(f.changes_again)
                )
                """.formatted(Stream.of(sought)
                .map(
                        "select c.id, c.merge_commit_sha from change c where c.repository_id = any(:repositories) and %s"
                                ::formatted)
                .collect(Collectors.joining(" union ")));
    }

    private List<Remedy.Revert> reverts(String sql) {
        return jdbc.sql(sql)
                .param("service", service)
                .param("repositories", repositories)
                .param("ids", ids)
                .query((row, number) -> new Remedy.Revert(
                        row.getObject("deployment_id", UUID.class),
                        row.getString("sha"),
                        row.getObject("reverted", UUID.class)))
                .list();
    }

    private List<Remedy.Hotfix> hotfixes() {
        return jdbc.sql("""
                        with %s, %s, %s
                        select d.deployment_id, c.merge_commit_sha as sha,
                               %s
                               or exists (select from closed where closed.change_id = c.id and closed.is_incident) as is_linked
                          from change c
                          join arrivals d on d.change_id = c.id
                         where c.repository_id = any(:repositories)
                           and %s
                        """.formatted(DELIVERED, arrivals(IS_HOTFIX, CLOSES_ISSUE), CLOSED, FIXES_INCIDENT, IS_HOTFIX))
                .param("service", service)
                .param("repositories", repositories)
                .param("ids", ids)
                .query((row, number) -> new Remedy.Hotfix(
                        row.getObject("deployment_id", UUID.class), row.getString("sha"), row.getBoolean("is_linked")))
                .list();
    }

    private List<Remedy.LinkedFix> linkedFixes() {
        return jdbc.sql("""
                        with %s, %s, %s
                        select d.deployment_id
                          from change c
                          join arrivals d on d.change_id = c.id
                         where c.repository_id = any(:repositories)
                           and %s
                         union
                        select deployment_id
                          from closed
                         where is_incident or 'bug' = any(labels) and labels && array['unplanned', 'hotfix']
                         union
                        select d.deployment_id
                          from git_commit g
                          join delivered d on d.sha = g.sha
                         where g.repository_id = any(:repositories)
                           and (g.reverts <> '{}' or g.fixes_incidents <> '{}')
                           and g.fixes_incidents <> '{}'
                        """.formatted(DELIVERED, arrivals(FIXES_INCIDENT, CLOSES_ISSUE), CLOSED, FIXES_INCIDENT))
                .param("service", service)
                .param("repositories", repositories)
                .param("ids", ids)
                .query((row, number) -> new Remedy.LinkedFix(row.getObject("deployment_id", UUID.class)))
                .list();
    }

    /** Changes that are labelled as the fix of a bug, or close an issue that is. */
    private List<Remedy.BugFix> bugFixes() {
        return jdbc.sql("""
                        with %s, %s, %s
                        select d.deployment_id
                          from change c
                          join arrivals d on d.change_id = c.id
                         where c.repository_id = any(:repositories)
                           and %s
                         union
                        select deployment_id from closed where 'bug' = any(labels)
                        """.formatted(DELIVERED, arrivals(FIXES_BUG, CLOSES_ISSUE), CLOSED, FIXES_BUG))
                .param("service", service)
                .param("repositories", repositories)
                .param("ids", ids)
                .query((row, number) -> new Remedy.BugFix(row.getObject("deployment_id", UUID.class)))
                .list();
    }
}
