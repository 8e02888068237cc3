-- Other tools count a commit each time that a deployment has it and the one before it lacks it: after a rollback once more.

alter table deployment_fact
    add column lacks              uuid[],
    add column delivered_again    uuid[],
    add column lead_again_seconds integer[];
-- what is stored becomes known when it is derived again
alter table deployment_fact
    alter column lacks              set default '{}',
    alter column delivered_again    set default '{}',
    alter column lead_again_seconds set default '{}';

comment on column deployment_fact.lacks is
    'Earlier deployments of its repository of whose commits it contains none, in order: rolled back, or on a branch that was not merged. Null when that is not known.';
comment on column deployment_fact.delivered_again is
    'Those whose commits it contains while the deployment before it lacks them, in order. Null when that is not known.';
comment on column deployment_fact.lead_again_seconds is
    'Lead time in seconds until this deployment, of each commit of delivered_again that gave one or was part of the initial deployment. Null when they are not known.';

create function seconds_again(at timestamptz, delivered delivered_commit) returns integer
    language sql stable
return case when not delivered.is_merge and (delivered.lead_seconds is not null or delivered.excluded = 'no_baseline')
            then least(greatest(floor(extract(epoch from at - coalesce(delivered.started_at, delivered.author_at))), 0), 2147483647)::integer end;
comment on function seconds_again(timestamptz, delivered_commit) is
    'Lead time in seconds of a commit that was delivered before and is delivered again at an instant. Null when it gives none.';

insert into derivation_due (service_id, is_full) select id, true from service;
