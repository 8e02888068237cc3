package dev.throughline.engine.history.postgres;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Metric;

/**
 * The statements that list what numbers are made of. They select as the metric functions do, by the same conditions on the same rows,
 * and end in the same columns: see {@link PartRow}.
 */
final class PartQuery {

    private static final String OF_SCOPE = """
                   (:services::bigint[] is null or fact.service_id = any(:services))
               and (:environment::text is null or :environment = fact.environment
                    or :environment = any(fact.merged_environments))
            """;

    private static final String PAGE = """
             where part.at >= :from
               and part.at < :until
               and (:at::timestamptz is null or (part.at, part.key collate "C") < (:at, :id))
             order by part.at desc, part.key collate "C" desc
             limit :limit
            """;

    /** Every eligible deployment; %s: what it contributes, an integer. */
    private static final String DEPLOYMENTS = """
            select fact.at, fact.deployment_id::text as key, fact.service_id, fact.deployment_id, null::text as sha,
                   null::uuid as incident_id, null::bigint as number, null::text as title, null::text as url,
                   case when not fact.counts then 'redeploy' end as reason, %s as contribution,
                   null::integer as seconds, fact.flags
              from deployment_fact fact
             where
            """ + OF_SCOPE;

    /** What a source called a deployment to production and is none of those. */
    private static final String NO_DEPLOYMENTS = """
             union all
            select said.at, merged.deployment_id::text, merged.service_id, merged.deployment_id, null, null, null, null, null,
                   'merged', 0, null, '{}'
              from merged_deployment merged
              join deployment on deployment.id = merged.deployment_id
             cross join lateral (
                       select min(status.stated_at) as at
                         from deployment_status status
                        where status.deployment_id = deployment.id and status.state = 'success') said
             where (:services::bigint[] is null or merged.service_id = any(:services))
               and (:environment::text is null or deployment.environment = :environment)
             union all
            select coalesce(said.closed_at, said.began_at, deployment.created_at), deployment.id::text, repository.service_id,
                   deployment.id, null, null, null, null, null, 'not_succeeded', 0, null, '{}'
              from deployment
              join repository on repository.id = deployment.repository_id
             cross join lateral (
                       select max(status.stated_at) filter (where status.state in ('failure', 'cancelled')) as closed_at,
                              min(status.stated_at) filter (where status.state = 'in_progress') as began_at,
                              coalesce(bool_or(status.state = 'success'), false) as is_success
                         from deployment_status status
                        where status.deployment_id = deployment.id) said
             where deployment.tier = 'production'
               and not said.is_success
               and (:services::bigint[] is null or repository.service_id = any(:services))
               and (:environment::text is null or deployment.environment = :environment)
             union all
            select said.at, deployment.id::text, repository.service_id, deployment.id, null, null, null, null, null,
                   'excluded', 0, null, '{}'
              from taken_out
              join deployment on deployment.id = taken_out.target
              join repository on repository.id = deployment.repository_id
             cross join lateral (
                       select min(status.stated_at) as at
                         from deployment_status status
                        where status.deployment_id = deployment.id and status.state = 'success') said
             where deployment.tier = 'production'
               and said.at is not null
               and (:services::bigint[] is null or repository.service_id = any(:services))
               and (:environment::text is null or deployment.environment = :environment)
            """;

    /** Incidents that are evidence of nothing. */
    private static final String NO_EVIDENCE = """
             union all
            select incident.opened_at, incident.id::text, repository.service_id, null, null, incident.id, null, null, null,
                   case when exists (select from taken_out where taken_out.target = incident.id) then 'excluded'
                        when incident.causes <> '{}' then 'unresolved'
                        else 'not_change_related' end, 0, null, '{}'
              from incident
              join repository on repository.id = incident.repository_id
             where incident.is_incident
               and not incident.is_deleted
               and (:services::bigint[] is null or repository.service_id = any(:services))
               and not exists (select from evidence where evidence.incident_id = incident.id)
            """;

    private static final String RECOVERIES = """
            select fact.failed_at as at, fact.deployment_id::text as key, fact.service_id, fact.deployment_id,
                   null::text as sha, null::uuid as incident_id, null::bigint as number, null::text as title,
                   null::text as url, null::text as reason, (fact.restored_at is not null)::integer as contribution,
                   case when fact.restored_at is not null then fact.recovery_seconds end as seconds, fact.flags
              from deployment_fact fact
             where fact.counts
               and fact.failed
               and
            """ + OF_SCOPE;

