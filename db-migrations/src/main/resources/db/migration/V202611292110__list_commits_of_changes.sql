-- The commits of a change are a fact of their own: what later says how the change stands need not list them again.
create table change_commits (
    change_id     uuid        not null,
    repository_id bigint      not null references repository,
    head_sha      text        collate "C",
    shas          text[]      not null check (shas <> '{}'),
    author_at     timestamptz[] not null,
    stated_at     timestamptz not null,
    stated_by     text        not null,
    unique nulls not distinct (change_id, head_sha)
);
comment on table change_commits is 'The commits of a change while its branch stood at one head. The change itself may come later.';
comment on column change_commits.change_id is 'The change.';
comment on column change_commits.repository_id is 'Repository of the change.';
comment on column change_commits.head_sha is 'Where the branch stood; null where a report lists the commits, wherever it stood.';
comment on column change_commits.shas is 'All of its own commits, merges included, oldest first as its source lists them.';
comment on column change_commits.author_at is 'When the author of each of shas wrote it. UTC.';
comment on column change_commits.stated_at is 'The source''s own time of the newest list, which this is. UTC.';
comment on column change_commits.stated_by is 'Delivery that told it.';
create index change_commits_by_commit on change_commits using gin (shas);
comment on index change_commits_by_commit is 'Which changes list a commit.';
create index change_commits_by_repository on change_commits (repository_id);
comment on index change_commits_by_repository is 'Whether any change of a repository lists commits at all.';

insert into change_commits (change_id, repository_id, shas, author_at, stated_at, stated_by)
select id, repository_id, listed_shas, listed_at, stated_at, stated_by
  from change
 where listed_shas <> '{}';

alter table change
    drop column listed_shas,
    drop column listed_at;

create view change_list as
select change.id as change_id, change.repository_id, change.merged_at, told.shas, told.author_at
  from change
  join change_commits told on told.change_id = change.id
 where told.head_sha = change.head_sha
    or told.head_sha is null
   and not exists (select from change_commits better
                    where better.change_id = change.id and better.head_sha = change.head_sha);
comment on view change_list is 'The list that counts of each change that has one: that of where its branch stands, else that of a report.';
comment on column change_list.change_id is 'The change.';
comment on column change_list.repository_id is 'Repository of the change.';
comment on column change_list.merged_at is 'When it was merged; null when it was not.';
comment on column change_list.shas is 'All of its own commits.';
comment on column change_list.author_at is 'When the author of each of shas wrote it. UTC.';
