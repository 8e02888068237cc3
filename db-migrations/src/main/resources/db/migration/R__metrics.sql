-- The five metrics: the only place with formulas. API, badges, pages, gauges and Grafana all call these functions, and all of them read
-- deployment_fact and nothing else (the coverage reads incidents and their evidence too). Meaning of every number: docs/metrics.md.
--
-- In this file, from the bottom up: views and public functions at the end, one set-based function per metric (…_by) in the middle, calendar and statistics first.
-- A public function has the rights of its owner, so that throughline_reader can query numbers without seeing a table.

-- `create or replace` can change neither a return type nor the columns of a view, so everything goes first, whatever its signature was
do $$
declare
    relic text;
begin
    for relic in
        select format('drop view %I', viewname)
          from pg_views
         where schemaname = current_schema()
           and viewname in ('metric_service', 'metric_environment', 'metric_deployment', 'metric_incident')
    loop
        execute relic;
    end loop;
    for relic in
        select 'drop function ' || oid::regprocedure
          from pg_proc
         where pronamespace = current_schema()::regnamespace
           and proname in ('day_start', 'day_position', 'bucket_edges', 'service_named', 'service_ids', 'rate_interval', 'median_rank', 'percentile_of', 'durations_of', 'positive_of', 'is_again_unknown', 'lead_seconds_with_again', 'lead_seconds_of', 'lead_samples_of', 'recovery_of', 'first_eligible_at', 'slot_of',
                           'attribution_window', 'deployment_frequency_answer', 'duration_answer', 'quick_check_score',
                           'deployment_frequency_by', 'change_lead_time_by', 'change_lead_time_distribution_by', 'deployment_rate_by', 'failed_deployment_recovery_time_by',
                           'five_metrics_by', 'metric_coverage_by', 'deployment_coverage_by', 'incident_coverage_by', 'metric_window', 'is_provisional', 'deployment_frequency', 'change_lead_time',
                           'change_fail_rate', 'failed_deployment_recovery_time', 'deployment_rework_rate', 'metric_series', 'five_values')
    loop
        execute relic;
    end loop;
end $$;

------------------------------------------------------------------------------------------------------------------------------------------------------
-- calendar

create function day_start(day date, timezone text) returns timestamptz
    language sql stable parallel safe
as $$
    -- where clocks go back over midnight it comes twice and PostgreSQL takes the later one
    select (day::timestamp at time zone timezone)
           - greatest(interval '0', ((day::timestamp at time zone timezone) - interval '1 microsecond') at time zone timezone
                                    + interval '1 microsecond' - day::timestamp)
$$;
comment on function day_start(date, text) is
    'The first instant of a local date. Also right where midnight does not exist or comes twice.';

create function day_position(instant timestamptz, timezone text) returns table (days double precision)
    language sql stable parallel safe
as $$
    select (local.day - date '2000-01-01')
           + extract(epoch from instant - local.starts_at)::double precision / extract(epoch from local.ends_at - local.starts_at)::double precision
      from (select today.day, day_start(today.day, timezone) as starts_at, day_start(today.day + 1, timezone) as ends_at
              from (select (instant at time zone timezone)::date as day) today offset 0) local
$$;
comment on function day_position(timestamptz, text) is
    'Days since 2000-01-01 by the calendar of a zone: whole local dates plus the share of the current one, so that a date of 23 or 25 hours is one day. The difference of two is the days between them.';

create function metric_window("from" timestamptz, until timestamptz) returns timestamptz[]
    language plpgsql immutable parallel safe
as $$
begin
    if "from" is null or until is null or not isfinite("from") or not isfinite(until) or until <= "from" then
        raise exception 'until % is not after from %', until, "from" using errcode = 'invalid_parameter_value';
    end if;
    return array["from", until];
end $$;
comment on function metric_window(timestamptz, timestamptz) is 'The edges of a window as one bucket. An error unless it is finite and until is after from.';

create function bucket_edges("from" timestamptz, until timestamptz, bucket text, timezone text) returns timestamptz[]
    language plpgsql stable strict parallel safe
as $$
declare
    most constant integer := 2000;
    step constant interval := case bucket when 'day' then interval '1 day' when 'week' then interval '1 week'
                                          when 'month' then interval '1 month' when 'quarter' then interval '3 months'
                                          when 'sunday_week' then interval '1 week' end;
    -- a week that starts on Sunday is an ISO week that starts a day earlier
    shift constant interval := case bucket when 'sunday_week' then interval '1 day' else interval '0' end;
    unit constant text := case bucket when 'sunday_week' then 'week' else bucket end;
    edges timestamptz[];
begin
    if step is null then
        raise exception 'bucket % is none of day, week, month, quarter', bucket using errcode = 'invalid_parameter_value';
    end if;
    perform metric_window("from", until);
    -- stops one edge past the limit; a date that a zone skipped starts and ends at once, hence distinct
    select array_agg(distinct edge order by edge)
      into edges
      from (select day_start(day::date, timezone) as edge
              from (select generate_series(date_trunc(unit, ("from" at time zone timezone) + shift) - shift + step, until at time zone timezone, step)
                     limit most + 1) series (day)) cut
     where edge > "from" and edge < until;
    if cardinality(edges) >= most then
        raise exception 'more than % buckets', most using errcode = 'program_limit_exceeded';
    end if;
    return "from" || edges || until;
end $$;
comment on function bucket_edges(timestamptz, timestamptz, text, text) is
    'The edges of the days, ISO weeks (Monday), months or quarters of a zone, clipped to the window: n buckets have n + 1 edges. At most 2,000 buckets. sunday_week is for the profile fourkeys.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- statistics

create function rate_interval(numerator bigint, denominator bigint) returns double precision[]
    language plpgsql immutable strict parallel safe
as $$
declare
    z constant double precision := 1.959963984540054;
    n constant double precision := denominator;
    p double precision;
    middle double precision;
    reach double precision;
begin
    if denominator = 0 then
        return null;
    end if;
    p := numerator / n;
    middle := p + z * z / (2 * n);
    reach := z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return array[
        case when numerator = 0 then 0 else (middle - reach) / (1 + z * z / n) end,
        case when numerator = denominator then 1 else (middle + reach) / (1 + z * z / n) end];
end $$;
comment on function rate_interval(bigint, bigint) is
    'Wilson interval of a rate, 95 %, without continuity correction: {low, high}, ratios 0..1. Null for a denominator of 0.';

create function median_rank(n bigint) returns bigint
    language plpgsql immutable strict parallel safe
as $$
declare
    tail constant double precision := 0.025;
    half constant bigint := n / 2;
    m constant double precision := half;
    j bigint;
    mass double precision := 1;
    below double precision;
begin
    if n < 6 then
        return null;
    end if;
    -- the middle of Bin(2m, 1/2): a product of m factors, by Stirling's series where that is exact to the last digit
    if half <= 20 then
        for i in 1..half loop
            mass := mass * (2 * i - 1) / (2 * i);
        end loop;
    else
        mass := exp(-1 / (8 * m) + 1 / (192 * m ^ 3) - 1 / (640 * m ^ 5) + 17 / (14336 * m ^ 7)) / sqrt(pi() * m);
    end if;
    -- below = P(X <= j) and mass = P(X = j), with j as near to the middle as symmetry gives P(X <= j) away
    if n % 2 = 1 then
        j := half;
        mass := mass * (2 * m + 1) / (2 * m + 2);
        below := 0.5;
    else
        j := half - 1;
        below := (1 - mass) / 2;
        mass := mass * m / (m + 1);
    end if;
    while below > tail loop
        below := below - mass;
        mass := mass * j / (n - j + 1);
        j := j - 1;
    end loop;
    return j + 1;
