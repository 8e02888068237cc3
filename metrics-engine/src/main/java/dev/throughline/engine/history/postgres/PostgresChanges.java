package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.ChangeFilter;
import dev.throughline.engine.history.Changes;
import dev.throughline.engine.history.ListedChange;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.Stages;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresChanges implements Changes {

    private final JdbcClient jdbc;

    PostgresChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<ListedChange> page(ChangeFilter filter, @Nullable Position after, int limit) {
        Place place = after == null ? new Place(null, null) : Place.of(after.id());
        // the newest of each repository come from an index in order; the newest of all are among them
        List<Found> found = jdbc.sql("""
                        select merged.id, service.name as service, md5(service.name) as service_key, merged.number, merged.title, merged.url, merged.opened_at,
                               merged.first_review_at, merged.approved_at, merged.merged_at, delivery.at as deployed_at,
                               delivery.deployment_id, sample.lead_seconds,
                               case when not 'pr_opened' = any(sample.flags) then sample.started_at end as first_commit_at,
                               coalesce(progress.at, deployment.created_at) as deploying_at,
                               case when delivery.deployment_id is null
                                    then greatest(floor(extract(epoch from now() - merged.merged_at)), 0)::bigint
                                    end as age_seconds
                          from service_repository repository
                          join service on service.id = repository.service_id
                         cross join lateral (
                                   select change.*
                                     from change
                                    where change.repository_id = repository.repository_id
                                      and change.merged_at is not null
                                      and (:change::uuid is null or change.id = :change)
                                      and (:from::timestamptz is null or change.merged_at >= :from)
                                      and (:until::timestamptz is null or change.merged_at < :until)
                                      and (:text::text is null
                                           or position(lower(:text) in lower(change.title)) > 0
                                           or change.number::text = :text)
                                      and (:at::timestamptz is null
                                           or (change.merged_at, change.id::text collate "C") <= (:at, :id)
                                              and ((change.merged_at, change.id::text collate "C") < (:at, :id)
                                                   or md5(service.name) collate "C" > :service))
                                      and (:isDeployed::boolean is null
                                           or :isDeployed = exists (
                                                select from delivered_commit delivered
                                                 where delivered.sha = change.merge_commit_sha
                                                   and delivered.service_id = repository.service_id
                                                   and delivered.is_certain
                                                   and delivered.delivered_as is null))
                                    order by change.merged_at desc, change.id::text collate "C" desc
                                    limit :limit) merged
                          left join lateral (
                                   select delivered.deployment_id, delivered.at
                                     from delivered_commit delivered
                                    where delivered.sha = merged.merge_commit_sha
                                      and delivered.service_id = repository.service_id
                                      and delivered.is_certain
                                      and delivered.delivered_as is null
                                    order by delivered.at, delivered.deployment_id
                                    limit 1) delivery on true
                          left join delivered_change sample on sample.service_id = repository.service_id
                                                           and sample.deployment_id = delivery.deployment_id
                                                           and sample.change_id = merged.id
                          left join deployment on deployment.id = delivery.deployment_id
                          left join lateral (
                                   select min(status.stated_at) as at
                                     from deployment_status status
                                    where status.deployment_id = deployment.id
                                      and status.state = 'in_progress') progress on true
                         where :services::bigint[] is null or repository.service_id = any(:services)
                         order by merged.merged_at desc, merged.id::text collate "C" desc, md5(service.name) collate "C"
                         limit :limit
                        """)
                .param("services", Scope.of(jdbc, filter.services()))
                .param("change", filter.id())
                .param("from", Instants.utcOrNull(filter.from()))
                .param("until", Instants.utcOrNull(filter.until()))
                .param("text", filter.text())
                .param("isDeployed", filter.isDeployed())
                .param("at", after == null ? null : Instants.utc(after.at()))
                .param("id", place.change)
                .param("service", place.service)
                .param("limit", limit + 1)
                .query((row, number) -> new Found(change(row, number), row.getString("service_key")))
                .list();
        Page<Found> page = Page.of(found, limit, Found::position);
        return new Page<>(page.items().stream().map(Found::change).toList(), page.next());
    }

    /** A repository of several services lists each of its changes once per service. */
    private record Found(ListedChange change, String service) {

        Position position() {
            return Position.at(change.mergedAt(), change.id() + "-" + service);
        }
    }

    /** Where a page ended: a change, and a digest of its service, in characters that a cursor may have. */
    private record Place(@Nullable String change, @Nullable String service) {

        private static final int CHANGE = 36;

        static Place of(String id) {
            return id.length() > CHANGE
                    ? new Place(id.substring(0, CHANGE), id.substring(CHANGE + 1))
                    : new Place(id, null);
        }
    }

    private static ListedChange change(ResultSet row, int number) throws SQLException {
        Instant openedAt = Instants.of(row, "opened_at");
        Instant firstReviewAt = Instants.orNull(row, "first_review_at");
        Instant mergedAt = Instants.of(row, "merged_at");
        Instant deployedAt = Instants.orNull(row, "deployed_at");
        Integer leadSeconds = Rows.maybeInteger(row, "lead_seconds");
        Stages.Delivery delivery = deployedAt == null || leadSeconds == null
                ? null
                : new Stages.Delivery(
                        Instants.orNull(row, "first_commit_at"), Instants.of(row, "deploying_at"), deployedAt);
        return new ListedChange(
                Rows.uuid(row, "id"),
                row.getString("service"),
                row.getObject("number", Long.class),
                row.getString("title"),
                Rows.maybeText(row, "url"),
                openedAt,
                firstReviewAt,
                Instants.orNull(row, "approved_at"),
                mergedAt,
                deployedAt,
                Rows.maybeUuid(row, "deployment_id"),
                leadSeconds,
                Stages.of(openedAt, firstReviewAt, mergedAt, delivery),
                row.getObject("age_seconds", Long.class));
    }
}
