-- The commit graph: what is reachable from what. Not derived from deliveries: whoever uploads it can do so again at any time, and so can git.

create table graph_commit (
    id           bigint      generated always as identity,
    sha          text        not null primary key collate "C",
    parents      text[]      not null collate "C",
    author_at    timestamptz not null,
    committer_at timestamptz not null
);
comment on table graph_commit is 'Commits with their parents, over all repositories: a hash means the same everywhere.';
comment on column graph_commit.id is 'Order of arrival. What stands close together in a log stands close together here, and is read together.';
comment on column graph_commit.sha is 'Full hash of the commit, lower case.';
comment on column graph_commit.parents is 'Hashes of the parents, the first first; empty for a root, and where a shallow clone was cut off.';
comment on column graph_commit.author_at is 'When its author wrote it, by the author''s clock.';
comment on column graph_commit.committer_at is 'When it was made as it is, by the committer''s clock.';

create unique index graph_commit_by_id on graph_commit (id);
comment on index graph_commit_by_id is 'What stands around a commit in the log.';

create table git_fetch (
    repository_id bigint           not null primary key references repository,
    state         text             not null default 'waiting'
        check (state in ('waiting', 'ok', 'failed', 'too-large', 'bad-name')),
    due_at        timestamptz,
    not_before    timestamptz,
    marks         bigint           not null default 1,
    taken_until   timestamptz,
    failures      integer          not null default 0,
    detail        text,
    fetched_at    timestamptz,
    commits       bigint,
    bytes         bigint,
    seconds       double precision,
    recorded_tips text[]           not null collate "C" default '{}'
);
comment on table git_fetch is
    'Fetches of the commit graph from git remotes, one row per repository. Can be deleted at any time: everything is then fetched again.';
comment on column git_fetch.repository_id is 'The repository.';
comment on column git_fetch.state is
    'waiting: something happened that no fetch has looked at; ok: the last one succeeded; failed: it did not; too-large: it took too much disk; bad-name: its name cannot be put into a URL.';
comment on column git_fetch.due_at is 'From when on it is to be fetched; null when there is nothing to fetch. UTC.';
comment on column git_fetch.not_before is 'After a failure: until when a push or a deployment does not have it fetched; null otherwise. UTC.';
comment on column git_fetch.marks is 'How often it was marked as due. Grows while a fetch is under way: then another one is needed.';
comment on column git_fetch.taken_until is
    'Until when the process that fetches it has it for itself, unless that goes on; null when nobody fetches it. UTC.';
comment on column git_fetch.failures is 'How many fetches failed since one last succeeded.';
comment on column git_fetch.detail is 'Why the last fetch failed; null when it did not.';
comment on column git_fetch.fetched_at is 'End of the last fetch that succeeded. UTC.';
comment on column git_fetch.commits is 'How many commits the last successful fetch read.';
comment on column git_fetch.bytes is 'Size on disk of the mirror after the last successful fetch, bytes.';
comment on column git_fetch.seconds is 'How long the last successful fetch took, recording included, seconds.';
comment on column git_fetch.recorded_tips is 'Hashes that branches and tags pointed to when all that is reachable from them had been recorded.';

create index git_fetch_due on git_fetch (due_at) where due_at is not null;
comment on index git_fetch_due is 'What to fetch next.';