end $$;
comment on function median_rank(bigint) is
    'k of the interval [x_k, x_(n+1-k)] that holds the median with at least 95 %: the largest k with P(Bin(n, 1/2) <= k - 1) <= 0.025. Null below n = 6.';

create function percentile_of(sorted integer[], fraction double precision) returns double precision
    language sql immutable parallel safe
as $$
    select sorted[floor(fraction * (cardinality(sorted) - 1)) + 1]
           + (fraction * (cardinality(sorted) - 1) - floor(fraction * (cardinality(sorted) - 1)))
             * (sorted[ceil(fraction * (cardinality(sorted) - 1)) + 1] - sorted[floor(fraction * (cardinality(sorted) - 1)) + 1])::double precision
$$;
comment on function percentile_of(integer[], double precision) is
    'What percentile_cont gives for these values (linear interpolation, type 7), to the last bit, of values that are sorted already. Null for none.';

create function durations_of(sorted integer[])
    returns table (n bigint, p50 double precision, p75 double precision, p90 double precision, ci_low double precision, ci_high double precision)
    language sql immutable parallel safe
as $$
    select sample.n, percentile_of(sorted, 0.5), percentile_of(sorted, 0.75), percentile_of(sorted, 0.9),
           sorted[sample.rank]::double precision, sorted[sample.n + 1 - sample.rank]::double precision
      from (select coalesce(cardinality(sorted), 0)::bigint as n, median_rank(cardinality(sorted)) as rank offset 0) sample
$$;
comment on function durations_of(integer[]) is
    'What is told of durations, given sorted, in their unit: how many, percentiles, and the interval that holds the median with at least 95 %. n is 0 and the rest null for none; no interval below six.';

create function positive_of(seconds integer[]) returns integer[]
    language sql immutable parallel safe
return array(select duration from unnest(seconds) duration where duration > 0);
comment on function positive_of(integer[]) is 'Those of these durations that are greater than zero.';

create function attribution_window(service_ids bigint[]) returns interval
    language sql stable parallel safe
as $$
    -- only what differs from the 24 hours of the definitions is stored
    select coalesce(greatest(case when count(*) < cardinality(service_ids) then interval '24 hours' end, max(option.value::interval)),
                    interval '24 hours')
      from service_option option
     where option.name = 'attribution.window'
       and option.service_id = any (service_ids)
$$;
comment on function attribution_window(bigint[]) is
    'How long after a deployment an incident may begin to be held against it: the longest of these services (option attribution.window).';

create function is_provisional(until timestamptz, attribution_window interval) returns boolean
    language sql stable strict parallel safe
return now() < until + attribution_window;
comment on function is_provisional(timestamptz, interval) is
    'Whether deployments before this instant may still turn out to have failed: now is before it plus the attribution window.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- scope

create function service_named(names text[]) returns table (name text, service_id bigint)
    language plpgsql stable parallel safe rows 1
    -- planned once, not with each question that it is part of
    set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
    return query
    select wanted.name, service.id
      from (select distinct unnest(names)) wanted (name)
      left join lateral (
          select current.id
            from service current
           where lower(current.name) = lower(wanted.name)
             and (current.position is not null or exists (select from service_repository counted where counted.service_id = current.id))
          union all
          select counted.service_id
            from (select alias.repository_id
                    from repository_alias alias
                   where alias.name = lower(wanted.name)
                     and not exists (select from service current where lower(current.name) = lower(wanted.name)
                                        and (current.position is not null
                                             or exists (select from service_repository counted where counted.service_id = current.id)))
                   order by alias.named_at desc, alias.repository_id desc
                   limit 1) called
            join service_repository counted on counted.repository_id = called.repository_id) service on true;
end $$;
comment on function service_named(text[]) is
    'Services by name, without case: the one called so now, else those that the repository counts for which was called so last. A name that nobody ever had comes with a null service_id.';

create function service_ids(services text[]) returns bigint[]
    language sql stable parallel safe
as $$
    select case when services is null
                then array(select id from service)
                else array(select distinct service_id from service_named(services) where service_id is not null) end
$$;
comment on function service_ids(text[]) is 'The services of these names (see service_named); null means all.';

create function first_eligible_at(service_ids bigint[], environment text) returns timestamptz
    language sql stable parallel safe
as $$
    select min(earliest.at)
      from unnest(service_ids) service (id)
     cross join lateral (
          select fact.at
            from deployment_fact fact
           where fact.service_id = service.id
             and is_in_environment(first_eligible_at.environment, fact.environment, fact.merged_environments)
           order by fact.at
           limit 1) earliest
$$;
comment on function first_eligible_at(bigint[], text) is 'When the first eligible deployment of the scope succeeded. Null when there is none.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- the metrics, each over any number of buckets in one pass: bucket i is [edges[i], edges[i + 1])
-- `by_service`: each service separately in the same pass. The buckets run on: with n of them, those of the k-th service are (k - 1) * n + 1 to k * n.
-- Every function gives all of them in order, so that their rows line up
-- `rows`: if it had to guess a thousand of each, the planner multiplies them, and a PostgreSQL with JIT compiles for seconds what runs in milliseconds
-- `plan_cache_mode`: each has one plan for every scope and window, and looking for a better one at each call would take as long as running it

create function slot_of(by_service boolean, place bigint, buckets integer, bucket integer) returns integer
    language sql immutable parallel safe
return case when by_service then (place - 1)::integer * buckets else 0 end + bucket;
comment on function slot_of(boolean, bigint, integer, integer) is
    'Where a bucket of the service at a place stands among the buckets of all; the bucket itself unless each service is counted for itself.';

create function deployment_frequency_by(service_ids bigint[], environment text, edges timestamptz[], timezone text,
                                        by_service boolean default false)
    returns table (bucket integer, value double precision, reason text, count bigint, deploy_days bigint, median_interval_seconds double precision)
    language plpgsql stable parallel safe rows 60
    set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    buckets constant integer := cardinality(edges) - 1;
    slots constant integer := buckets * case when by_service then cardinality(service_ids) else 1 end;
begin
    return query
    with deployed as (
        select slot_of(by_service, scope.place, buckets, width_bucket(fact.at, edges)) as bucket,
               (fact.at at time zone timezone)::date as day,
               extract(epoch from fact.at - lag(fact.at) over (
                   partition by slot_of(by_service, scope.place, buckets, width_bucket(fact.at, edges)) order by fact.at, fact.external_id))::double precision as gap
          from unnest(service_ids) with ordinality scope (id, place)
          join deployment_fact fact on fact.service_id = scope.id
         where is_in_environment(deployment_frequency_by.environment, fact.environment, fact.merged_environments)
           and coalesce(fact.in_frequency, fact.counts)
           and fact.at >= edges[1] and fact.at < edges[buckets + 1]),
    counted as (
        select deployed.bucket,
               count(*) as count,
               count(distinct deployed.day) as deploy_days,
               percentile_cont(0.5) within group (order by deployed.gap) as median_interval_seconds
          from deployed
         group by deployed.bucket),
    cut as (
        select edge.number::integer as number,
               edge.at as starts_at,
               lead(edge.at) over (order by edge.number) as ends_at,
               lead(position.days) over (order by edge.number) - position.days as days
          from unnest(edges) with ordinality edge (at, number)
         cross join day_position(edge.at, timezone) position),
    started as (
        select scope.place, first_eligible_at(case when by_service then array[scope.id] else service_ids end, environment) as at
          from unnest(service_ids) with ordinality scope (id, place)
         where by_service or scope.place = 1)
    select slot.number,
           case when started.at < cut.ends_at then coalesce(counted.count, 0) / cut.days end,
           case when started.at < cut.ends_at then null else 'no_deployments' end,
           coalesce(counted.count, 0),
           coalesce(counted.deploy_days, 0),
           counted.median_interval_seconds
      from generate_series(1, slots) slot (number)
      join cut on cut.number = (slot.number - 1) % buckets + 1
      left join started on started.place = (slot.number - 1) / buckets + 1
      left join counted on counted.bucket = slot.number
     order by slot.number;
