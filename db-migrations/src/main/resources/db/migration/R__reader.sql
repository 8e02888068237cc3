-- What the boards in grafana/ call besides R__metrics.sql: the same five metrics of many services at once, how far to trust them, and what to mark on a
-- time axis. There are no formulas here: every number comes from a function of R__metrics.sql. After it, by name.
--
-- Like those, a function here has the rights of its owner, and throughline_reader may call it.

do $$
declare
    relic text;
begin
    for relic in
        select 'drop function ' || oid::regprocedure
          from pg_proc
         where pronamespace = current_schema()::regnamespace
           and proname in ('service_choice', 'metrics_by_service', 'metrics_by_team', 'change_lead_time_distribution', 'metric_coverage',
                           'metric_coverage_by_service', 'deployment_annotations', 'failure_annotations', 'incident_annotations', 'escaped_html')
    loop
        execute relic;
    end loop;
end $$;

------------------------------------------------------------------------------------------------------------------------------------------------------
-- scope

create function service_choice(services text[], teams text[] default null) returns text[]
    language sql stable parallel safe security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select case when array_remove(services, null) <> '{}' then array_remove(services, null)
                when array_remove(teams, null) <> '{}'
                then array(select service.name
                             from service
                            where lower(service.team) in (select lower(chosen.name) from unnest(teams) chosen (name))
                            order by service.name) end
$$;
comment on function service_choice(text[], text[]) is
    'What a reader chose of services and teams, as the metric functions take it: the services, else all services of the teams, else null for all. A null in a list stands for no choice.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- the five metrics of many at once

create function metrics_by_service(services text[], environment text, "from" timestamptz, until timestamptz, timezone text default 'UTC',
                                   basis text default 'commit')
    returns table (service text, team text, deployment_frequency double precision, deployments bigint,
                   change_lead_time double precision, change_lead_time_p90 double precision, lead_times bigint,
                   change_fail_rate double precision, failed bigint, fail_rate_of bigint,
                   failed_deployment_recovery_time double precision, recoveries bigint, open_failures bigint, oldest_open_seconds double precision,
                   deployment_rework_rate double precision, rework bigint, rework_rate_of bigint)
    language sql stable parallel safe rows 100 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select service.name, service.team, metrics.df_value, metrics.df_count, metrics.clt_value, metrics.clt_p90, metrics.clt_n,
           metrics.cfr_value, metrics.cfr_numerator, metrics.cfr_denominator,
           metrics.fdrt_value, metrics.fdrt_n, metrics.fdrt_open, metrics.fdrt_oldest_open_seconds,
           metrics.drr_value, metrics.drr_numerator, metrics.drr_denominator
      from unnest(service_ids(services)) chosen (id)
      join service on service.id = chosen.id
     cross join lateral five_metrics_by(array[service.id], environment, metric_window("from", until), timezone, basis) metrics
     where service.position is not null or exists (select from service_repository counted where counted.service_id = service.id)
     order by service.name
$$;
comment on function metrics_by_service(text[], text, timestamptz, timestamptz, text, text) is
    'The five metrics of each service over [from, until), one row a service, in the units of the function of each name. deployments, lead_times, recoveries: what the value rests on, counts. failed of fail_rate_of and rework of rework_rate_of: numerators and denominators. team: who owns it; null when nobody is named. services null means all, environment null every one of the production tier.';

create function metrics_by_team(teams text[], environment text, "from" timestamptz, until timestamptz, timezone text default 'UTC',
                                basis text default 'commit')
    returns table (team text, services bigint, deployment_frequency double precision, deployments bigint,
                   change_lead_time double precision, change_lead_time_p90 double precision, lead_times bigint,
                   change_fail_rate double precision, failed bigint, fail_rate_of bigint,
                   failed_deployment_recovery_time double precision, recoveries bigint, open_failures bigint, oldest_open_seconds double precision,
                   deployment_rework_rate double precision, rework bigint, rework_rate_of bigint)
    language sql stable parallel safe rows 20 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select owner.name, owner.services, metrics.df_value, metrics.df_count, metrics.clt_value, metrics.clt_p90, metrics.clt_n,
           metrics.cfr_value, metrics.cfr_numerator, metrics.cfr_denominator,
           metrics.fdrt_value, metrics.fdrt_n, metrics.fdrt_open, metrics.fdrt_oldest_open_seconds,
           metrics.drr_value, metrics.drr_numerator, metrics.drr_denominator
      from (select min(service.team) as name, count(*) as services, array_agg(service.id) as ids
              from service
             where service.team is not null
               and (array_remove(teams, null) is null or array_remove(teams, null) = '{}'
                    or lower(service.team) in (select lower(chosen.name) from unnest(teams) chosen (name)))
             group by lower(service.team)) owner
     cross join lateral five_metrics_by(owner.ids, environment, metric_window("from", until), timezone, basis) metrics
     order by owner.name
$$;
comment on function metrics_by_team(text[], text, timestamptz, timestamptz, text, text) is
    'The five metrics of each team over [from, until), pooled over its services, never an average of theirs. services: how many it owns. The rest as in metrics_by_service. teams: names, null or a null in it means all; a service that no team owns is in no row.';