    /**
     * As many deployments with something to tell as can have a part on the page: the one that the last page ended in, and one for
     * each part. So a page reads no more commits than theirs. %s: what they have to tell.
     */
    private static final String DELIVERING = """
            with delivering as (
                select fact.at, fact.service_id, fact.deployment_id, fact.counts
                  from deployment_fact fact
                 where
            """ + OF_SCOPE + """
                   and fact.at >= :from
                   and fact.at < :until
                   and (:at::timestamptz is null
                        or (fact.at, fact.deployment_id::text collate "C") <= (:at, left(:id, 36)))
                   and (%s)
                 order by fact.at desc, fact.deployment_id::text collate "C" desc
                 limit :limit + 1)
            """;

    /** %1$s: which commits; %2$s: why one is left out, null when it is not. */
    private static final String COMMITS = """
            select delivering.at, delivering.deployment_id::text || '-' || delivered.sha as key, delivering.service_id,
                   delivering.deployment_id, delivered.sha, null::uuid as incident_id, change.number, change.title, change.url,
                   case when not delivering.counts then 'redeploy' else %2$s end as reason, 1 as contribution,
                   delivered.lead_seconds as seconds, delivered.flags
              from delivering
              join delivered_commit delivered on delivered.service_id = delivering.service_id
                                             and delivered.deployment_id = delivering.deployment_id
              left join change on change.id = delivered.change_id
             where %1$s
            """;

    /** %1$s: the seconds; %2$s: their flags. */
    private static final String CHANGES = """
            select delivering.at, delivering.deployment_id::text || '-' || delivered.change_id::text as key,
                   delivering.service_id, delivering.deployment_id, change.merge_commit_sha as sha, null::uuid as incident_id,
                   change.number, change.title, change.url, case when not delivering.counts then 'redeploy' end as reason,
                   1 as contribution, %1$s as seconds, %2$s as flags
              from delivering
              join delivered_change delivered on delivered.service_id = delivering.service_id
                                             and delivered.deployment_id = delivering.deployment_id
              left join change on change.id = delivered.change_id
             union all
            """;

    private static final String DELIVERS_COMMITS = """
            exists (select from delivered_commit delivered
                     where delivered.service_id = fact.service_id and delivered.deployment_id = fact.deployment_id)
            """;

    private static final String DELIVERS_CHANGES = """
            exists (select from delivered_change delivered
                     where delivered.service_id = fact.service_id and delivered.deployment_id = fact.deployment_id)
            or exists (select from delivered_commit delivered
                        where delivered.service_id = fact.service_id and delivered.deployment_id = fact.deployment_id
                          and delivered.change_id is null)
            """;

    private static final String NO_SAMPLE =
            "case when delivered.lead_seconds is null then coalesce(delivered.excluded, 'unlinked') end";

    private PartQuery() {}

    /**
     * Takes the parameters services, environment, from, until, at and id (of the part before the page, null for the first) and
     * limit.
     */
    static String of(Metric metric, Basis basis) {
        return switch (metric) {
            case DEPLOYMENT_FREQUENCY -> page(DEPLOYMENTS.formatted("1") + NO_DEPLOYMENTS);
            case CHANGE_FAIL_RATE -> page(DEPLOYMENTS.formatted("fact.failed::integer") + NO_DEPLOYMENTS + NO_EVIDENCE);
            case DEPLOYMENT_REWORK_RATE -> page(DEPLOYMENTS.formatted("fact.rework::integer") + NO_DEPLOYMENTS);
            case FAILED_DEPLOYMENT_RECOVERY_TIME -> page(RECOVERIES + NO_EVIDENCE);
            case CHANGE_LEAD_TIME -> leadTime(basis);
        };
    }

    private static String leadTime(Basis basis) {
        return switch (basis) {
            case COMMIT -> DELIVERING.formatted(DELIVERS_COMMITS) + page(COMMITS.formatted("true", NO_SAMPLE));
            case CHANGE ->
                DELIVERING.formatted(DELIVERS_CHANGES)
                        + page(CHANGES.formatted("delivered.lead_seconds", "delivered.flags")
                                + COMMITS.formatted("delivered.change_id is null", NO_SAMPLE));
            case MERGE ->
                DELIVERING.formatted(DELIVERS_CHANGES)
                        + page(CHANGES.formatted("delivered.merge_seconds", "delivered.merge_flags")
                                + COMMITS.formatted(
                                        "delivered.change_id is null", "coalesce(delivered.excluded, 'no_change')"));
        };
    }

    private static String page(String parts) {
        return "select part.* from (" + parts + ") part\n" + PAGE;
    }
}
