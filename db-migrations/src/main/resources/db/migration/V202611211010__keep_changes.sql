-- Which change gave which lead time: deployment_fact holds the seconds of the series change and merge, but not whose they are.

create table delivered_change (
    service_id    bigint      not null,
    deployment_id uuid        not null,
    change_id     uuid        not null,
    started_at    timestamptz not null,
    lead_seconds  integer     not null,
    flags         text[]      not null,
    merge_seconds integer     not null,
    merge_flags   text[]      not null,
    primary key (service_id, deployment_id, change_id)
);
comment on table delivered_change is 'The changes that give lead times to a deployment: those whose merge it was surely the first to deliver. Read for explanations, never for a number.';
comment on column delivered_change.service_id is 'Service that was deployed.';
comment on column delivered_change.deployment_id is 'Deployment that delivered it first.';
comment on column delivered_change.change_id is 'The change.';
comment on column delivered_change.started_at is 'Where its lead time starts: its first commit, else its opening (flag pr_opened). UTC.';
comment on column delivered_change.lead_seconds is 'From started_at to the success of the deployment, seconds, at least 0. One of lead_change_seconds.';
comment on column delivered_change.flags is 'Of lead_seconds: clock_skew, negative_clamped, stale, pr_opened.';
comment on column delivered_change.merge_seconds is 'From its merge to the success of the deployment, seconds, at least 0. One of lead_merge_seconds.';
comment on column delivered_change.merge_flags is 'Of merge_seconds: negative_clamped, stale.';

-- the newest merged changes of a repository, page by page
create index change_by_merge_time on change (repository_id, merged_at, (id::text collate "C")) where merged_at is not null;

-- samples that were derived before hold no changes, so they are derived again
truncate delivered_commit, deployment_fact;
insert into derivation_due (service_id) select id from service;
