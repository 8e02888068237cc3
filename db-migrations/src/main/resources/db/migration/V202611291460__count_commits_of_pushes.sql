-- A push that lists only some of its commits hides the others; where it started from is known all the same.
alter table push add column total_commits integer;
comment on column push.total_commits is 'How many commits came with it, a count, listed or not; null when the source does not say.';
comment on column push.is_truncated is
    'Whether it brought more commits than it lists (GitHub lists 2,048, GitLab the newest 20): those between before_sha and the first that is listed are hidden.';

create index push_truncated on push (repository_id) where is_truncated;
comment on index push_truncated is 'Which pushes of a repository hide commits: hardly any.';

create table reached_push (
    deployment_id uuid        not null references deployment_fact on delete cascade,
    push_id       uuid        not null references push on delete cascade,
    until         timestamptz not null,
    primary key (deployment_id, push_id)
);
comment on table reached_push is 'Which deployments were the first of their service to reach a push that hides commits: they delivered those that nobody knows.';
comment on column reached_push.deployment_id is 'The deployment.';
comment on column reached_push.push_id is 'The push.';
comment on column reached_push.until is
    'When the first commit was written that the push lists and that was not delivered before; what it hides is not younger. UTC.';

insert into derivation_due (service_id, is_full)
select distinct history.service_id, true
  from push
  join service_history history on history.repository_id = push.repository_id
 where push.is_truncated;