end $$;
comment on function deployment_frequency_by(bigint[], text, timestamptz[], text, boolean) is
    'deployment_frequency of every bucket, deployments by their success. An empty one: 0, or null with reason no_deployments.';

-- both in plpgsql, because PostgreSQL would inline an SQL function into the query, and read all columns of each row where no profile needs them
create function is_again_unknown(fact deployment_fact) returns boolean
    language plpgsql immutable parallel safe
as $$
begin
    return fact.lead_again_seconds is null and fact.lead_seconds <> '{}';
end $$;
comment on function is_again_unknown(deployment_fact) is
    'Whether a deployment gives lead times, but none by a profile that counts what it delivers again, for that is not known.';

create function lead_seconds_with_again(fact deployment_fact) returns integer[]
    language plpgsql immutable parallel safe
as $$
begin
    return case when fact.lead_again_seconds is not null then fact.lead_seconds || fact.lead_again_seconds end;
end $$;
comment on function lead_seconds_with_again(deployment_fact) is
    'Lead times in seconds of the commits that a deployment delivers, those that it delivers again included. Null when they are not known.';

create function lead_seconds_of(fact deployment_fact, basis text) returns integer[]
    language sql immutable parallel safe
as $$
    select case basis when 'commit' then fact.lead_seconds when 'change' then fact.lead_change_seconds else fact.lead_merge_seconds end
$$;
comment on function lead_seconds_of(deployment_fact, text) is 'The lead times in seconds that a deployment gives by a basis: commit, change or merge.';

create function lead_samples_of(fact deployment_fact, basis text, profile text) returns integer[]
    language sql immutable parallel safe
as $$
    -- what is delivered again is known by the commit
    select case profile when 'datadog' then case basis when 'commit' then lead_seconds_with_again(fact) end
                        when 'fourkeys' then positive_of(lead_seconds_of(fact, basis))
                        else lead_seconds_of(fact, basis) end
$$;
comment on function lead_samples_of(deployment_fact, text, text) is
    'The samples of change_lead_time that a deployment gives by a basis and by the rules of a profile, seconds. Null for none, and for what is not stored.';

create function change_lead_time_by(service_ids bigint[], environment text, edges timestamptz[], basis text, profile text default 'dora',
                                    by_service boolean default false)
    returns table (bucket integer, value double precision, reason text, n bigint, p50 double precision, p75 double precision, p90 double precision,
                   mean double precision, ci_low double precision, ci_high double precision)
    language plpgsql stable parallel safe rows 60
    set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    buckets constant integer := cardinality(edges) - 1;
    slots constant integer := buckets * case when by_service then cardinality(service_ids) else 1 end;
begin
    if basis is null or basis not in ('commit', 'change', 'merge') then
        raise exception 'basis % is none of commit, change, merge', basis using errcode = 'invalid_parameter_value';
    end if;
    if profile = 'datadog' and basis <> 'commit' then
        -- what is delivered again is known by the commit
        return query select number, null::double precision, 'not_stored', 0::bigint, null::double precision, null::double precision,
                            null::double precision, null::double precision, null::double precision, null::double precision
                       from generate_series(1, slots) number;
        return;
    end if;
    return query
    with counted as (
        select slot_of(by_service, scope.place, buckets, width_bucket(fact.at, edges)) as bucket,
               bool_or(fact.has_baseline) as has_baseline,
               bool_or(profile = 'datadog' and is_again_unknown(fact)) as is_again_unknown
          from unnest(service_ids) with ordinality scope (id, place)
          join deployment_fact fact on fact.service_id = scope.id
         where is_in_environment(change_lead_time_by.environment, fact.environment, fact.merged_environments)
           and fact.counts
           and fact.at >= edges[1] and fact.at < edges[buckets + 1]
         group by 1),
    sampled as (
        select sample.bucket,
               array_agg(sample.seconds order by sample.seconds) as sorted,
               sum(sample.seconds)::double precision / count(*) as mean
          from (select deployed.bucket, unnest(deployed.samples) as seconds
                  from (select slot_of(by_service, scope.place, buckets, width_bucket(fact.at, edges)) as bucket,
                               lead_samples_of(fact, basis, profile) as samples
                          from unnest(service_ids) with ordinality scope (id, place)
                          join deployment_fact fact on fact.service_id = scope.id
                         where is_in_environment(change_lead_time_by.environment, fact.environment, fact.merged_environments)
                           and fact.counts
                           and fact.at >= edges[1] and fact.at < edges[buckets + 1]
                         order by 1) deployed) sample
         group by sample.bucket)
    select number,
           durations.p50,
           case when sampled.bucket is not null then null
                when counted.is_again_unknown then 'not_stored'
                when counted.has_baseline then 'insufficient_data'
                when counted.bucket is not null then 'no_baseline'
                else 'no_deployments' end,
           durations.n,
           durations.p50,
           durations.p75,
           durations.p90,
           sampled.mean,
           durations.ci_low,
           durations.ci_high
      from generate_series(1, slots) number
      left join counted on counted.bucket = number
      left join sampled on sampled.bucket = number
     cross join durations_of(sampled.sorted) durations
     order by number;
end $$;
comment on function change_lead_time_by(bigint[], text, timestamptz[], text, text, boolean) is
    'change_lead_time of every bucket, samples by the success of the deployment that delivered them. An empty one: null with a reason. Profile fourkeys: without samples of 0; datadog: with the commits that a deployment delivers again, without deployments of which they are not known; basis commit only, else null with reason not_stored.';
do $$
begin
    -- deployments are sorted by bucket while they are one row each, then each bucket's samples alone: to sort all samples by both takes twice as long.
    -- PostgreSQL 15 does so by itself and does not know the setting
    if current_setting('enable_presorted_aggregate', true) is not null then
        alter function change_lead_time_by(bigint[], text, timestamptz[], text, text, boolean) set enable_presorted_aggregate = off;
    end if;
end $$;

create function change_lead_time_distribution_by(service_ids bigint[], environment text, edges timestamptz[], basis text, profile text default 'dora')
    returns table (at_least integer, below integer, label text, n bigint)
    language plpgsql stable parallel safe rows 10
    set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    seconds constant integer[] := array[0, 600, 3600, 14400, 86400, 259200, 604800, 1209600, 2592000, 7776000];
    labels constant text[] := array['under 10 min', '10 min to 1 h', '1 to 4 h', '4 to 24 h', '1 to 3 d', '3 to 7 d', '1 to 2 weeks',
                                    '2 weeks to 30 d', '30 to 90 d', '90 d or more'];
