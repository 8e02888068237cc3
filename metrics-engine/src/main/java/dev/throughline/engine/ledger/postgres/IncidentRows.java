package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Incident.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Issues, incidents among them. */
final class IncidentRows {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final Due due;

    IncidentRows(JdbcClient jdbc, BatchRepositories repositories, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.due = due;
    }

    void merge(List<Incident> incidents) {
        if (incidents.isEmpty()) {
            return;
        }
        Set<UUID> changed = upsert(incidents);
        for (Incident incident : incidents) {
            if (changed.contains(incident.id())) {
                repositories.services(incident.repository()).forEach(due::service);
                due.incident(incident.id());
            }
        }
    }

    /**
     * The newest statement wins as a whole; at equal times, which are whole seconds at GitHub, resolved beats open. What was
     * once deleted stays deleted. When the newest does not tell of the opening, the earliest that any told is it; when it does not say
     * what the incident is about, the last that did counts.
     */
    private Set<UUID> upsert(List<Incident> incidents) {
        return new HashSet<>(jdbc.sql("""
                        insert into incident as known (
                                   id, repository_id, external_id, number, title, url, labels, about, about_at, about_by, is_incident, excluded_as,
                                   is_deleted, opened_at, stated_opened_at, first_opened_at, resolved_at, causes, is_explicit,
                                   stated_at, stated_by, service_id)
                        select distinct on (id)
                               id, repository_id, external_id, number, title, url, labels::text[], (first_value(about) over telling)::text[],
                               case when first_value(about) over telling <> '{}' then first_value(stated_at) over telling end,
                               case when first_value(about) over telling <> '{}' then first_value(stated_by) over telling end, is_incident, excluded_as,
                               bool_or(is_deleted) over same, coalesce(opened_at, min(opened_at) over same), opened_at,
                               min(opened_at) over same, resolved_at, causes::text[], is_explicit, stated_at, stated_by, service_of_incident(repository_id, labels::text[], (first_value(about) over telling)::text[])
                          from unnest(
                                   :id::uuid[], :repository::bigint[], :external_id::text[], :number::bigint[],
                                   :title::text[], :url::text[], :labels::text[], :about::text[], :is_incident::boolean[], :excluded_as::text[],
                                   :is_deleted::boolean[], :opened_at::timestamptz[], :resolved_at::timestamptz[],
                                   :causes::text[], :is_explicit::boolean[], :stated_at::timestamptz[], :stated_by::text[]
                               ) as told (
                                   id, repository_id, external_id, number,
                                   title, url, labels, about, is_incident, excluded_as,
                                   is_deleted, opened_at, resolved_at,
                                   causes, is_explicit, stated_at, stated_by)
                        window same as (partition by id),
                               telling as (partition by id order by about <> '{}' desc, stated_at desc, stated_by collate "C" desc)
                         order by id, stated_at desc, resolved_at is not null desc, stated_by collate "C" desc
                            on conflict (id) do update
                           set (number, title, url, labels, about, about_at, about_by, is_incident, excluded_as, opened_at, stated_opened_at,
                                resolved_at, causes, is_explicit, stated_at, stated_by, service_id) = (
                               select newest.number, newest.title, newest.url, newest.labels, telling.about, telling.about_at, telling.about_by, newest.is_incident, newest.excluded_as,
                                      coalesce(newest.stated_opened_at, least(known.first_opened_at, excluded.first_opened_at)),
                                      newest.stated_opened_at, newest.resolved_at, newest.causes, newest.is_explicit,
                                      newest.stated_at, newest.stated_by, service_of_incident(known.repository_id, newest.labels, telling.about)
                                 from (select 1 as turn, excluded.* union all select 2, known.*) newest
                                cross join (select told_of.about, told_of.about_at, told_of.about_by
                                              from (select excluded.about, excluded.about_at, excluded.about_by
                                                     union all select known.about, known.about_at, known.about_by) told_of
                                             order by told_of.about_at desc nulls last, told_of.about_by collate "C" desc
                                             limit 1) telling
                                order by newest.stated_at desc, newest.resolved_at is not null desc,
                                         newest.stated_by collate "C" desc, newest.turn
                                limit 1),
                               first_opened_at = least(known.first_opened_at, excluded.first_opened_at),
                               is_deleted = known.is_deleted or excluded.is_deleted
                         where (excluded.stated_at, excluded.resolved_at is not null, excluded.stated_by collate "C")
                                    >= (known.stated_at, known.resolved_at is not null, known.stated_by collate "C")
                               and excluded is distinct from known
                            or excluded.is_deleted and not known.is_deleted
                            or least(known.first_opened_at, excluded.first_opened_at) is distinct from known.first_opened_at
                            or excluded.about_at is not null
                               and (known.about_at is null
                                    or (excluded.about_at, excluded.about_by collate "C") > (known.about_at, known.about_by collate "C"))
                        returning id
                        """)
                .param("id", Column.of(incidents, Incident::id))
                .param("repository", Column.of(incidents, incident -> repositories.id(incident.repository())))
                .param(
                        "external_id",
                        Column.of(incidents, incident -> incident.entry().externalId()))
                .param(
                        "number",
                        Column.of(incidents, incident -> incident.entry().number()))
                .param(
                        "title",
                        Column.of(incidents, incident -> incident.entry().title()))
                .param("url", Column.of(incidents, incident -> incident.entry().url()))
                .param(
                        "labels",
                        Column.of(incidents, incident -> incident.entry().labels()))
                .param("about", Column.of(incidents, Incident::about))
                .param("is_incident", Column.of(incidents, incident -> incident.kind() == Kind.INCIDENT))
                .param("excluded_as", Column.of(incidents, incident -> exclusion(incident.kind())))
                .param("is_deleted", Column.of(incidents, Incident::isDeleted))
                .param("opened_at", Column.of(incidents, Incident::openedAt))
                .param("resolved_at", Column.of(incidents, Incident::resolvedAt))
                .param(
                        "causes",
                        Column.of(incidents, incident -> incident.causes().named()))
                .param(
                        "is_explicit",
                        Column.of(incidents, incident -> incident.causes().isExplicit()))
                .param(
                        "stated_at",
                        Column.of(incidents, incident -> incident.statement().at()))
                .param(
                        "stated_by",
                        Column.of(incidents, incident -> incident.statement().by()))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    /** Why something marked as an incident is not one; null when it is one, or nothing marks it as one. */
    private static @Nullable String exclusion(Kind kind) {
        return switch (kind) {
            case ISSUE, INCIDENT -> null;
            case NOT_PLANNED, DUPLICATE, MOVED, PROMOTED -> kind.name().toLowerCase(Locale.ROOT);
        };
    }
}