create function change_lead_time_distribution(services text[], environment text, "from" timestamptz, until timestamptz, basis text default 'commit')
    returns table (at_least double precision, below double precision, label text, n bigint)
    language sql stable parallel safe rows 10 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select at_least, below, label, n
      from change_lead_time_distribution_by(service_ids(services), environment, metric_window("from", until), basis)
     order by at_least
$$;
comment on function change_lead_time_distribution(text[], text, timestamptz, timestamptz, text) is
    'How many of the samples of change_lead_time took how long, one row a class, empty ones too; together they are its n. at_least, below: seconds, the last without below. label: the class in words.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- how far to trust them

create function metric_coverage(services text[], environment text, "from" timestamptz, until timestamptz)
    returns table (part text, value double precision, numerator bigint, denominator bigint)
    language sql stable parallel safe rows 14 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select share.part, share.numerator / nullif(share.denominator, 0)::double precision, share.numerator, share.denominator
      from (select edges[1] as "from", edges[2] as until from metric_window("from", until) edges) span
     cross join lateral metric_coverage_by(service_ids(services), environment, span."from", span.until) known
     cross join lateral (values
               ('deployments_linked', known.linked, known.deployments),
               ('deployments_with_baseline', known.with_baseline, known.deployments),
               ('commits_by_link.graph', known.by_graph, known.commits),
               ('commits_by_link.push', known.by_push, known.commits),
               ('commits_by_link.head', known.by_head, known.commits),
               ('commits_by_start.pr_commits', known.from_pr_commits, known.samples),
               ('commits_by_start.branch_push', known.from_branch_push, known.samples),
               ('commits_by_start.trailer', known.from_trailer, known.samples),
               ('commits_by_start.pr_opened', known.from_pr_opened, known.samples),
               ('commits_by_start.commit', known.from_commit, known.samples),
               ('commits_by_start.committed', known.from_committed, known.samples),
               ('incidents_linked', known.incidents_linked, known.incidents),
               ('incidents_by_confidence.explicit', known.confidence_explicit, known.incidents),
               ('incidents_by_confidence.declared', known.confidence_declared, known.incidents),
               ('incidents_by_confidence.heuristic', known.confidence_heuristic, known.incidents)) share (part, numerator, denominator)
$$;
comment on function metric_coverage(text[], text, timestamptz, timestamptz) is
    'How much of what happened in [from, until) the numbers rest on, one row a share, by the names of coverage in the API: numerator of denominator, counts, and value, ratio 0..1; null when there is nothing to have a share of.';

create function metric_coverage_by_service(services text[], environment text, "from" timestamptz, until timestamptz)
    returns table (service text, team text, deployments bigint, linked double precision, with_baseline double precision,
                   commits bigint, by_head double precision, lead_times bigint, from_pr_opened double precision, from_committed double precision,
                   incidents bigint, incidents_linked double precision, last_deployment_at timestamptz)
    language sql stable parallel safe rows 100 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select service.name, service.team, known.deployments,
           known.linked / nullif(known.deployments, 0)::double precision, known.with_baseline / nullif(known.deployments, 0)::double precision,
           known.commits, known.by_head / nullif(known.commits, 0)::double precision,
           known.samples, known.from_pr_opened / nullif(known.samples, 0)::double precision,
           known.from_committed / nullif(known.samples, 0)::double precision,
           known.incidents, known.incidents_linked / nullif(known.incidents, 0)::double precision,
           (select max(fact.at) from deployment_fact fact where fact.service_id = service.id)
      from (select edges[1] as "from", edges[2] as until from metric_window("from", until) edges) span
     cross join unnest(service_ids(services)) chosen (id)
      join service on service.id = chosen.id
     cross join lateral metric_coverage_by(array[service.id], environment, span."from", span.until) known
     where service.position is not null or exists (select from service_repository counted where counted.service_id = service.id)
     order by service.name
$$;
comment on function metric_coverage_by_service(text[], text, timestamptz, timestamptz) is
    'How much of what happened to each service in [from, until) its numbers rest on, one row a service. deployments, commits (delivered first), lead_times (samples), incidents: counts. The rest are shares of them, ratios 0..1: deployments linked exactly and with a baseline, commits known by the deployed head alone, lead times that begin with the opening of the change or with the committer''s time, incidents linked to a deployment; null when there is nothing to have a share of. last_deployment_at: its latest deployment ever, UTC; null when there is none.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- what to mark on a time axis: columns as Grafana's annotations want them. The newest 1,000, for no eye and no browser tells more apart

create function escaped_html(words text) returns text
    language sql immutable strict parallel safe
