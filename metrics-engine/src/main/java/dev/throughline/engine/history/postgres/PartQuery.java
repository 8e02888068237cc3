package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.Parts.Listing;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Profile;

/**
 * The statements that list what is behind the numbers. They select like the metric functions, with the same conditions on the same rows,
 * and end in the same columns: see {@link PartRow}.
 */
final class PartQuery {

    private static final String OF_SCOPE = """
                   (:services::bigint[] is null or fact.service_id = any(:services))
               and is_in_environment(:environment::text, fact.environment, fact.merged_environments)
            """;

    private static final String TOOK = """
               and (:atLeast::integer is null or part.seconds >= :atLeast)
               and (:below::integer is null or part.seconds < :below)
            """;

    private static final String NEWEST = """
               and (:at::timestamptz is null or (part.at, part.key collate "C") < (:at, :id))
             order by part.at desc, part.key collate "C" desc
             limit :limit
            """;

    private static final String SLOWEST = """
             order by part.seconds desc nulls first, part.at desc, part.key collate "C" desc
             limit :limit offset :offset
            """;

    /** Every eligible deployment; %1$s: what it contributes, an integer; %2$s: why it is left out, null when it is not. */
    private static final String DEPLOYMENTS = """
            select fact.at, fact.deployment_id::text as key, fact.service_id, fact.deployment_id, null::text as sha,
                   null::uuid as incident_id, null::bigint as number, null::text as title, null::text as url,
                   %2$s as reason, %1$s as contribution,
                   null::integer as seconds, fact.flags
              from deployment_fact fact
             where
            """ + OF_SCOPE;

