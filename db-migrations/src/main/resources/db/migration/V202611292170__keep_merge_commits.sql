-- A source may name the commit that a change ended in once, and tell of the change again without it.
alter table change
    add column named_merge text collate "C",
    add column named_merge_at timestamptz,
    add column named_merge_by text collate "C";
update change
   set named_merge = merge_commit_sha, named_merge_at = stated_at, named_merge_by = stated_by
 where merge_commit_sha is not null and not is_unnamed;
comment on column change.named_merge is
    'The commit that merge, squash or rebase ended in, as the newest statement that named one said; null when none did.';
comment on column change.named_merge_at is 'As of when that statement is. UTC; null when none named a commit.';
comment on column change.named_merge_by is 'Delivery of that statement; null when none named a commit.';
comment on column change.is_unnamed is
    'Whether it is merged and no statement named the commit that it ended in: merge_commit_sha is one that was found then, or null.';
