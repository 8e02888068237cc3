package dev.throughline.engine.ledger.postgres;

/** Finds the services whose numbers some incidents may change: who routes incidents makes them due, and who told one waits for them. */
public final class IncidentServices {

    /** Common table expressions: from {@code told (id, service_id)}, the incidents, to {@code affected (service_id)}. */
    public static final String AFFECTED = """
            elsewhere as (
                select called.name || '#' || i.number as reference
                  from told t
                  join incident i on i.id = t.id
                  join repository_alias called on called.repository_id = i.repository_id
                 where i.number is not null
            ), cause as (
                select c.* from told t join cause_meaning c on c.incident_id = t.id
            ), affected as (
                select service_id from told where service_id is not null
                 union
                select r.service_id      -- changes and commits of theirs may close it
                  from told t
                  join incident i on i.id = t.id
                  join service_history r on r.repository_id = i.repository_id
                 union
                select r.service_id
                  from elsewhere e
                  join change c on c.closes_issues @> array[e.reference] and c.closes_issues <> '{}'
                  join service_history r on r.repository_id = c.repository_id
                 union
                select r.service_id
                  from elsewhere e
                  join git_commit g on g.closes_issues @> array[e.reference] and g.closes_issues is not null
                  join service_history r on r.repository_id = g.repository_id
                 union
                select e.service_id from told t join evidence e on e.incident_id = t.id
                 union
                select r.service_id
                  from cause c
                  join git_commit g on is_beginning(c.prefix, g.sha)
                  join service_history r on r.repository_id = g.repository_id
                 union
                select d.service_id
                  from cause c
                  join delivered_commit d on is_beginning(c.prefix, d.sha)
                 union
                select r.service_id
                  from cause c
                  join service_history r on r.repository_id = c.change_repository_id
                 union
                select d.service_id
                  from cause c
                 cross join lateral (select service_id      -- by the key: few causes are ids
                                       from deployment
                                      where id = c.deployment_id
                                     offset 0) d
                 where d.service_id is not null
            )""";

    private IncidentServices() {}
}
