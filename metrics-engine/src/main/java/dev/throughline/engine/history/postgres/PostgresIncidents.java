package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.IncidentExclusion;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.IncidentLink;
import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.history.ListedIncident;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.UnmappedIncidents;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresIncidents implements Incidents {

    private static final String SELECT = """
            select incident.id, service.name as service, repository.source, incident.external_id, incident.number,
                   case when counted.id is null then incident.excluded_as end as excluded_as,
                   incident.title, incident.url, incident.opened_at, incident.resolved_at,
                   linked.deployment_id,
                   coalesce(linked.rule,
                            case when exists (select from incident_cause cause
                                               where cause.incident_id = incident.id)
                                 then 'unresolved' end) as linked_by
              from incident
              join repository on repository.id = incident.repository_id
              left join counted_incident counted on counted.id = incident.id
              left join service on service.id = incident.service_id
             cross join lateral (
                       select (array_agg(evidence.deployment_id order by fact.at, fact.external_id))[1]
                                  as deployment_id,
                              (array_agg(evidence.rule order by
                                  array_position(array['explicit', 'declared', 'window'], evidence.rule)))[1]
                                  as rule
                         from evidence
                         left join deployment_fact fact on fact.deployment_id = evidence.deployment_id
                        where evidence.incident_id = incident.id) linked
             where (incident.is_incident or incident.excluded_as is not null)
               and not incident.is_deleted
               and incident.opened_at is not null
            """;

    private static final String UNMAPPED = """
              from source
              join repository on repository.source = source.name
              join counted_incident incident on incident.repository_id = repository.id
             where (source.holds = 'nothing' or incident.about <> '{}'
                    or source.holds = 'service'
                   and not exists (select from repository_alias alias where alias.repository_id = repository.id))
               and incident.service_id is null
               and not exists (select from taken_out where taken_out.target = incident.id)
               and not exists (select from evidence where evidence.incident_id = incident.id)
            """;

    private final JdbcClient jdbc;

    PostgresIncidents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<ListedIncident> page(IncidentFilter filter, @Nullable Position after, int limit) {
        List<ListedIncident> found = jdbc.sql(SELECT + """
                           and (:services::bigint[] is null
                                or incident.service_id = any(:services)
                                or incident.service_id is null
                               and exists (select from service_repository shared
                                            where shared.repository_id = incident.repository_id
                                              and shared.service_id = any(:services)))
                           and (:from::timestamptz is null or incident.opened_at >= :from)
                           and (:until::timestamptz is null or incident.opened_at < :until)
                           and (:isOpen::boolean is null or :isOpen = (incident.resolved_at is null))
                           and (:text::text is null
                                or position(lower(:text) in lower(incident.title)) > 0
                                or incident.number::text = :text)
                           and (:at::timestamptz is null
                                or (incident.opened_at, incident.id::text collate "C") < (:at, :id))
                         order by incident.opened_at desc, incident.id::text collate "C" desc
                         limit :limit
                        """)
                .param("services", Scope.of(jdbc, filter.services()))
                .param("from", Instants.utcOrNull(filter.from()))
                .param("until", Instants.utcOrNull(filter.until()))
                .param("isOpen", filter.isOpen())
                .param("text", filter.text())
                .param("at", after == null ? null : Instants.utc(after.at()))
                .param("id", after == null ? null : after.id())
                .param("limit", limit + 1)
                .query(PostgresIncidents::incident)
                .list();
        return Page.of(
                found,
                limit,
                incident -> Position.at(incident.openedAt(), incident.id().toString()));
    }

    @Override
    public Optional<ListedIncident> byId(UUID id) {
        return jdbc.sql(SELECT + "and incident.id = :id")
                .param("id", id)
                .query(PostgresIncidents::incident)
                .optional();
    }

    /** Those of these ids, by id. */
    Map<UUID, ListedIncident> byIds(Collection<UUID> ids) {
        return jdbc
                .sql(SELECT + "and incident.id = any(:ids::uuid[])")
                .param("ids", Rows.texts(ids))
                .query(PostgresIncidents::incident)
                .list()
                .stream()
                .collect(Collectors.toMap(ListedIncident::id, incident -> incident));
    }

    @Override
    public List<UnmappedIncidents> unmapped(int limit) {
        return jdbc.sql("""
                        select source.name as source, incident.about, count(*) as incidents,
                               (array_agg(incident.title order by incident.opened_at desc, incident.id))[1] as title,
                               max(incident.opened_at) as opened_at
                        """ + UNMAPPED + """
                         group by source.name, incident.about
                         order by max(incident.opened_at) desc, source.name, incident.about
                         limit :limit
                        """)
                .param("limit", limit)
                .query((row, _) -> new UnmappedIncidents(
                        row.getString("source"),
                        Rows.texts(row, "about"),
                        row.getLong("incidents"),
                        row.getString("title"),
                        Instants.of(row, "opened_at")))
                .list();
    }

    @Override
    public long countUnmapped() {
        return jdbc.sql("select count(*)\n" + UNMAPPED).query(Long.class).single();
    }

    private static ListedIncident incident(ResultSet row, int number) throws SQLException {
        return new ListedIncident(
                Rows.uuid(row, "id"),
                Rows.maybeText(row, "service"),
                row.getString("source"),
                row.getString("external_id"),
                row.getObject("number", Long.class),
                row.getString("title"),
                Rows.maybeText(row, "url"),
                Instants.of(row, "opened_at"),
                Instants.orNull(row, "resolved_at"),
                Rows.maybeUuid(row, "deployment_id"),
                Rows.maybeTerm(row, "linked_by", IncidentLink.class),
                Rows.maybeTerm(row, "excluded_as", IncidentExclusion.class));
    }
}
