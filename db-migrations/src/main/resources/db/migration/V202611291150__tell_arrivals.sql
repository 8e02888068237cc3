-- Squashes and merges are told by what arrived; a change whose branch was deployed before it was merged was delivered there.
create index change_by_head on change (repository_id, head_sha) where merged_at is not null;
comment on index change_by_head is 'Which merged changes ended their branch in a commit.';
comment on column git_commit.is_merge is
    'Whether its message is that of a merge commit, as git and the forges write it (definitions 1.4). A merge by another message is told by what arrived with its change.';

-- a pick of a squash gives no lead time of its own, and has to be looked at again all the same
drop index delivered_commit_by_origin;
create index delivered_commit_by_origin on delivered_commit (service_id, origin_sha) where origin_sha <> sha;
comment on index delivered_commit_by_origin is 'What was delivered as a copy of a commit.';

insert into derivation_due (service_id, is_full) select id, true from service;
