create table backfill (
    id          uuid        primary key,
    source      text        not null,
    since       timestamptz,
    cause       text        not null check (cause in ('asked', 'auto', 'nightly')),
    requests    bigint      not null default 0,
    created_at  timestamptz not null default now(),
    started_at  timestamptz,
    finished_at timestamptz,
    is_stopped  boolean     not null default false
);
create index backfill_newest on backfill (created_at);
comment on table backfill is 'History that is read by the API of a forge';
comment on column backfill.source is 'name of the source whose API is asked';
comment on column backfill.since is 'how far back; null for all there is';
comment on column backfill.cause is 'who wanted it: somebody (asked), a first delivery (auto), or nobody in particular (nightly)';
comment on column backfill.requests is 'requests made to the forge so far';
comment on column backfill.started_at is 'when its first repository was taken; null before';
comment on column backfill.finished_at is 'when nothing of it was left to do; null before, and again while something that failed is tried again';
comment on column backfill.is_stopped is 'whether somebody stopped it';

create table backfill_repository (
    backfill_id   uuid    not null references backfill on delete cascade,
    position      integer not null,
    name          text    not null,
    kind          text,
    host          text,
    external_id   text,
    state         text    not null default 'waiting'
                  check (state in ('waiting', 'running', 'limited', 'settling', 'done', 'failed', 'stopped')),
    detail        text,
    expected      bigint,
    read          bigint[],
    failures      integer not null default 0,
    resumes_at    timestamptz,
    taken_until   timestamptz,
    mark_delivery bigint,
    mark_at       timestamptz,
    primary key (backfill_id, position)
);
create unique index backfill_repository_name on backfill_repository (backfill_id, lower(name));
create index backfill_repository_open on backfill_repository (backfill_id, position) where state not in ('done', 'stopped');
create index backfill_repository_identity on backfill_repository (kind, host, external_id);
comment on table backfill_repository is 'A repository that a backfill reads, or a pattern that is still to be replaced by the repositories that it names';
comment on column backfill_repository.name is 'as it was asked for, later its full name';
comment on column backfill_repository.kind is 'source of the repository as in repository.source; null until the forge told';
comment on column backfill_repository.host is 'host of the repository; null until the forge told';
comment on column backfill_repository.external_id is 'the forge''s own id; null until the forge told';
comment on column backfill_repository.state is 'settling: all was read, and is not yet in the numbers';
comment on column backfill_repository.detail is 'why it failed; null otherwise';
comment on column backfill_repository.expected is 'about how many things there are to read at most; null before a list says so';
comment on column backfill_repository.read is 'deployments, changes, incidents and commits that were read, once all were; null before';
comment on column backfill_repository.failures is 'failures in a row';
comment on column backfill_repository.resumes_at is 'when it goes on by itself; null for at once, or for never when it failed';
comment on column backfill_repository.taken_until is 'until when a process has it for itself; null when none has';
comment on column backfill_repository.mark_delivery is 'the newest delivery when all had been read; null before';
comment on column backfill_repository.mark_at is 'when all of that had been recorded; null before';

create table history_object (
    source      text    not null,
    repository  text    not null,
    chapter     text    not null,
    object      text    not null collate "C",
    version     text    not null,
    size        integer not null,
    backfill_id uuid    not null,
    primary key (source, repository, chapter, object)
);
create index history_object_backfill on history_object (backfill_id, repository);
comment on table history_object is 'What has been read by API and become a delivery: it is not asked for again while its version is the same';
comment on column history_object.repository is 'host and the forge''s own id of the repository';
comment on column history_object.chapter is 'kind of object: deployments, changes, …; heads: commits whose history was looked for on their own';
comment on column history_object.object is 'the forge''s own id of it; of a page of commits the first of them';
comment on column history_object.version is 'what changes whenever the object does';
comment on column history_object.size is 'how many things it counts for';
comment on column history_object.backfill_id is 'the backfill that met it last';

create table history_chapter (
    source         text not null,
    repository     text not null,
    chapter        text not null,
    starts_at      text,
    ends_at        text,
    is_complete    boolean not null default false,
    complete_since timestamptz,
    read_at        timestamptz,
    primary key (source, repository, chapter)
);
comment on table history_chapter is 'How far a chapter of a repository has been read by API';
comment on column history_chapter.repository is 'host and the forge''s own id of the repository';
comment on column history_chapter.starts_at is 'where a reading of its list began that is not over; null when none is';
comment on column history_chapter.ends_at is 'where the list began when it was last read to its end; null before';
comment on column history_chapter.is_complete is 'whether it was read as far back as was wanted';
comment on column history_chapter.complete_since is 'how far back; null for its beginning';
comment on column history_chapter.read_at is 'when the reading began that completed it; null before';

create table api_answer (
    source  text        not null,
    url     text        not null,
    etag    text        not null,
    headers jsonb       not null,
    body    bytea       not null,
    kept_at timestamptz not null default now(),
    primary key (source, url)
);
comment on table api_answer is 'Answers of forges that are asked for again on condition, so that what has not changed costs nothing of the quota';
comment on column api_answer.url is 'address that was asked; no token is in it';
comment on column api_answer.etag is 'what the forge calls the answer';
comment on column api_answer.headers is 'those that are read again, with names in lower case';
comment on column api_answer.body is 'deflated';