    /** What a source reported as a deployment to production but is not one of those. */
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
            select coalesce(said.closed_at, said.began_at, deployment.created_at), deployment.id::text, deployment.service_id,
                   deployment.id, null, null, null, null, null, 'not_succeeded', 0, null, '{}'
              from deployment
             cross join lateral (
                       select max(status.stated_at) filter (where status.state in ('failure', 'cancelled')) as closed_at,
                              min(status.stated_at) filter (where status.state = 'in_progress') as began_at,
                              coalesce(bool_or(status.state = 'success'), false) as is_success
                         from deployment_status status
                        where status.deployment_id = deployment.id) said
             where deployment.tier = 'production'
               and not said.is_success
               and (deployment.is_usual or deployment.service_id is not null)
               and (:services::bigint[] is null or deployment.service_id = any(:services))
               and (:environment::text is null or deployment.environment = :environment)
             union all
            select said.at, deployment.id::text, deployment.service_id, deployment.id, null, null, null, null, null,
                   'excluded', 0, null, '{}'
              from taken_out
              join deployment on deployment.id = taken_out.target
             cross join lateral (
                       select min(status.stated_at) as at
                         from deployment_status status
                        where status.deployment_id = deployment.id and status.state = 'success') said
             where deployment.tier = 'production'
               and said.at is not null
               and (:services::bigint[] is null or deployment.service_id = any(:services))
               and (:environment::text is null or deployment.environment = :environment)
            """;

    /** Incidents that are not evidence of anything. */
    private static final String NO_EVIDENCE = """
             union all
            select incident.opened_at, incident.id::text, incident.service_id, null, null, incident.id, null, null, null,
                   case when exists (select from taken_out where taken_out.target = incident.id) then 'excluded'
                        when exists (select from incident_cause cause where cause.incident_id = incident.id) then 'unresolved'
                        else 'not_change_related' end, 0, null, '{}'
              from counted_incident incident
             where (:services::bigint[] is null
                    or incident.service_id = any(:services)
                    or incident.service_id is null
                   and exists (select from service_repository shared
                                where shared.repository_id = incident.repository_id
                                  and shared.service_id = any(:services)))
               and not exists (select from evidence where evidence.incident_id = incident.id)
            """;

    /** With GitLab's rules every incident counts, whatever it is linked to. */
    private static final String INCIDENTS = """
             union all
            select incident.opened_at, incident.id::text, incident.service_id, null, null, incident.id, null, null, null,
                   case when exists (select from taken_out where taken_out.target = incident.id) then 'excluded' end,
                   1, null, '{}'
              from counted_incident incident
             where incident.service_id is not null
               and (:services::bigint[] is null or incident.service_id = any(:services))
            """;

    private static final String RECOVERIES = """
            select recovery.began_at as at, fact.deployment_id::text as key, fact.service_id, fact.deployment_id,
                   null::text as sha, null::uuid as incident_id, null::bigint as number, null::text as title,
                   null::text as url, null::text as reason, (recovery.ended_at is not null)::integer as contribution,
                   recovery.seconds, fact.flags
              from deployment_fact fact
             cross join lateral recovery_of(fact, :profile) recovery
             where fact.counts
               and fact.failed
               and
            """ + OF_SCOPE;

    /**
     * As many deployments with something to list as can have a part on the page: for a page of all parts, the one in which the last page
     * ended, and one for each part; so only their commits are read. %s: what they have to list.
     */
    private static final String DELIVERING = """
            with delivering as (
                select fact.at, fact.service_id, fact.deployment_id, fact.counts, fact.delivered_again
                  from deployment_fact fact
                 where
            """ + OF_SCOPE + """
                   and fact.at >= :from
                   and fact.at < :until
                   and (:at::timestamptz is null
                        or (fact.at, fact.deployment_id::text collate "C") <= (:at, left(:id, 36)))
                   and (%s)
                 order by fact.at desc, fact.deployment_id::text collate "C" desc
                 limit :delivering)
            """;

    private static final String COMMIT = """
            select delivering.at, delivering.deployment_id::text || '-' || delivered.sha as key, delivering.service_id,
                   delivering.deployment_id, delivered.sha, null::uuid as incident_id, change.number, change.title, change.url,
            """;

    /** %1$s: which commits; %2$s: why one is left out, null when it is not. */
    private static final String COMMITS = COMMIT + """
                   case when not delivering.counts then 'redeploy' else %2$s end as reason, 1 as contribution,
                   delivered.lead_seconds as seconds, delivered.flags
              from delivering
              join delivered_commit delivered on delivered.service_id = delivering.service_id
                                             and delivered.deployment_id = delivering.deployment_id
              left join change on change.id = delivered.change_id
             where %1$s
            """;

    /** What a deployment delivers again, which a redeploy does not. */
    private static final String AGAIN = COMMIT + """
                   null as reason, 1 as contribution, again.seconds, '{redelivered}' as flags
              from delivering
              join delivered_commit delivered on delivered.service_id = delivering.service_id
                                             and delivered.deployment_id = any(delivering.delivered_again)
             cross join lateral (select seconds_again(delivering.at, delivered) as seconds) again
              left join change on change.id = delivered.change_id
             where delivering.counts
               and again.seconds is not null
            """;

    /** %1$s: the seconds; %2$s: their flags; %3$s: why one is left out. */
    private static final String CHANGES = """
            select delivering.at, delivering.deployment_id::text || '-' || delivered.change_id::text as key,
                   delivering.service_id, delivering.deployment_id, change.merge_commit_sha as sha, null::uuid as incident_id,
                   change.number, change.title, change.url, case when not delivering.counts then 'redeploy' else %3$s end as reason,
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

    private PartQuery() {}

    private static final String REDEPLOY = "case when not fact.counts then 'redeploy' end";

    private static final String NOT_IN_FREQUENCY = """
            case when coalesce(fact.in_frequency, fact.counts) then null when fact.counts then fact.kind else 'redeploy' end
            """;

    private static final String NOT_IN_FAIL_RATE = """
            case when not fact.counts then 'redeploy'
                 when not fact.in_fail_rate then case fact.kind when 'rollback' then 'rollback' else 'remediation' end end
            """;