return replace(replace(replace(replace(words, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;');
comment on function escaped_html(text) is 'What was told by others as text of an HTML document.';

create function deployment_annotations(services text[], environment text, "from" timestamptz, until timestamptz)
    returns table ("time" timestamptz, text text, tags text)
    language plpgsql stable parallel safe rows 100 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
#variable_conflict use_column
declare
    ids constant bigint[] := service_ids(services);
begin
    return query
    select fact.at,
           escaped_html(service.name || ': ' || coalesce(deployment.ref, left(fact.sha, 7), 'deployed') || ' to ' || fact.environment),
           fact.kind || case when fact.rework then ',rework' else '' end
      from deployment_fact fact
      join service on service.id = fact.service_id
      join deployment on deployment.id = fact.deployment_id
     where fact.service_id = any (ids)
       and is_in_environment(deployment_annotations.environment, fact.environment, fact.merged_environments)
       and fact.counts
       and fact.at >= "from" and fact.at < until
     order by fact.at desc
     limit 1000;
end $$;
comment on function deployment_annotations(text[], text, timestamptz, timestamptz) is
    'The deployments to production in [from, until), redeploys left out, newest first. time: success, UTC. text: what was deployed, as HTML. tags: its kind, and rework where it was unplanned remediation, separated by commas. At most 1,000.';

create function failure_annotations(services text[], environment text, "from" timestamptz, until timestamptz)
    returns table ("time" timestamptz, timeend timestamptz, text text, tags text)
    language plpgsql stable parallel safe rows 20 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
#variable_conflict use_column
declare
    ids constant bigint[] := service_ids(services);
begin
    return query
    select fact.failed_at, coalesce(fact.restored_at, now()),
           escaped_html(service.name || ': ' || coalesce(deployment.ref, left(fact.sha, 7), 'a deployment') || ' failed'
                        || case when fact.restored_at is null then ', not restored' else '' end),
           (select string_agg(rule.name, ',' order by rule.name)
              from (select distinct evidence.rule as name
                      from evidence
                     where evidence.service_id = fact.service_id and evidence.deployment_id = fact.deployment_id) rule)
      from deployment_fact fact
      join service on service.id = fact.service_id
      join deployment on deployment.id = fact.deployment_id
     where fact.service_id = any (ids)
       and is_in_environment(failure_annotations.environment, fact.environment, fact.merged_environments)
       and fact.counts and fact.failed
       and fact.failed_at < until and coalesce(fact.restored_at, now()) >= "from"
     order by fact.failed_at desc
     limit 1000;
end $$;
comment on function failure_annotations(text[], text, timestamptz, timestamptz) is
    'The failures of deployments that were not over before from and began before until, newest first. time, timeend: start and end of the failure, UTC; now while it is not restored. text: what failed, as HTML. tags: the rules by which it is held to have failed, separated by commas. At most 1,000.';

create function incident_annotations(services text[], environment text, "from" timestamptz, until timestamptz)
    returns table ("time" timestamptz, timeend timestamptz, text text, tags text)
    language plpgsql stable parallel safe rows 20 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
#variable_conflict use_column
declare
    ids constant bigint[] := service_ids(services);
begin
    return query
    select incident.opened_at, coalesce(incident.resolved_at, now()),
           escaped_html(coalesce(service.name || ': ', '') || coalesce('#' || incident.number || ' ', '') || incident.title),
           case when incident.resolved_at is null then 'open' else 'resolved' end
      from counted_incident incident
      left join service on service.id = incident.service_id
     where not exists (select from taken_out where taken_out.target = incident.id)
       and incident.opened_at < until and coalesce(incident.resolved_at, now()) >= "from"
       and case when incident_annotations.environment is not null
                then exists (select from evidence
                               join deployment_fact fact on fact.deployment_id = evidence.deployment_id
                              where evidence.incident_id = incident.id
                                and fact.service_id = any (ids)
                                and is_in_environment(incident_annotations.environment, fact.environment, fact.merged_environments))
                else services is null
                     or incident.service_id = any (ids)
                     or incident.service_id is null
                        and incident.repository_id in (select shared.repository_id from service_repository shared where shared.service_id = any (ids))
                     or exists (select from evidence where evidence.incident_id = incident.id and evidence.service_id = any (ids)) end
     order by incident.opened_at desc
     limit 1000;
end $$;
comment on function incident_annotations(text[], text, timestamptz, timestamptz) is
    'The incidents that were not over before from and began before until, newest first: those filed in the services or linked to a deployment of theirs, and without services all; of an environment those linked to a deployment to it. time, timeend: begin and resolution, UTC; now while it is open. text: its service, number and title, as HTML. tags: open or resolved. At most 1,000.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- who may

do $$
declare
    reader constant text := 'throughline_reader';
    asked regprocedure;
begin
    for asked in
        select oid::regprocedure
          from pg_proc
         where pronamespace = current_schema()::regnamespace
           and proname in ('service_choice', 'metrics_by_service', 'metrics_by_team', 'change_lead_time_distribution', 'metric_coverage',
                           'metric_coverage_by_service', 'deployment_annotations', 'failure_annotations', 'incident_annotations')
    loop
        execute format('revoke execute on function %s from public', asked);
        if exists (select from pg_roles where rolname = reader) then
            execute format('grant execute on function %s to %I', asked, reader);
        end if;
    end loop;
end $$;
