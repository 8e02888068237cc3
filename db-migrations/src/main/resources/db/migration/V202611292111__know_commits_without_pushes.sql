-- A forge's API shows commits, but not when they were pushed.
alter table git_commit alter column first_seen_at drop not null;
comment on table git_commit is 'A commit that a push listed or a forge''s API showed.';
comment on column git_commit.repository_id is 'Repository that has it.';
comment on column git_commit.first_seen_at is
    'Earliest time of all pushes that list it. UTC, the source''s own clock. Null while no push that lists it is known.';