begin
    if basis is null or basis not in ('commit', 'change', 'merge') then
        raise exception 'basis % is none of commit, change, merge', basis using errcode = 'invalid_parameter_value';
    end if;
    return query
    with sampled as (
        select width_bucket(sample.lead, seconds) as place, count(*) as n
          from unnest(service_ids) scope (id)
          join deployment_fact fact on fact.service_id = scope.id
         cross join lateral unnest(lead_samples_of(fact, basis, profile)) sample (lead)
         where is_in_environment(change_lead_time_distribution_by.environment, fact.environment, fact.merged_environments)
           and fact.counts
           and fact.at >= edges[1] and fact.at < edges[cardinality(edges)]
         group by 1)
    select seconds[place], seconds[place + 1], labels[place], coalesce(sampled.n, 0)
      from generate_series(1, cardinality(labels)) place
      left join sampled using (place)
     order by place;
end $$;
comment on function change_lead_time_distribution_by(bigint[], text, timestamptz[], text, text) is
    'How many of the samples that change_lead_time_by takes took how long, over all buckets together: one row a class, empty ones too. at_least, below: seconds; the last without below. label: the class in words.';

create function recovery_of(fact deployment_fact, profile text)
    returns table (began_at timestamptz, ended_at timestamptz, seconds integer)
    language sql stable parallel safe rows 1
as $$
    select case when profile in ('fourkeys', 'datadog') then fact.at else fact.failed_at end,
           case when profile = 'datadog' then fact.remedied_at else fact.restored_at end,
           case profile when 'datadog' then case when fact.remedied_at is not null
                                                 then least(extract(epoch from fact.remedied_at - fact.at), 2147483647)::integer end
                        when 'fourkeys' then case when fact.restored_at is not null
                                                  then least(greatest(extract(epoch from fact.restored_at - fact.at), 0), 2147483647)::integer end
                        else fact.recovery_seconds end
$$;
comment on function recovery_of(deployment_fact, text) is
    'When the failure of a deployment began and ended by the rules of a profile, and the whole seconds between. Null while it is open.';

create function failed_deployment_recovery_time_by(service_ids bigint[], environment text, edges timestamptz[], profile text default 'dora',
                                                  by_service boolean default false)
    returns table (bucket integer, value double precision, reason text, n bigint, p50 double precision, p75 double precision, p90 double precision,
                   ci_low double precision, ci_high double precision, open bigint, oldest_open_seconds double precision)
    language plpgsql stable parallel safe rows 60
    set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    buckets constant integer := cardinality(edges) - 1;
    slots constant integer := buckets * case when by_service then cardinality(service_ids) else 1 end;
begin
    return query
    with failed as (
        select slot_of(by_service, failure.place, buckets, width_bucket(failure.began_at, edges)) as bucket,
               array_agg(failure.seconds order by failure.seconds) filter (where failure.ended_at is not null) as sorted,
               count(*) filter (where failure.ended_at is null) as open,
               min(failure.began_at) filter (where failure.ended_at is null) as open_since
          from (select recovery.*, scope.place
                  from unnest(service_ids) with ordinality scope (id, place)
                  join deployment_fact fact on fact.service_id = scope.id
                 cross join lateral recovery_of(fact, profile) recovery
                 where is_in_environment(failed_deployment_recovery_time_by.environment, fact.environment, fact.merged_environments)
                   and fact.counts and fact.failed
                   -- the deployment is never after the start of its failure
                   and fact.failed_at >= edges[1]
                   and (profile in ('fourkeys', 'datadog') or fact.failed_at < edges[buckets + 1])) failure
         where failure.began_at >= edges[1] and failure.began_at < edges[buckets + 1]
         group by 1),
    deployed as (
        select distinct slot_of(by_service, scope.place, buckets, width_bucket(fact.at, edges)) as bucket
          from unnest(service_ids) with ordinality scope (id, place)
          join deployment_fact fact on fact.service_id = scope.id
         where is_in_environment(failed_deployment_recovery_time_by.environment, fact.environment, fact.merged_environments)
           and fact.counts
           and fact.at >= edges[1] and fact.at < edges[buckets + 1])
    select number,
           durations.p50,
           case when failed.sorted is not null then null
                when failed.bucket is not null then 'insufficient_data'
                when deployed.bucket is not null then 'no_failures'
                else 'no_deployments' end,
           durations.n,
           durations.p50,
           durations.p75,
           durations.p90,
           durations.ci_low,
           durations.ci_high,
           coalesce(failed.open, 0),
           case when failed.open > 0 then floor(greatest(extract(epoch from now() - failed.open_since), 0))::double precision end
      from generate_series(1, slots) number
      left join failed on failed.bucket = number
      left join deployed on deployed.bucket = number
     cross join durations_of(failed.sorted) durations
     order by number;
end $$;
comment on function failed_deployment_recovery_time_by(bigint[], text, timestamptz[], text, boolean) is
    'failed_deployment_recovery_time of every bucket, failures by their start. An empty one: null with a reason. Profiles fourkeys and datadog: from the deployment; datadog: to the deployment that remedied it.';

create function deployment_rate_by(service_ids bigint[], environment text, edges timestamptz[], verdict text, profile text default 'dora',
                                   by_service boolean default false)
    returns table (bucket integer, value double precision, reason text, numerator bigint, denominator bigint, ci_low double precision,
                   ci_high double precision)
    language plpgsql stable parallel safe rows 60
    set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    buckets constant integer := cardinality(edges) - 1;
    slots constant integer := buckets * case when by_service then cardinality(service_ids) else 1 end;
begin
    if verdict = 'failed' and profile = 'gitlab' then
        return query
        with counted as (
            select slot_of(by_service, scope.place, buckets, width_bucket(fact.at, edges)) as bucket, count(*) as denominator
              from unnest(service_ids) with ordinality scope (id, place)
              join deployment_fact fact on fact.service_id = scope.id
             where is_in_environment(deployment_rate_by.environment, fact.environment, fact.merged_environments)
               and fact.counts
               and fact.at >= edges[1] and fact.at < edges[buckets + 1]
             group by 1),
        happened as (
            select slot_of(by_service, scope.place, buckets, width_bucket(incident.opened_at, edges)) as bucket, count(*) as numerator
              from unnest(service_ids) with ordinality scope (id, place)
              join counted_incident incident on incident.service_id = scope.id
             where not exists (select from taken_out where taken_out.target = incident.id)
               and incident.opened_at >= edges[1] and incident.opened_at < edges[buckets + 1]
             group by 1)
        select number,
               coalesce(happened.numerator, 0) / counted.denominator::double precision,
               case when counted.bucket is null then 'no_deployments' end,
               coalesce(happened.numerator, 0),
               coalesce(counted.denominator, 0),
               -- no share of the deployments, so no interval of a share
               null::double precision,
               null::double precision
          from generate_series(1, slots) number
          left join counted on counted.bucket = number
          left join happened on happened.bucket = number
         order by number;
        return;
    end if;
    return query
    with counted as (
        select slot_of(by_service, scope.place, buckets, width_bucket(fact.at, edges)) as bucket,
               count(*) filter (where case verdict when 'failed' then fact.failed when 'rework' then fact.rework end) as numerator,
               count(*) as denominator
          from unnest(service_ids) with ordinality scope (id, place)
          join deployment_fact fact on fact.service_id = scope.id
         where is_in_environment(deployment_rate_by.environment, fact.environment, fact.merged_environments)
           and fact.counts
           and (verdict = 'rework' or fact.in_fail_rate)
           and fact.at >= edges[1] and fact.at < edges[buckets + 1]
         group by 1)
    select number,
           counted.numerator / counted.denominator::double precision,
           case when counted.bucket is null then 'no_deployments' end,
           coalesce(counted.numerator, 0),
           coalesce(counted.denominator, 0),
           ci[1],
           ci[2]
      from generate_series(1, slots) number
      left join counted on counted.bucket = number
     cross join rate_interval(counted.numerator, counted.denominator) ci
     order by number;
