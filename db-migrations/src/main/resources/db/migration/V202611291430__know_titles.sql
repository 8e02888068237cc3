-- A revert may name nothing but a title: revert: <title>, Revert "<title>".
create function title_hash(title text) returns bigint
    language sql immutable strict parallel safe
as $$
    select ('x' || left(md5(regexp_replace(rtrim(title), '( \(#[0-9]+\))+$', '')), 16))::bit(64)::bigint
$$;
comment on function title_hash(text) is
    'What is kept of a title to find it again: half of its MD5, without the numbers of changes at its end, which a forge puts there.';

alter table git_commit
    add column title_hash bigint,
    add column reverts_title_hash bigint;
comment on column git_commit.title_hash is
    'title_hash() of the first line of its message. Null when the delivery was read before it was kept: a replay tells.';
comment on column git_commit.reverts_title_hash is
    'title_hash() of what its first line, revert: <title>, says it reverts; null when it is no such line.';

create index git_commit_by_title on git_commit (title_hash);
comment on index git_commit_by_title is 'Which commits have the title that a revert names.';
create index git_commit_reverting_title on git_commit (repository_id) where reverts_title_hash is not null;
comment on index git_commit_reverting_title is 'The commits that revert a title, among very many that do not.';

drop index change_by_title;
create index change_by_title on change (repository_id, title_hash(title)) where merge_commit_sha is not null;
comment on index change_by_title is 'Which merged changes have the title that a revert names.';

comment on column change.reverts_title is 'The title that its own title says it reverts, Revert "…" or revert: …; null when it says none.';

-- what a title means is what was delivered by then
insert into derivation_due (service_id, is_full) select id, true from service;
