package dev.throughline.engine.history.postgres;

import dev.throughline.engine.fact.Term;
import dev.throughline.engine.history.DeploymentCommit;
import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.postgres.Instants;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresDeployments implements Deployments {

    private static final String SELECT = """
            select deployment.id, service.name as service, deployment.service_id, deployment.environment, deployment.tier,
                   repository.source, deployment.external_id, coalesce(fact.sha, deployment.sha, tagged.sha, tag.sha) as sha,
                   deployment.ref, fact.kind, said.outcome, fact.failed, fact.flags, times.started_at, times.finished_at,
                   fact.commits, fact.linked_by, merged.merged_into, deployment.url
              from deployment
              join repository on repository.id = deployment.repository_id
              left join service on service.id = deployment.service_id
              left join deployment_fact fact on fact.deployment_id = deployment.id
              left join merged_deployment merged on merged.deployment_id = deployment.id
              left join lateral (
                        select push.head_sha as sha
                          from push
                         where push.repository_id = deployment.repository_id
                           and push.ref = 'refs/tags/' || deployment.tag
                         order by push.pushed_at desc, push.id
                         limit 1) tagged on deployment.sha is null
              left join tag on tag.repository_id = deployment.repository_id and tag.name = deployment.tag
             cross join lateral (
                       select case when bool_or(state = 'success') then 'success'
                                   else coalesce((array_agg(state order by stated_at desc, state = 'failure' desc)
                                                      filter (where state in ('failure', 'cancelled')))[1],
                                                 'in_progress') end as outcome,
                              min(stated_at) filter (where state = 'success') as succeeded_at,
                              max(stated_at) filter (where state in ('failure', 'cancelled')) as closed_at,
                              min(stated_at) filter (where state = 'in_progress') as began_at
                         from deployment_status
                        where deployment_status.deployment_id = deployment.id) said
             cross join lateral (
                       select coalesce(said.began_at, deployment.created_at) as started_at,
                              coalesce(said.succeeded_at, said.closed_at) as finished_at,
                              coalesce(said.succeeded_at, said.closed_at, said.began_at, deployment.created_at) as at) times
            """;

    private final JdbcClient jdbc;

    PostgresDeployments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<ListedDeployment> page(DeploymentFilter filter, @Nullable Position after, int limit) {
        List<DeploymentRow> found = jdbc.sql(SELECT + """
                         where (:services::bigint[] is null or deployment.service_id = any(:services))
                           and (deployment.is_usual or deployment.service_id is not null)
                           and (:environment::text is null or deployment.environment = :environment)
                           and (:from::timestamptz is null or times.at >= :from)
                           and (:until::timestamptz is null or times.at < :until)
                           and (:kind::text is null or fact.kind = :kind)
                           and (:failed::boolean is null or fact.failed = :failed)
                           and (:text::text is null
                                or starts_with(coalesce(fact.sha, deployment.sha, tagged.sha, tag.sha), lower(:text))
                                or position(lower(:text) in lower(deployment.ref)) > 0)
                           and (:at::timestamptz is null
                                or (times.at, deployment.id::text collate "C") < (:at, :id))
                         order by times.at desc, deployment.id::text collate "C" desc
                         limit :limit
                        """)
                .param("services", Scope.of(jdbc, filter.services()))
                .param("environment", filter.environment())
                .param("from", Instants.utcOrNull(filter.from()))
                .param("until", Instants.utcOrNull(filter.until()))
                .param("kind", Term.wordOf(filter.kind()))
                .param("failed", filter.failed())
                .param("text", filter.text())
                .param("at", after == null ? null : Instants.utc(after.at()))
                .param("id", after == null ? null : after.id())
                .param("limit", limit + 1)
                .query(DeploymentRow::of)
                .list();
        return Page.of(
                DeploymentRow.withEvidence(jdbc, found),
                limit,
                deployment -> Position.at(deployment.at(), deployment.id().toString()));
    }

    @Override
    public Optional<ListedDeployment> byId(UUID id) {
        List<DeploymentRow> found = jdbc.sql(SELECT + "where deployment.id = :id")
                .param("id", id)
                .query(DeploymentRow::of)
                .list();
        return DeploymentRow.withEvidence(jdbc, found).stream().findFirst();
    }

    /** Those of these ids, by id. */
    Map<UUID, ListedDeployment> byIds(Collection<UUID> ids) {
        List<DeploymentRow> found = jdbc.sql(SELECT + "where deployment.id = any(:ids::uuid[])")
                .param("ids", Rows.texts(ids))
                .query(DeploymentRow::of)
                .list();
        return DeploymentRow.withEvidence(jdbc, found).stream()
                .collect(Collectors.toMap(ListedDeployment::id, deployment -> deployment));
    }

    @Override
    public Page<DeploymentCommit> commits(UUID id, @Nullable Position after, int limit) {
        List<DeploymentCommit> found = jdbc.sql("""
                        select delivered.sha, delivered.author_at, delivered.is_merge, delivered.lead_seconds,
                               delivered.start_provenance, fact.linked_by, change.number, change.title, change.url,
                               delivered.delivered_as, delivered.excluded, delivered.flags
                          from deployment_fact fact
                          join delivered_commit delivered on delivered.service_id = fact.service_id
                                                         and delivered.deployment_id = fact.deployment_id
                          left join change on change.id = delivered.change_id
                         cross join lateral (
                                   select coalesce(delivered.author_at, :unknown) as at) place
                         where fact.deployment_id = :deployment
                           and delivered.is_certain
                           and delivered.is_known
                           and (:at::timestamptz is null or (place.at, delivered.sha) < (:at, :id))
                         order by place.at desc, delivered.sha desc
                         limit :limit
                        """)
                .param("deployment", id)
                .param("unknown", Instants.utc(Instant.EPOCH))
                .param("at", after == null ? null : Instants.utc(after.at()))
                .param("id", after == null ? null : after.id())
                .param("limit", limit + 1)
                .query(CommitRow::of)
                .list();
        return Page.of(
                found,
                limit,
                commit -> Position.at(commit.authorAt() == null ? Instant.EPOCH : commit.authorAt(), commit.sha()));
    }
}