    /**
     * Takes the parameters services, environment, profile, from, until, limit, delivering (how many deployments are read for their
     * commits; null for all), atLeast and below (seconds; null for any), and at and id of the part before the page, null for the first,
     * or where the slowest come first, offset.
     */
    static String of(Metric metric, Basis basis, Profile profile, Listing listing) {
        return parts(metric, basis, profile)
                + "where part.at >= :from and part.at < :until\n"
                + which(metric, listing)
                + TOOK
                + (listing == Listing.SLOWEST ? SLOWEST : NEWEST);
    }

    private static String which(Metric metric, Listing listing) {
        return switch (listing) {
            case ALL -> "";
            case LEFT_OUT -> "and part.reason is not null\n";
            case COUNTING, SLOWEST ->
                metric.kind() == Metric.Kind.RATE
                        ? "and part.reason is null and part.contribution > 0\n"
                        : "and part.reason is null\n";
        };
    }

    private static String parts(Metric metric, Basis basis, Profile profile) {
        return switch (metric) {
            case DEPLOYMENT_FREQUENCY -> page(DEPLOYMENTS.formatted("1", NOT_IN_FREQUENCY) + NO_DEPLOYMENTS);
            case CHANGE_FAIL_RATE ->
                profile == Profile.GITLAB
                        ? page(DEPLOYMENTS.formatted("0", REDEPLOY) + NO_DEPLOYMENTS + INCIDENTS)
                        : page(DEPLOYMENTS.formatted("fact.failed::integer", NOT_IN_FAIL_RATE)
                                + NO_DEPLOYMENTS
                                + NO_EVIDENCE);
            case DEPLOYMENT_REWORK_RATE ->
                page(DEPLOYMENTS.formatted("fact.rework::integer", REDEPLOY) + NO_DEPLOYMENTS);
            case FAILED_DEPLOYMENT_RECOVERY_TIME -> page(RECOVERIES + NO_EVIDENCE);
            case CHANGE_LEAD_TIME -> leadTime(basis, profile);
        };
    }

    private static String leadTime(Basis basis, Profile profile) {
        return switch (basis) {
            case COMMIT -> {
                String commits = COMMITS.formatted(
                        "true", left(profile, basis, "delivered.lead_seconds", "delivered.excluded, 'unlinked'"));
                yield profile == Profile.DATADOG
                        ? DELIVERING.formatted(DELIVERS_COMMITS + " or fact.delivered_again <> '{}'")
                                + page(commits + " union all " + AGAIN)
                        : DELIVERING.formatted(DELIVERS_COMMITS) + page(commits);
            }
            case CHANGE ->
                DELIVERING.formatted(DELIVERS_CHANGES)
                        + page(CHANGES.formatted(
                                        "delivered.lead_seconds",
                                        "delivered.flags",
                                        left(profile, basis, "delivered.lead_seconds", "null::text"))
                                + COMMITS.formatted(
                                        "delivered.change_id is null",
                                        left(
                                                profile,
                                                basis,
                                                "delivered.lead_seconds",
                                                "delivered.excluded, 'unlinked'")));
            case MERGE ->
                DELIVERING.formatted(DELIVERS_CHANGES)
                        + page(CHANGES.formatted(
                                        "delivered.merge_seconds",
                                        "delivered.merge_flags",
                                        left(profile, basis, "delivered.merge_seconds", "null::text"))
                                + COMMITS.formatted(
                                        "delivered.change_id is null", "coalesce(delivered.excluded, 'no_change')"));
        };
    }

    /** Why a possible sample is not one. */
    private static String left(Profile profile, Basis basis, String seconds, String without) {
        String none = "case when %s is null then coalesce(%s) ".formatted(seconds, without);
        return switch (profile) {
            case DORA, GITLAB -> none + "end";
            case FOURKEYS -> none + "when %s <= 0 then 'not_positive' end".formatted(seconds);
            case DATADOG ->
                none
                        + (basis == Basis.COMMIT
                                ? "when delivering.delivered_again is null then 'not_stored' end"
                                : "else 'not_stored' end");
        };
    }

    private static String page(String parts) {
        return "select part.* from (" + parts + ") part\n";
    }
}
