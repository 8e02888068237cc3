package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentRun;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.ReadFrom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deployments, their statuses, and the runs that made them. */
final class DeploymentRows {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final Due due;

    DeploymentRows(JdbcClient jdbc, BatchRepositories repositories, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.due = due;
    }

    void merge(List<Deployment> deployments, List<DeploymentStatus> statuses, List<DeploymentRun> runs) {
        if (!deployments.isEmpty()) {
            upsert(deployments);
            noteNaming(deployments);
        }
        if (!statuses.isEmpty()) {
            insert(statuses);
        }
        if (!runs.isEmpty()) {
            name(runs);
        }
    }

    /** Incidents that name one of them by our id: it was not a cause before it was known. */
    private void noteNaming(List<Deployment> deployments) {
        jdbc.sql("""
                        select id
                          from incident
                         where causes <> '{}' and (is_incident or excluded_as is not null) and not is_deleted
                           and causes && :ids::text[]
                         union
                        select incident.id
                          from incident_comment comment
                          join incident on incident.id = comment.incident_id
                         where comment.causes <> '{}' and not comment.is_deleted
                           and comment.causes && :ids::text[]
                        """)
                .param(
                        "ids",
                        deployments.stream()
                                .map(deployment -> deployment.key().id().toString())
                                .distinct()
                                .toArray(String[]::new))
                .query((ResultSet row) -> due.incident(row.getObject("id", UUID.class)));
    }

    /** The newest statement wins as a whole; the same statement read differently replaces itself. Due are the services before and now. */
    private void upsert(List<Deployment> deployments) {
        Tiers tiers = new Tiers(
                jdbc, due, Column.of(deployments, deployment -> deployment.key().id()));
        ServicePatterns patterns = ServicePatterns.configured(jdbc);
        jdbc.sql("""
                        with changed as (
                        insert into deployment as known (
                                   id, repository_id, external_id, sha, tag, ref, environment, tier, is_rollback,
                                   created_at, url, version, digest, commits_in, is_unplanned, stated_at, stated_by,
                                   read_from, read_name, is_usual, matched, service_id, source_tier, said_tier, named_tier)
                        select distinct on (id)
                               id, repository_id, external_id, sha, tag, ref, environment, tier_of(environment, source_tier),
                               is_rollback, created_at, url, version, digest, lower(commits_in), is_unplanned, stated_at, stated_by,
                               read_from, read_name, is_usual, matched::text[],
                               service_of_deployment(repository_id, environment, read_from, is_usual, matched::text[]), source_tier,
                               case when is_told then tier end, tier
                          from (select told.*, case when is_told then tier else coalesce(%s, tier) end as source_tier
                                  from unnest(
                                   :id::uuid[], :repository::bigint[], :external_id::text[], :sha::text[], :tag::text[],
                                   :ref::text[], :environment::text[], :tier::text[], :is_rollback::boolean[],
                                   :created_at::timestamptz[], :url::text[], :version::text[], :digest::text[],
                                   :commits_in::text[], :is_unplanned::boolean[], :stated_at::timestamptz[], :stated_by::text[],
                                   :read_from::text[], :read_name::text[], :is_usual::boolean[], :matched::text[],
                                   :is_told::boolean[]
                               ) as told (
                                   id, repository_id, external_id, sha, tag,
                                   ref, environment, tier, is_rollback,
                                   created_at, url, version, digest,
                                   commits_in, is_unplanned, stated_at, stated_by,
                                   read_from, read_name, is_usual, matched, is_told)) told
                         order by id, stated_at desc, stated_by collate "C" desc
                            on conflict (id) do update
                           set sha = excluded.sha, tag = excluded.tag, ref = excluded.ref,
                               environment = excluded.environment, tier = excluded.tier,
                               is_rollback = excluded.is_rollback, created_at = excluded.created_at,
                               url = excluded.url, version = excluded.version, digest = excluded.digest,
                               commits_in = excluded.commits_in, is_unplanned = excluded.is_unplanned, stated_at = excluded.stated_at, stated_by = excluded.stated_by,
                               read_from = excluded.read_from, read_name = excluded.read_name,
                               is_usual = excluded.is_usual, matched = excluded.matched,
                               service_id = excluded.service_id, source_tier = excluded.source_tier,
                               said_tier = excluded.said_tier, named_tier = excluded.named_tier
                         where (excluded.stated_at, excluded.stated_by collate "C")
                                    >= (known.stated_at, known.stated_by collate "C")
                           and excluded is distinct from known
                        returning id, service_id)
                        select service_id, id, false as is_moved from changed where service_id is not null
                         union
                        select before.service_id, before.id,     -- as it was before this statement
                               before.service_id is distinct from changed.service_id
                          from changed
                          join deployment before on before.id = changed.id
                         where before.service_id is not null
                        """.formatted(Tiers.saidOf("told.repository_id", "told.environment")))
                .param(
                        "id",
                        Column.of(deployments, deployment -> deployment.key().id()))
                .param("repository", Column.of(deployments, deployment -> repositories.id(deployment.repository())))
                .param(
                        "external_id",
                        Column.of(deployments, deployment -> deployment.key().externalId()))
                .param(
                        "sha",
                        Column.of(
                                deployments, deployment -> deployment.revision().sha()))
                .param(
                        "tag",
                        Column.of(
                                deployments, deployment -> deployment.revision().tag()))
                .param(
                        "ref",
                        Column.of(
                                deployments, deployment -> deployment.revision().ref()))
                .param(
                        "environment",
                        Column.of(
                                deployments,
                                deployment -> deployment.environment().name()))
                .param(
                        "tier",
                        Column.of(
                                deployments,
                                deployment -> deployment.environment().tier().word()))
                .param(
                        "is_rollback",
                        Column.of(
                                deployments, deployment -> deployment.request().isRollback()))
                .param(
                        "created_at",
                        Column.of(
                                deployments, deployment -> deployment.request().at()))
                .param(
                        "url",
                        Column.of(
                                deployments, deployment -> deployment.request().url()))
                .param(
                        "version",
                        Column.of(
                                deployments, deployment -> deployment.details().version()))
                .param(
                        "digest",
                        Column.of(
                                deployments, deployment -> deployment.details().digest()))
                .param(
                        "commits_in",
                        Column.of(
                                deployments, deployment -> deployment.details().commitsIn()))
                .param(
                        "is_unplanned",
                        Column.of(
                                deployments, deployment -> deployment.details().isUnplanned()))
                .param(
                        "stated_at",
                        Column.of(
                                deployments,
                                deployment -> deployment.statement().at()))
                .param(
                        "stated_by",
                        Column.of(
                                deployments,
                                deployment -> deployment.statement().by()))
                .param("read_from", Column.of(deployments, deployment -> event(deployment.readFrom())))
                .param("read_name", Column.of(deployments, deployment -> name(deployment.readFrom())))
                .param(
                        "is_usual",
                        Column.of(
                                deployments,
                                deployment -> deployment.readFrom() == null
                                        || deployment.readFrom().isUsual()))
                .param("matched", Column.of(deployments, deployment -> patterns.matching(name(deployment.readFrom()))))
                .param(
                        "is_told",
                        Column.of(
                                deployments,
                                deployment -> deployment.environment().isTold()))
                .query(this::noteDue);
        tiers.spread();
    }

