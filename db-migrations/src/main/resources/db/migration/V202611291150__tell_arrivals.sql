-- Squashes and merges are told by what arrived; a change whose branch was deployed before it was merged was delivered there.
create index change_by_head on change (repository_id, head_sha) where merged_at is not null;
comment on index change_by_head is 'Which merged changes ended their branch in a commit.';
comment on column git_commit.is_merge is
    'Whether its message is that of a merge commit, as git and the forges write it (definitions 1.4). A merge by another message is told by what arrived with its change.';

-- a pick of a squash gives no lead time of its own, and has to be looked at again all the same
drop index delivered_commit_by_origin;
create index delivered_commit_by_origin on delivered_commit (service_id, origin_sha) where origin_sha <> sha;
comment on index delivered_commit_by_origin is 'What was delivered as a copy of a commit.';

create table branch_base (
    repository_id bigint  not null references repository,
    ref           text    not null,
    head_sha      text    not null collate "C",
    base_sha      text    not null collate "C",
    commits       integer not null,
    primary key (repository_id, ref, head_sha, base_sha, commits)
);
comment on table branch_base is 'Where a branch stood against the one that its change wants to be merged into: a set, so that arrival does not matter.';
comment on column branch_base.repository_id is 'Repository of the branch.';
comment on column branch_base.ref is 'Full name of the branch.';
comment on column branch_base.head_sha is 'Head of the branch, as an event of the change told.';
comment on column branch_base.base_sha is 'Head of the other branch, as the same event told: the branch continues from somewhere in its history.';
comment on column branch_base.commits is 'How many commits the branch had beside that history, as the same event told.';

alter table deployment_fact add column changes_again uuid[] not null default '{}';
comment on column deployment_fact.changes_again is
    'Changes that arrived with it although their commits were delivered before, by another way: they give no lead time and are evidence of nothing.';

create index change_by_arrival on change (merge_commit_sha) where merge_commit_sha is not null;
comment on index change_by_arrival is 'Which change ended in a commit that an incident names, of any repository.';

create function arrival_of(ended change) returns text
    language sql stable
as $$
    select coalesce((select told.sha
                       from (values (1, ended.merge_commit_sha), (2, ended.head_sha)) told (place, sha)
                      where exists (select from delivered_commit d where d.sha = told.sha and d.is_first)
                      order by told.place
                      limit 1),
                    ended.merge_commit_sha)
     where ended.merge_commit_sha is not null
$$;
comment on function arrival_of(change) is
    'The commit by which a merged change was delivered first: the one that it ended in, or the head of its branch where that was live by another way. Null when it is not merged.';

insert into derivation_due (service_id, is_full) select id, true from service;
