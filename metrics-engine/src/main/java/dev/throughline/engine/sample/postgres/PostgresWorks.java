package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.attribution.HotfixRule;
import dev.throughline.engine.attribution.Rework;
import dev.throughline.engine.attribution.Work;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds what the deployments of a service delivered that may repair others, in the current samples. It queries by the signs by which the
 * rules recognise repairs, so that indexes find them among the many deliveries that repair nothing; the rules decide.
 */
final class PostgresWorks {

    /** As in the index change_hotfix. */
    private static final String MAY_BE_HOTFIX =
            "(%s or c.head_ref ~ '%s')".formatted(isLabelled(HotfixRule.LABELS), HotfixRule.BRANCH.pattern());

    private static final String FIXES_INCIDENT = "c.fixes_incidents <> '{}'";
    private static final String FIXES_BUG = isLabelled(List.of(Rework.BUG));
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

    private final JdbcClient jdbc;
    private final long service;
    private final Long[] repositories;
    private final String @Nullable [] ids;

    /** @param deployments those that delivered; null for all of the service */
    PostgresWorks(JdbcClient jdbc, long service, Long[] repositories, @Nullable Collection<UUID> deployments) {
        this.jdbc = jdbc;
        this.service = service;
        this.repositories = repositories;
        this.ids = deployments == null ? null : Texts.ofIds(deployments);
    }

    List<Work> all(AttributionOptions.Bugs bugs) {
        List<Work> works = new ArrayList<>();
        works.addAll(new PostgresReverts(jdbc, service, repositories, ids).all());
        works.addAll(changes(bugs));
        works.addAll(closedIssues(bugs));
        works.addAll(fixingCommits());
        return works;
    }

    private static String isLabelled(List<String> labels) {
        return labels.stream().collect(Collectors.joining("', '", "c.labels && array['", "']"));
    }

    private List<Work.Change> changes(AttributionOptions.Bugs bugs) {
        String[] sought = Stream.of(
                        Stream.of(MAY_BE_HOTFIX, FIXES_INCIDENT),
                        bugs == AttributionOptions.Bugs.ANY_BUG ? Stream.of(FIXES_BUG) : Stream.<String>empty())
                .flatMap(some -> some)
                .toArray(String[]::new);
        return jdbc.sql("""
                        with %s, %s
                        select d.deployment_id, c.id, c.merge_commit_sha, c.labels, c.head_ref,
                               c.fixes_incidents <> '{}' as fixes_incident
                          from arrivals d
                          join change c on c.id = d.change_id
                        """.formatted(Arrivals.delivered(ids != null), Arrivals.of(sought)))
                .param("service", service)
                .param("repositories", repositories)
                .param("ids", ids)
                .query((row, _) -> new Work.Change(
                        row.getObject("deployment_id", UUID.class),
                        row.getObject("id", UUID.class),
                        row.getString("merge_commit_sha"),
                        labels(row.getArray("labels")),
                        row.getString("head_ref"),
                        row.getBoolean("fixes_incident")))
                .list();
    }

    /** Of the issues that are not incidents, only those whose labels can matter. */
    private List<Work.ClosedIssue> closedIssues(AttributionOptions.Bugs bugs) {
        List<String> telling = bugs == AttributionOptions.Bugs.ANY_BUG ? List.of(Rework.BUG) : Rework.UNPLANNED;
        return jdbc.sql("""
                        with %s, %s, %s
                        select deployment_id, change_id, labels, is_incident
                          from closed
                         where is_incident or labels && :telling::text[]
                        """.formatted(Arrivals.delivered(ids != null), Arrivals.of(CLOSES_ISSUE), CLOSED))
                .param("service", service)
                .param("repositories", repositories)
                .param("ids", ids)
                .param("telling", telling.toArray(String[]::new))
                .query((row, _) -> new Work.ClosedIssue(
                        row.getObject("deployment_id", UUID.class),
                        row.getObject("change_id", UUID.class),
                        labels(row.getArray("labels")),
                        row.getBoolean("is_incident")))
                .list();
    }

    private List<Work.FixingCommit> fixingCommits() {
        return jdbc.sql("""
                        with %s
                        select distinct d.deployment_id
                          from git_commit g
                          join delivered d on d.sha = g.sha
                         where g.repository_id = any(:repositories)
                           and (g.reverts <> '{}' or g.fixes_incidents <> '{}')
                           and g.fixes_incidents <> '{}'
                        """.formatted(Arrivals.delivered(ids != null)))
                .param("service", service)
                .param("repositories", repositories)
                .param("ids", ids)
                .query((row, _) -> new Work.FixingCommit(row.getObject("deployment_id", UUID.class)))
                .list();
    }

    private static Set<String> labels(Array labels) throws SQLException {
        return Set.copyOf(List.of((String[]) labels.getArray()));
    }
}