    private static @Nullable String event(@Nullable ReadFrom readFrom) {
        return readFrom == null ? null : readFrom.event().word();
    }

    private static @Nullable String name(@Nullable ReadFrom readFrom) {
        return readFrom == null ? null : readFrom.name();
    }

    /** A set: statuses are never removed. */
    private void insert(List<DeploymentStatus> statuses) {
        jdbc.sql("""
                        with added as (
                        insert into deployment_status (deployment_id, external_id, state, stated_at)
                        select *
                          from unnest(:deployment::uuid[], :external_id::text[], :state::text[], :at::timestamptz[])
                            on conflict (deployment_id, external_id) do nothing
                        returning deployment_id)
                        select distinct deployment.service_id, deployment.id, false as is_moved
                          from added
                          join deployment on deployment.id = added.deployment_id
                         where deployment.service_id is not null
                        """)
                .param(
                        "deployment",
                        Column.of(statuses, status -> status.deployment().id()))
                .param("external_id", Column.of(statuses, DeploymentStatus::externalId))
                .param(
                        "state",
                        Column.of(statuses, status -> status.state().name().toLowerCase(Locale.ROOT)))
                .param("at", Column.of(statuses, DeploymentStatus::at))
                .query(this::noteDue);
        replaceBetterKnown(statuses);
    }

    /** In any order: what an API tells of a time goes when something better is known, before or after it. */
    private void replaceBetterKnown(List<DeploymentStatus> statuses) {
        jdbc.sql("""
                        delete from deployment_status replaced
                         where replaced.deployment_id = any(:deployments::uuid[]) and replaced.external_id = :by_api
                           and exists (select from deployment_status better
                                        where better.deployment_id = replaced.deployment_id
                                          and better.external_id <> :by_api and better.state = 'success')
                        """)
                .param(
                        "deployments",
                        Column.of(statuses, status -> status.deployment().id()))
                .param("by_api", DeploymentStatus.BY_API)
                .update();
    }

    /** The first in text order of all that were ever reported. */
    private void name(List<DeploymentRun> runs) {
        jdbc.sql("""
                        with named as (
                        insert into deployment_run as known (deployment_id, rollout)
                        select deployment_id, min(rollout collate "C")
                          from unnest(:deployment::uuid[], :rollout::text[]) as told (deployment_id, rollout)
                         group by deployment_id
                            on conflict (deployment_id) do update
                           set rollout = excluded.rollout, job = null
                         where excluded.rollout < known.rollout or known.job is not null
                        returning deployment_id)
                        select deployment.service_id, deployment.id, false as is_moved
                          from named
                          join deployment on deployment.id = named.deployment_id
                         where deployment.service_id is not null
                        """)
                .param("deployment", Column.of(runs, run -> run.deployment().id()))
                .param("rollout", Column.of(runs, DeploymentRun::rollout))
                .query(this::noteDue);
    }

    /** A service that a deployment left has to look at what it went into. */
    private void noteDue(ResultSet row) throws SQLException {
        long service = row.getLong("service_id");
        if (row.getBoolean("is_moved")) {
            due.service(service);
        } else {
            due.deployment(service, row.getObject("id", UUID.class));
        }
    }
}
