-- Some sources name no commit that a squash or a fast-forward ended in: it is found by the pushes.
alter table change add column is_unnamed boolean not null default false;
comment on column change.is_unnamed is
    'Whether it is merged and its source names no commit that it ended in: merge_commit_sha is one that was found then, or null.';
create index change_unnamed on change (repository_id, title_hash(title)) where is_unnamed;
comment on index change_unnamed is 'Which changes of a title still look for the commit that they ended in.';
create index change_unnamed_by_head on change (repository_id, head_sha) where is_unnamed;
comment on index change_unnamed_by_head is 'Which of them a commit is the head of.';

-- Where a forge writes which change a commit reverts.
alter table git_commit add column reverts_changes text[];
comment on column git_commit.reverts_changes is
    'Changes that its message says it reverts: #12 of its own repository, git.example.com/acme/shop#12 of another, in lower case; null when none.';
create index git_commit_reverting_change on git_commit (repository_id) where reverts_changes is not null;
comment on index git_commit_reverting_change is 'The commits that revert a change by its number, among very many that do not.';