end $$;
comment on function deployment_rate_by(bigint[], text, timestamptz[], text, text, boolean) is
    'change_fail_rate (verdict failed) and deployment_rework_rate (verdict rework) of every bucket; an empty one: value null, reason no_deployments. Profile gitlab: change_fail_rate is incidents filed in the services over deployments, which may exceed 1, without interval.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- DORA's Quick Check: its questions answered from measurements. The mapping is ours, not DORA's

create function deployment_frequency_answer(service_ids bigint[], environment text, until timestamptz, timezone text) returns integer
    language sql stable parallel safe
as $$
    with span as (
        select (until at time zone timezone) - interval '6 months' as starts_at, until at time zone timezone as ends_at),
    deployed as (
        select fact.at at time zone timezone as at
          from deployment_fact fact
         where fact.service_id = any (service_ids)
           and is_in_environment(deployment_frequency_answer.environment, fact.environment, fact.merged_environments)
           and coalesce(fact.in_frequency, fact.counts)
           and fact.at >= (select starts_at from span) at time zone timezone and fact.at < until),
    weekly as (
        select percentile_cont(0.5) within group (order by counted.n) as median
          from (select week.starts_at, count(deployed.at) as n
                  from span
                 cross join generate_series(date_trunc('week', span.starts_at), span.ends_at, interval '1 week') week (starts_at)
                  left join deployed on deployed.at >= week.starts_at and deployed.at < week.starts_at + interval '1 week'
                 where week.starts_at >= span.starts_at and week.starts_at + interval '1 week' <= span.ends_at
                 group by week.starts_at) counted),
    monthly as (
        select percentile_cont(0.5) within group (order by counted.n) as median
          from (select month.starts_at, count(deployed.at) as n
                  from span
                 cross join generate_series(date_trunc('month', span.starts_at), span.ends_at, interval '1 month') month (starts_at)
                  left join deployed on deployed.at >= month.starts_at and deployed.at < month.starts_at + interval '1 month'
                 where month.starts_at >= span.starts_at and month.starts_at + interval '1 month' <= span.ends_at
                 group by month.starts_at) counted)
    select case when first_eligible_at(service_ids, environment) >= until or first_eligible_at(service_ids, environment) is null then null
                when weekly.median >= 10 then 6
                when weekly.median >= 5 then 5
                when weekly.median >= 1 then 4
                when monthly.median >= 1 then 3
                when exists (select from deployed) then 2
                else 1 end
      from weekly cross join monthly
$$;
comment on function deployment_frequency_answer(bigint[], text, timestamptz, text) is
    'Which of DORA''s six answers to "how often?" the six months before an instant give, 1 to 6, by the median of complete ISO weeks and months. Null when nothing was ever deployed before.';

create function duration_answer(seconds double precision) returns integer
    language sql immutable strict parallel safe
return case when seconds < 3600 then 6 when seconds < 86400 then 5 when seconds < 7 * 86400 then 4 when seconds < 30 * 86400 then 3
            when seconds < 182 * 86400 then 2 else 1 end;
comment on function duration_answer(double precision) is
    'Which of DORA''s six answers to "how long?" a time is, 1 to 6: less than an hour 6, a day 5, a week 4, a month (30 days) 3, six months (182 days) 2, more 1.';

create function quick_check_score(lead_time integer, frequency integer, recovery integer, fail_rate double precision, rework_rate double precision)
    returns table (change_lead_time double precision, deployment_frequency double precision, failed_deployment_recovery_time double precision,
                   change_fail_rate double precision, deployment_rework_rate double precision, overall double precision,
                   throughput double precision, stability double precision)
    language sql immutable parallel safe rows 1
as $$
    select scored.*, (scored.l + scored.f + scored.r + scored.c + scored.w) / 5, (scored.l + scored.f + scored.r) / 3, (scored.c + scored.w) / 2
      from (select 2.0::double precision * (lead_time - 1) as l, 2.0::double precision * (frequency - 1) as f,
                   2.0::double precision * (recovery - 1) as r, 10 * (1 - fail_rate) as c, 10 * (1 - rework_rate) as w) scored
$$;
comment on function quick_check_score(integer, integer, integer, double precision, double precision) is
    'Scores of DORA''s Quick Check, 0 to 10 each: an answer a of 1 to 6 scores 2 (a - 1), a rate r of 0 to 1 scores 10 (1 - r). overall, throughput (lead time, frequency, recovery) and stability (the rates) are means; null when a part is.';

create function five_metrics_by(service_ids bigint[], environment text, edges timestamptz[], timezone text, basis text, profile text default 'dora',
                                by_service boolean default false)
    returns table (service_id bigint, bucket integer, bucket_from timestamptz, bucket_until timestamptz, provisional boolean,
                   df_value double precision, df_reason text, df_count bigint, df_deploy_days bigint, df_median_interval_seconds double precision,
                   clt_value double precision, clt_reason text, clt_n bigint, clt_p50 double precision, clt_p75 double precision,
                   clt_p90 double precision, clt_mean double precision, clt_ci_low double precision, clt_ci_high double precision,
                   cfr_value double precision, cfr_reason text, cfr_numerator bigint, cfr_denominator bigint, cfr_ci_low double precision,
                   cfr_ci_high double precision,
                   fdrt_value double precision, fdrt_reason text, fdrt_n bigint, fdrt_p50 double precision, fdrt_p75 double precision,
                   fdrt_p90 double precision, fdrt_ci_low double precision, fdrt_ci_high double precision, fdrt_open bigint,
                   fdrt_oldest_open_seconds double precision,
                   drr_value double precision, drr_reason text, drr_numerator bigint, drr_denominator bigint, drr_ci_low double precision,
                   drr_ci_high double precision)
    language plpgsql stable parallel safe rows 60
    set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
    buckets constant integer := cardinality(edges) - 1;
