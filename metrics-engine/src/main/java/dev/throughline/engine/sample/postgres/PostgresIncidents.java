package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.attribution.IncidentCase;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the incidents of a service, and those elsewhere that name one of its deployments as their cause. */
final class PostgresIncidents {

    private final JdbcClient jdbc;
    private final long service;

    PostgresIncidents(JdbcClient jdbc, long service) {
        this.jdbc = jdbc;
        this.service = service;
    }

    List<IncidentCase> all() {
        Map<UUID, List<IncidentCase.Cause>> causes = causes();
        List<IncidentCase> incidents = new ArrayList<>();
        jdbc.sql("""
                        select id, service_id is not distinct from :service as is_of_service, opened_at, resolved_at,
                               exists (select from incident_cause cause where cause.incident_id = incident.id)
                                   or said.causes is not null as declares_cause
                          from counted_incident incident
                          left join standing_verdict said on said.target = incident.id and said.field = 'caused_by'
                         where not exists (select from taken_out where taken_out.target = incident.id)
                           and (service_id = :service or id = any(:named::uuid[]))
                        """)
                .param("service", service)
                .param("named", Texts.ofIds(causes.keySet()))
                .query((ResultSet row) -> {
                    incidents.add(incident(row, causes));
                });
        return incidents;
    }

    private static IncidentCase incident(ResultSet row, Map<UUID, List<IncidentCase.Cause>> causes)
            throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new IncidentCase(
                id,
                row.getBoolean("is_of_service"),
                Instants.of(row, "opened_at"),
                Instants.orNull(row, "resolved_at"),
                row.getBoolean("declares_cause"),
                causes.getOrDefault(id, List.of()));
    }

    /**
     * Causes, declared or given by a person, that name a deployment of this service: by its id, by the change it delivered, or by a hash or
     * a prefix in any repository. A prefix of several commits names none. A commit names the first deployment that delivered it.
     */
    private Map<UUID, List<IncidentCase.Cause>> causes() {
        Map<UUID, List<IncidentCase.Cause>> causes = new LinkedHashMap<>();
        jdbc.sql("""
                        with cause as (
                            select * from cause_meaning
                        ), deployed as (
                            select c.incident_id, c.word, c.is_explicit, d.id as deployment_id
                              from cause c
                              join deployment d on d.repository_id = c.repository_id and d.external_id = c.word
                             union
                            select incident_id, word, is_explicit, deployment_id from cause where deployment_id is not null
                        ), named as (
                            select c.incident_id, c.is_explicit,
                                   coalesce((select arrival_of(m) from change m where m.merge_commit_sha = n.sha order by m.id limit 1), n.sha) as sha
                              from cause c
                             cross join lateral (select min(s.sha) as sha
                                                   from (select g.sha
                                                           from git_commit g
                                                          where is_beginning(c.prefix, g.sha)
                                                          union
                                                         select t.sha
                                                           from delivered_commit t
                                                          where is_beginning(c.prefix, t.sha)) s
                                                 having count(*) = 1) n
                             where c.prefix is not null
                               and not exists (select 1
                                                 from deployed d
                                                where d.incident_id = c.incident_id and d.word = c.word)
                             union
                            select c.incident_id, c.is_explicit, arrival_of(m)
                              from cause c
                              join change m on m.repository_id = c.change_repository_id and m.number = c.change_number
                             where m.merge_commit_sha is not null
                        ), first as (
                            select n.incident_id, n.is_explicit, d.service_id, d.deployment_id, n.sha
                              from named n
                             cross join lateral (select t.service_id, t.deployment_id
                                                   from delivered_commit t
                                                   join deployment p on p.id = t.deployment_id
                                                  where t.sha = n.sha and t.is_first
                                                  order by t.at, p.external_id collate "C"
                                                  limit 1) d
                             union
                            select d.incident_id, d.is_explicit, p.service_id, d.deployment_id, null
                              from deployed d
                              join deployment p on p.id = d.deployment_id
                        )
                        select incident_id, deployment_id, sha, is_explicit
                          from first
                         where service_id = :service
                        """).param("service", service).query((ResultSet row) -> {
            causes.computeIfAbsent(row.getObject("incident_id", UUID.class), id -> new ArrayList<>())
                    .add(new IncidentCase.Cause(
                            row.getObject("deployment_id", UUID.class),
                            row.getString("sha"),
                            row.getBoolean("is_explicit")));
        });
        return causes;
    }
}
