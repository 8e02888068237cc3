-- Not every delivery of every source tells when a change was merged and who opened it.
alter table change
    add column merged_by            timestamptz,
    add column author_at            timestamptz,
    add column bare_reverts_changes text[] not null default '{}',
    add column bare_reverts_commits text[] not null default '{}';
update change
   set author_at = case when author is not null then stated_at end,
       bare_reverts_changes = reverts_changes,
       bare_reverts_commits = reverts_commits;
comment on column change.merged_by is
    'The earliest time at which it is told to be merged already, where its source tells no more: merged_at then. Null elsewhere.';
comment on column change.author_at is 'When the statement was made that tells the author; null when none does.';
comment on column change.bare_reverts_changes is 'What reverts_changes would be if a bot had opened it: its title and its branch count, its body does not.';
comment on column change.bare_reverts_commits is 'What reverts_commits would be if a bot had opened it.';
comment on column change.is_bot is 'Whether a bot opened it, as any delivery tells.';
comment on column change.author is 'Login of who opened it, as the newest delivery says that tells it; null when none does.';

alter table deployment drop constraint deployment_read_from_check;
alter table deployment add constraint deployment_read_from_check
    check (read_from in ('tag', 'release', 'workflow', 'pipeline', 'job', 'deployment'));
comment on column deployment.read_from is
    'Kind of event that it was read from: tag, release, workflow, pipeline, job or deployment; null for a report.';
comment on column deployment.read_name is
    'The tag, also of a release, the workflow, the pipeline, the job or the environment: what a pattern has to match. Null for a report.';
alter table service drop constraint service_deploys_from_check;
alter table service add constraint service_deploys_from_check
    check (deploys_from in ('tag', 'release', 'workflow', 'pipeline', 'job', 'deployment'));
comment on column service.deploys_from is
    'Kind of event that alone deploys it, from throughline.services: tag, release, workflow, pipeline, job or deployment; null: what usually deploys its repositories.';