begin
    if edges is null then
        return;
    end if;
    return query
    select scope.id, cut.bucket, edges[cut.bucket], edges[cut.bucket + 1],
           is_provisional(edges[cut.bucket + 1], scope.longest),
           m.df_value, m.df_reason, m.df_count, m.df_deploy_days, m.df_median_interval_seconds,
           m.clt_value, m.clt_reason, m.clt_n, m.clt_p50, m.clt_p75, m.clt_p90, m.clt_mean, m.clt_ci_low, m.clt_ci_high,
           m.cfr_value, m.cfr_reason, m.cfr_numerator, m.cfr_denominator, m.cfr_ci_low, m.cfr_ci_high,
           m.fdrt_value, m.fdrt_reason, m.fdrt_n, m.fdrt_p50, m.fdrt_p75, m.fdrt_p90, m.fdrt_ci_low, m.fdrt_ci_high, m.fdrt_open,
           m.fdrt_oldest_open_seconds,
           m.drr_value, m.drr_reason, m.drr_numerator, m.drr_denominator, m.drr_ci_low, m.drr_ci_high
      from rows from (
               deployment_frequency_by(service_ids, environment, edges, timezone, by_service),
               change_lead_time_by(service_ids, environment, edges, basis, profile, by_service),
               deployment_rate_by(service_ids, environment, edges, 'failed', profile, by_service),
               failed_deployment_recovery_time_by(service_ids, environment, edges, profile, by_service),
               deployment_rate_by(service_ids, environment, edges, 'rework', profile, by_service))
           m (slot, df_value, df_reason, df_count, df_deploy_days, df_median_interval_seconds,
              clt_slot, clt_value, clt_reason, clt_n, clt_p50, clt_p75, clt_p90, clt_mean, clt_ci_low, clt_ci_high,
              cfr_slot, cfr_value, cfr_reason, cfr_numerator, cfr_denominator, cfr_ci_low, cfr_ci_high,
              fdrt_slot, fdrt_value, fdrt_reason, fdrt_n, fdrt_p50, fdrt_p75, fdrt_p90, fdrt_ci_low, fdrt_ci_high, fdrt_open,
              fdrt_oldest_open_seconds,
              drr_slot, drr_value, drr_reason, drr_numerator, drr_denominator, drr_ci_low, drr_ci_high)
     cross join lateral (select (m.slot - 1) / buckets + 1 as place, (m.slot - 1) % buckets + 1 as bucket) cut
      join (select case when by_service then each.id end as id, each.place,
                   attribution_window(case when by_service then array[each.id] else service_ids end) as longest
              from unnest(case when by_service then service_ids else array[null::bigint] end) with ordinality each (id, place)
            offset 0) scope on scope.place = cut.place
     order by m.slot;
end $$;
comment on function five_metrics_by(bigint[], text, timestamptz[], text, text, text, boolean) is
    'All five metrics of every bucket, one row a bucket: df_ deployment frequency, clt_ change lead time, cfr_ change fail rate, fdrt_ failed deployment recovery time, drr_ deployment rework rate. provisional: see is_provisional. by_service: the buckets of each of the services, in their order; else those of all together, with a null service_id.';

create function deployment_coverage_by(service_ids bigint[], environment text, "from" timestamptz, until timestamptz)
    returns table (deployments bigint, linked bigint, with_baseline bigint,
                   commits bigint, by_graph bigint, by_push bigint, by_head bigint,
                   samples bigint, from_pr_commits bigint, from_branch_push bigint, from_trailer bigint, from_pr_opened bigint, from_commit bigint, from_committed bigint)
    language plpgsql stable parallel safe rows 1
    set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
    return query
    select count(*) as deployments,
           count(*) filter (where not fact.flags && array['ambiguous', 'unlinked']) as linked,
           count(*) filter (where fact.has_baseline) as with_baseline,
           coalesce(sum(fact.commits), 0) as commits,
           coalesce(sum(fact.commits) filter (where fact.linked_by = 'graph'), 0) as by_graph,
           coalesce(sum(fact.commits) filter (where fact.linked_by = 'push'), 0) as by_push,
           coalesce(sum(fact.commits) filter (where fact.linked_by = 'head'), 0) as by_head,
           coalesce(sum(cardinality(fact.lead_seconds)), 0) as samples,
           coalesce(sum(fact.lead_starts[1]), 0) as from_pr_commits,
           coalesce(sum(fact.lead_starts[2]), 0) as from_branch_push,
           coalesce(sum(fact.lead_starts[3]), 0) as from_trailer,
           coalesce(sum(fact.lead_starts[4]), 0) as from_pr_opened,
           coalesce(sum(fact.lead_starts[5]), 0) as from_commit,
           coalesce(sum(fact.lead_starts[6]), 0) as from_committed
      from deployment_fact fact
     where fact.service_id = any (service_ids)
       and is_in_environment(deployment_coverage_by.environment, fact.environment, fact.merged_environments)
       and fact.counts
       and fact.at >= "from" and fact.at < until;
end $$;
comment on function deployment_coverage_by(bigint[], text, timestamptz, timestamptz) is
    'How much the numbers of deployments rest on, as counts: deployments (redeploys left out), linked exactly, with a baseline; the commits they were the first to deliver, by link; sampled commits, by where their start was read.';

create function incident_coverage_by(service_ids bigint[], "from" timestamptz, until timestamptz)
    returns table (incidents bigint, incidents_linked bigint, confidence_explicit bigint, confidence_declared bigint, confidence_heuristic bigint)
    language plpgsql stable parallel safe rows 1
    set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
    return query
    select count(*) as incidents,
           count(strongest.confidence) as incidents_linked,
           count(*) filter (where strongest.confidence = 'explicit') as confidence_explicit,
           count(*) filter (where strongest.confidence = 'declared') as confidence_declared,
           count(*) filter (where strongest.confidence = 'heuristic') as confidence_heuristic
      from counted_incident incident
      left join lateral (
          select evidence.confidence
            from evidence
           where evidence.incident_id = incident.id
           order by array_position(array['explicit', 'declared', 'inferred', 'heuristic'], evidence.confidence)
           limit 1) strongest on true
     where not exists (select from taken_out where taken_out.target = incident.id)
       and incident.opened_at >= "from" and incident.opened_at < until
       and (incident.service_id = any (service_ids)
            or incident.service_id is null
               and incident.repository_id in (select shared.repository_id from service_repository shared where shared.service_id = any (service_ids))
            or incident.id in (select evidence.incident_id from evidence where evidence.service_id = any (service_ids)));
end $$;
comment on function incident_coverage_by(bigint[], timestamptz, timestamptz) is
    'Incidents opened in the window that were filed in the services or are linked to a deployment of theirs (of any environment), and those linked at all, by the strongest confidence of their links, as counts.';

create function metric_coverage_by(service_ids bigint[], environment text, "from" timestamptz, until timestamptz)
    returns table (deployments bigint, linked bigint, with_baseline bigint,
                   commits bigint, by_graph bigint, by_push bigint, by_head bigint,
                   samples bigint, from_pr_commits bigint, from_branch_push bigint, from_trailer bigint, from_pr_opened bigint, from_commit bigint, from_committed bigint,
                   incidents bigint, incidents_linked bigint, confidence_explicit bigint, confidence_declared bigint,
                   confidence_heuristic bigint)
    language sql stable parallel safe rows 1
as $$
    select deployed.*, happened.*
      from deployment_coverage_by(service_ids, environment, "from", until) deployed
     cross join incident_coverage_by(service_ids, "from", until) happened
$$;
comment on function metric_coverage_by(bigint[], text, timestamptz, timestamptz) is
    'How much of what happened the numbers rest on: deployment_coverage_by beside incident_coverage_by.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- what anyone may call

create function deployment_frequency(services text[], environment text, "from" timestamptz, until timestamptz, timezone text default 'UTC')
    returns table (value double precision, reason text, count bigint, deploy_days bigint, median_interval_seconds double precision)
    language sql stable parallel safe rows 1 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select value, reason, count, deploy_days, median_interval_seconds
      from deployment_frequency_by(service_ids(services), environment, metric_window("from", until), timezone)
