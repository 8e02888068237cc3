-- What throughline.yml says of services and environments, shared by all processes.

create table environment_tier (
    position    integer not null primary key,
    environment text    not null,
    tier        text    not null
        check (tier in ('production', 'staging', 'testing', 'development', 'other'))
);
comment on table environment_tier is 'What environments are for, from throughline.tiers; the first that matches wins over what a source says.';
comment on column environment_tier.position is 'Place in throughline.tiers, from 0.';
comment on column environment_tier.environment is 'Glob of the names of environments.';
comment on column environment_tier.tier is 'What they are for.';

alter table deployment add column source_tier text;
update deployment set source_tier = tier;
alter table deployment alter column source_tier set not null;
comment on column deployment.source_tier is 'Tier by the word of its source, else by the pattern of its environment.';
comment on column deployment.tier is 'What its environment is for: by throughline.tiers, else source_tier.';

create function tier_of(environment text, source_tier text) returns text
    language sql stable parallel safe
as $$
    select coalesce((select mapped.tier
                       from environment_tier mapped
                      where is_like_glob(tier_of.environment, mapped.environment)
                      order by mapped.position
                      limit 1), source_tier)
$$;
comment on function tier_of(text, text) is 'What an environment is for: by the configuration, else what the source said.';

create table service_change (
    id          bigint generated always as identity primary key,
    service_id  bigint      not null,
    service     text        not null,
    at          timestamptz not null default now(),
    window_from timestamptz not null,
    window_until timestamptz not null,
    before      jsonb       not null,
    after       jsonb
);
comment on table service_change is 'What a change of the configuration did to the numbers of the services that it touched.';
comment on column service_change.id is 'In order.';
comment on column service_change.service_id is 'The service; it may be gone since.';
comment on column service_change.service is 'Its name at that time.';
comment on column service_change.at is 'When the configuration was found changed. UTC.';
comment on column service_change.window_from is 'Begin of the window of both numbers: 30 complete days before. UTC.';
comment on column service_change.window_until is 'End of it. UTC, exclusive.';
comment on column service_change.before is 'Value of each of the five metrics before: days, seconds and ratios as everywhere; null is no data.';
comment on column service_change.after is 'The same once everything is derived again; null until then.';
-- those that wait for their numbers
create index service_change_open on service_change (service_id) where after is null;
-- the latest change of a service
create index service_change_by_service on service_change (service_id, id desc);

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