$$;
comment on function deployment_frequency(text[], text, timestamptz, timestamptz, text) is
    'How often is deployed to production, [from, until). value: deployments per day, redeploys left out, rollbacks counted, days by the calendar of timezone; 0 in an empty window when the scope had an eligible deployment before its end, else null with reason no_deployments. count: deployments. deploy_days: local days with at least one. median_interval_seconds: between consecutive ones in the window, seconds; null below two. services: names, null means all; environment: a name, null means every one of the production tier.';

create function change_lead_time(services text[], environment text, "from" timestamptz, until timestamptz, basis text default 'commit')
    returns table (value double precision, reason text, n bigint, p50 double precision, p75 double precision, p90 double precision,
                   mean double precision, ci_low double precision, ci_high double precision)
    language sql stable parallel safe rows 1 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select value, reason, n, p50, p75, p90, mean, ci_low, ci_high
      from change_lead_time_by(service_ids(services), environment, metric_window("from", until), basis)
$$;
comment on function change_lead_time(text[], text, timestamptz, timestamptz, text) is
    'Time from a commit (basis commit), from the first commit of a change (change) or from its merge (merge) to the first deployment that delivered it, of the deployments in [from, until). value: the median, seconds. n: samples. p50, p75, p90 (linear interpolation), mean: seconds. ci_low, ci_high: 95 % interval of the median by order statistics, seconds; null below n = 6. No sample: null with reason no_deployments when nothing was deployed in the window (redeploys left out), no_baseline when none of its deployments has an earlier one to compare with, else insufficient_data.';

create function change_fail_rate(services text[], environment text, "from" timestamptz, until timestamptz)
    returns table (value double precision, reason text, numerator bigint, denominator bigint, ci_low double precision, ci_high double precision)
    language sql stable parallel safe rows 1 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select value, reason, numerator, denominator, ci_low, ci_high
      from deployment_rate_by(service_ids(services), environment, metric_window("from", until), 'failed')
$$;
comment on function change_fail_rate(text[], text, timestamptz, timestamptz) is
    'Share of the deployments in [from, until) that failed. value: numerator / denominator, ratio 0..1. numerator: deployments with evidence of failure, however many incidents each had. denominator: deployments, redeploys left out. ci_low, ci_high: 95 % Wilson interval, ratios. No deployment: null with reason no_deployments.';

create function failed_deployment_recovery_time(services text[], environment text, "from" timestamptz, until timestamptz)
    returns table (value double precision, reason text, n bigint, p50 double precision, p75 double precision, p90 double precision,
                   ci_low double precision, ci_high double precision, open bigint, oldest_open_seconds double precision)
    language sql stable parallel safe rows 1 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select value, reason, n, p50, p75, p90, ci_low, ci_high, open, oldest_open_seconds
      from failed_deployment_recovery_time_by(service_ids(services), environment, metric_window("from", until))
$$;
comment on function failed_deployment_recovery_time(text[], text, timestamptz, timestamptz) is
    'Time from the start of a failure to its end, one per failed deployment whose failure began in [from, until). value: the median, seconds. n: those restored. p50, p75, p90 (linear interpolation): seconds. ci_low, ci_high: 95 % interval of the median by order statistics, seconds; null below n = 6. open: failures not restored as of now, in none of the percentiles. oldest_open_seconds: age of the oldest of them as of now, whole seconds; null when none is open. No restored failure: null with reason insufficient_data when all that began are open, no_failures when none began though there were deployments in the window, else no_deployments.';

create function deployment_rework_rate(services text[], environment text, "from" timestamptz, until timestamptz)
    returns table (value double precision, reason text, numerator bigint, denominator bigint, ci_low double precision, ci_high double precision)
    language sql stable parallel safe rows 1 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
    select value, reason, numerator, denominator, ci_low, ci_high
      from deployment_rate_by(service_ids(services), environment, metric_window("from", until), 'rework')
$$;
comment on function deployment_rework_rate(text[], text, timestamptz, timestamptz) is
    'Share of the deployments in [from, until) that were unplanned remediation: rollbacks, reverts, hotfixes, fixes of an incident. value: numerator / denominator, ratio 0..1. denominator: deployments, redeploys left out. ci_low, ci_high: 95 % Wilson interval, ratios. No deployment: null with reason no_deployments.';

create function metric_series(metric text, services text[], environment text, "from" timestamptz, until timestamptz, bucket text, timezone text default 'UTC',
                              basis text default 'commit')
    returns table (bucket_from timestamptz, bucket_until timestamptz, value double precision, reason text, n bigint, numerator bigint, denominator bigint,
                   low double precision, high double precision, p50 double precision, p75 double precision, p90 double precision, provisional boolean)
    language plpgsql stable parallel safe rows 60 security definer set search_path = "${flyway:defaultSchema}", pg_temp
as $$
#variable_conflict use_column
declare
    ids constant bigint[] := service_ids(services);
    edges constant timestamptz[] := bucket_edges("from", until, metric_series.bucket, timezone);
    longest constant interval := attribution_window(ids);
begin
    if edges is null then
        raise exception 'from, until, bucket and timezone must not be null' using errcode = 'null_value_not_allowed';
    elsif metric is null or metric not in ('deployment_frequency', 'change_lead_time', 'change_fail_rate', 'failed_deployment_recovery_time',
                                           'deployment_rework_rate') then
        raise exception 'metric % is none of the five', metric using errcode = 'invalid_parameter_value';
    end if;
    return query
    select edges[m.bucket], edges[m.bucket + 1], m.value, m.reason, m.n, m.numerator, m.denominator, m.low, m.high, m.p50, m.p75, m.p90,
           is_provisional(edges[m.bucket + 1], longest)
      from (select bucket, value, reason, count as n, null::bigint as numerator, null::bigint as denominator,
                   null::double precision as low, null::double precision as high,
                   null::double precision as p50, null::double precision as p75, null::double precision as p90
              from deployment_frequency_by(ids, environment, edges, timezone)
             where metric_series.metric = 'deployment_frequency'
             union all
            select bucket, value, reason, n, null, null, ci_low, ci_high, p50, p75, p90
              from change_lead_time_by(ids, environment, edges, basis)
             where metric_series.metric = 'change_lead_time'
             union all
            select bucket, value, reason, denominator, numerator, denominator, ci_low, ci_high, null, null, null
              from deployment_rate_by(ids, environment, edges, 'failed')
             where metric_series.metric = 'change_fail_rate'
             union all
            select bucket, value, reason, n, null, null, ci_low, ci_high, p50, p75, p90
              from failed_deployment_recovery_time_by(ids, environment, edges)
             where metric_series.metric = 'failed_deployment_recovery_time'
             union all
            select bucket, value, reason, denominator, numerator, denominator, ci_low, ci_high, null, null, null
              from deployment_rate_by(ids, environment, edges, 'rework')
             where metric_series.metric = 'deployment_rework_rate') m
     order by m.bucket;
end $$;
comment on function metric_series(text, text[], text, timestamptz, timestamptz, text, text, text) is
    'One of the five metrics for each day, ISO week, month or quarter (bucket) of a zone in [from, until), empty ones too, clipped to the window, at most 2,000. value, reason, p50, p75, p90 and their units as in the function of that name. n: what the value rests on, a count. numerator, denominator: of rates, else null. low, high: 95 % interval of the value; null for deployment_frequency and below n = 6 for medians. provisional: deployments of the bucket may still turn out to have failed.';

create function five_values(named text, "from" timestamptz, until timestamptz) returns jsonb
    language plpgsql stable
as $$
#variable_conflict use_variable
begin
    -- each by the function that everybody calls: the formulas stand there
    return jsonb_build_object(
        'deployment_frequency', (select value from deployment_frequency(array[named], null, "from", until)),
        'change_lead_time', (select value from change_lead_time(array[named], null, "from", until)),
        'change_fail_rate', (select value from change_fail_rate(array[named], null, "from", until)),
        'failed_deployment_recovery_time', (select value from failed_deployment_recovery_time(array[named], null, "from", until)),
        'deployment_rework_rate', (select value from deployment_rework_rate(array[named], null, "from", until)));
end $$;
comment on function five_values(text, timestamptz, timestamptz) is 'The values of the five metrics of a service over a window, by name.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- what anyone may read

create view metric_service as
select service.name as service,
       service.team,
       count(fact.deployment_id) as deployments,
       min(fact.at) as first_deployment_at,
       max(fact.at) as last_deployment_at
  from service
  left join deployment_fact fact on fact.service_id = service.id
 group by service.id, service.name, service.team;
comment on view metric_service is 'Every service with its eligible production deployments.';
comment on column metric_service.service is 'Its name, as the metric functions take it.';
comment on column metric_service.team is 'The team that owns it; null when none is named.';
comment on column metric_service.deployments is 'Eligible deployments to production, redeploys included, a count.';
comment on column metric_service.first_deployment_at is 'Success of the first. UTC; null when there is none.';
comment on column metric_service.last_deployment_at is 'Success of the latest. UTC; null when there is none.';

create view metric_environment as
select service.name as service, fact.environment, count(*) as deployments
  from deployment_fact fact
  join service on service.id = fact.service_id
 group by service.id, service.name, fact.environment;
comment on view metric_environment is 'The production environments that a service was deployed to.';
comment on column metric_environment.service is 'Name of the service.';
comment on column metric_environment.environment is 'Name of the environment, as the metric functions take it.';
comment on column metric_environment.deployments is 'Eligible deployments to it, redeploys included, a count.';

create view metric_deployment as
select fact.deployment_id as id, service.name as service, fact.environment, fact.at, fact.kind, fact.counts, fact.sha, deployment.ref, fact.external_id,
       fact.commits, fact.linked_by, fact.flags, fact.failed, fact.rework, fact.failed_at, fact.restored_at, fact.recovery_seconds,
       array(select evidence.rule from evidence
              where evidence.service_id = fact.service_id and evidence.deployment_id = fact.deployment_id
              group by evidence.rule order by evidence.rule) as evidence,
       deployment.url
  from deployment_fact fact
  join service on service.id = fact.service_id
  join deployment on deployment.id = fact.deployment_id;
comment on view metric_deployment is 'Every eligible deployment to production with its verdicts.';
comment on column metric_deployment.id is 'Its id in the API.';
comment on column metric_deployment.service is 'Name of the service.';
comment on column metric_deployment.environment is 'Name of the environment.';
comment on column metric_deployment.at is 'Its first success. UTC.';
comment on column metric_deployment.kind is 'initial, redeploy, rollback or forward.';
comment on column metric_deployment.counts is 'Whether it counts: it is not a redeploy.';
comment on column metric_deployment.sha is 'Commit that was deployed.';
comment on column metric_deployment.ref is 'What was requested to be deployed, e.g. a branch or a tag.';
comment on column metric_deployment.external_id is 'The source''s own id for it.';
comment on column metric_deployment.commits is 'Number of commits that it delivered first, merges included.';
comment on column metric_deployment.linked_by is 'How its commits are known: graph, push or head.';
comment on column metric_deployment.flags is 'ambiguous, unlinked, redelivered, non_fast_forward, negative_clamped.';
comment on column metric_deployment.failed is 'Whether there is evidence that it failed.';
comment on column metric_deployment.rework is 'Whether it was unplanned remediation.';
comment on column metric_deployment.failed_at is 'When its failure began. UTC; null unless it failed.';
comment on column metric_deployment.restored_at is 'When it ended. UTC; null while it has not, or unless it failed.';
comment on column metric_deployment.recovery_seconds is 'From failed_at to restored_at, seconds; null while open, or unless it failed.';
comment on column metric_deployment.evidence is 'The rules by which it is considered failed; empty unless it failed.';
comment on column metric_deployment.url is 'Its page at the source.';

create view metric_incident as
select incident.id, service.name as service, incident.number, incident.title, incident.opened_at, incident.resolved_at,
       link.deployment_id as deployment, link.service as deployment_service, link.environment,
       coalesce(link.rule,
                case when exists (select from incident_cause where incident_cause.incident_id = incident.id) then 'unresolved' end) as linked_by,
       incident.url
  from counted_incident incident
  left join service on service.id = incident.service_id
  left join lateral (
      select evidence.deployment_id, evidence.rule, fact.environment, owner.name as service
        from evidence
        join deployment_fact fact on fact.deployment_id = evidence.deployment_id
        join service owner on owner.id = fact.service_id
       where evidence.incident_id = incident.id
       order by fact.at, fact.external_id
       limit 1) link on true;
comment on view metric_incident is 'Every incident with the first deployment that it is linked to.';
comment on column metric_incident.id is 'Its id in the API.';
comment on column metric_incident.service is 'Service that it was filed in; null when several share its repository and its labels do not decide, or when no service takes what it is about.';
comment on column metric_incident.number is 'Its number in the repository.';
comment on column metric_incident.title is 'Its title.';
comment on column metric_incident.opened_at is 'When it began. UTC.';
comment on column metric_incident.resolved_at is 'When it was resolved. UTC; null while it is open.';
comment on column metric_incident.deployment is 'Id of the first deployment that it is linked to; null when there is none.';
comment on column metric_incident.deployment_service is 'Service of that deployment.';
comment on column metric_incident.environment is 'Environment of that deployment.';
comment on column metric_incident.linked_by is 'explicit, declared, window, or unresolved when it declares a cause that cannot be found; null when it is not linked.';
comment on column metric_incident.url is 'Its page at the source.';

------------------------------------------------------------------------------------------------------------------------------------------------------
-- who may: throughline_reader, for Grafana and the like. Sees the views and calls the functions; never a delivery, never a table

do $$
declare
    reader constant text := 'throughline_reader';
    asked regprocedure;
    seen text;
begin
    begin
        -- a role belongs to the whole server: another database of it may have made it, or be making it now
        if not exists (select from pg_roles where rolname = reader) then
            execute format('create role %I nologin', reader);
        end if;
    exception
        when insufficient_privilege then
            raise notice 'may not create the role %: nobody but the owner can ask for numbers until it exists and this migration runs again', reader;
        when duplicate_object or unique_violation then null;
    end;
    for asked in
        select oid::regprocedure
          from pg_proc
         where pronamespace = current_schema()::regnamespace
           and proname in ('deployment_frequency', 'change_lead_time', 'change_fail_rate', 'failed_deployment_recovery_time', 'deployment_rework_rate',
                           'metric_series')
    loop
        execute format('revoke execute on function %s from public', asked);
        if exists (select from pg_roles where rolname = reader) then
            execute format('grant execute on function %s to %I', asked, reader);
        end if;
    end loop;
    if exists (select from pg_roles where rolname = reader) then
        execute format('grant usage on schema %I to %I', current_schema(), reader);
        foreach seen in array array['metric_service', 'metric_environment', 'metric_deployment', 'metric_incident'] loop
            execute format('grant select on %I to %I', seen, reader);
        end loop;
    end if;
end $$;
