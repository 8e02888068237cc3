-- What is asked of the forges themselves: the history that no delivery tells, and whether their webhooks post here.

create table backfill (
    id          uuid        not null primary key,
    source      text        not null,
    since       timestamptz,
    cause       text        not null check (cause in ('asked', 'auto', 'nightly')),
    requests    bigint      not null default 0,
    created_at  timestamptz not null default now(),
    started_at  timestamptz,
    finished_at timestamptz,
    is_stopped  boolean     not null default false
);
comment on table backfill is 'History that is read by the API of a forge';
comment on column backfill.id is 'as the API tells it';
comment on column backfill.source is 'name of the source whose API is asked';
comment on column backfill.since is 'how far back; null for all there is';
comment on column backfill.cause is 'who wanted it: somebody (asked), a first delivery (auto), or nobody in particular (nightly)';
comment on column backfill.requests is 'requests made to the forge so far';
comment on column backfill.created_at is 'when it was wanted';
comment on column backfill.started_at is 'when its first repository was taken; null before';
comment on column backfill.finished_at is 'when nothing of it was left to do; null before, and again while something that failed is tried again';
comment on column backfill.is_stopped is 'whether somebody stopped it';

create index backfill_newest on backfill (created_at);
comment on index backfill_newest is 'The backfills, newest first.';

create table backfill_repository (
    backfill_id   uuid        not null references backfill on delete cascade,
    position      integer     not null,
    name          text        not null,
    kind          text,
    host          text,
    external_id   text,
    state         text        not null default 'waiting'
        check (state in ('waiting', 'running', 'limited', 'settling', 'done', 'failed', 'stopped')),
    detail        text,
    expected      bigint,
    read          bigint[],
    failures      integer     not null default 0,
    resumes_at    timestamptz,
    taken_until   timestamptz,
    mark_delivery bigint,
    mark_at       timestamptz,
    primary key (backfill_id, position)
);
comment on table backfill_repository is
    'A repository that a backfill reads, or a pattern that is still to be replaced by the repositories that it names';
comment on column backfill_repository.backfill_id is 'the backfill';
comment on column backfill_repository.position is 'place among the repositories of the backfill';
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

create unique index backfill_repository_name on backfill_repository (backfill_id, lower(name));
comment on index backfill_repository_name is 'A name is read once in each backfill.';

create index backfill_repository_open on backfill_repository (backfill_id, position) where state not in ('done', 'stopped');
comment on index backfill_repository_open is 'What is still to be read.';

create index backfill_repository_identity on backfill_repository (kind, host, external_id);
comment on index backfill_repository_identity is 'Whether a repository is being read.';

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
comment on table history_object is 'What has been read by API and become a delivery: it is not asked for again while its version is the same';
comment on column history_object.source is 'name of the source whose API was asked';
comment on column history_object.repository is 'host and the forge''s own id of the repository';
comment on column history_object.chapter is
    'kind of object: deployments, changes, …; heads: commits whose history was looked for on their own; files: commits whose files were asked for';
comment on column history_object.object is 'the forge''s own id of it; of a page of commits the first of them';
comment on column history_object.version is 'what changes whenever the object does; of files what came of it: told, cut_off, absent, unanswered';
comment on column history_object.size is 'how many things it counts for; of files how many requests it took';
comment on column history_object.backfill_id is 'the backfill that met it last';

create index history_object_backfill on history_object (backfill_id, repository);
comment on index history_object_backfill is 'What a backfill met, by repository.';

create table history_chapter (
    source         text        not null,
    repository     text        not null,
    chapter        text        not null,
    starts_at      text,
    ends_at        text,
    is_complete    boolean     not null default false,
    complete_since timestamptz,
    read_at        timestamptz,
    primary key (source, repository, chapter)
);
comment on table history_chapter is 'How far a chapter of a repository has been read by API';
comment on column history_chapter.source is 'name of the source whose API was asked';
comment on column history_chapter.repository is 'host and the forge''s own id of the repository';
comment on column history_chapter.chapter is 'kind of object: deployments, changes, …';
comment on column history_chapter.starts_at is 'where a reading of its list began that is not over; null when none is';
comment on column history_chapter.ends_at is 'where the list began when it was last read to its end; null before';
comment on column history_chapter.is_complete is 'whether it was read as far back as was wanted';
comment on column history_chapter.complete_since is 'how far back; null for its beginning';
comment on column history_chapter.read_at is 'when the reading began that completed it; null before';

create table history_night (
    is_only boolean not null primary key default true check (is_only),
    minute  integer not null check (minute between 0 and 1439)
);
comment on table history_night is
    'When each night the last days are read again by API: another minute in each installation, so that they do not ask a forge all at once';
comment on column history_night.is_only is 'there is one row';
comment on column history_night.minute is 'minutes after midnight, UTC';

insert into history_night (minute) values (60 + floor(random() * 240)::integer);

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
comment on column api_answer.source is 'name of the source whose API was asked';
comment on column api_answer.url is 'address that was asked; no token is in it';
comment on column api_answer.etag is 'what the forge calls the answer';
comment on column api_answer.headers is 'those that are read again, with names in lower case';
comment on column api_answer.body is 'deflated';
comment on column api_answer.kept_at is 'when the forge last answered something new';

create table forge_place (
    source  text        not null,
    place   text        not null,
    state   text        not null default 'unknown' check (state in ('unknown', 'open', 'closed', 'lost')),
    detail  text,
    look_at timestamptz not null default now(),
    primary key (source, place)
);
comment on table forge_place is 'Where a forge may have webhooks that post here: a repository, its owner, an app';
comment on column forge_place.source is 'name of the source whose API is asked';
comment on column forge_place.place is 'as the API of the forge has it, e.g. repos/acme/shop';
comment on column forge_place.state is
    'whether its webhooks can be seen; closed: they cannot, or there is no such place; lost: they could, and are forbidden now';
comment on column forge_place.detail is 'why they cannot; null otherwise';
comment on column forge_place.look_at is 'when it is looked at next';

create index forge_place_due on forge_place (source, look_at);
comment on index forge_place_due is 'Which place is to be looked at next.';

create table forge_hook (
    source          text        not null,
    place           text        not null,
    hook            text        not null,
    sending         text        not null default 'on' check (sending in ('on', 'paused', 'off')),
    sending_since   timestamptz not null default now(),
    paused_until    timestamptz,
    missing_since   timestamptz,
    missing_read_at timestamptz,
    newest          bigint      not null default 0,
    poll_at         timestamptz not null default now(),
    primary key (source, place, hook),
    foreign key (source, place) references forge_place on delete cascade
);
comment on table forge_hook is 'A webhook of a forge that posts here';
comment on column forge_hook.source is 'name of the source that it posts to';
comment on column forge_hook.place is 'whose webhook it is';
comment on column forge_hook.hook is 'the forge''s own id of it';
comment on column forge_hook.sending is
    'whether the forge sends by it; paused: again by itself, after a while; off: only once somebody has seen to it';
comment on column forge_hook.sending_since is 'since when that is so, as far as was seen';
comment on column forge_hook.paused_until is 'when the forge tries again, where it is paused; null otherwise';
comment on column forge_hook.missing_since is
    'since when something may have been left out that was not read by API either; null when nothing is missing';
comment on column forge_hook.missing_read_at is 'when what was left out was last put up to be read by API; null before the first time';
comment on column forge_hook.newest is 'the newest attempt that was looked at, by the forge''s id; 0 before the first';
comment on column forge_hook.poll_at is 'when its attempts are looked at next';

create index forge_hook_due on forge_hook (source, poll_at);
comment on index forge_hook_due is 'Which webhook is to be looked at next.';

create table lost_delivery (
    source       text        not null,
    delivery     text        not null,
    place        text        not null,
    hook         text        not null,
    attempt      bigint      not null,
    repository   text,
    delivered_at timestamptz not null,
    tries        integer     not null default 0,
    try_at       timestamptz default now(),
    is_covered   boolean     not null default false,
    primary key (source, delivery)
);
comment on table lost_delivery is 'A delivery that a forge tried to make and that has not arrived';
comment on column lost_delivery.source is 'name of the source that it was for';
comment on column lost_delivery.delivery is 'the forge''s own id of it, as in delivery.delivery';
comment on column lost_delivery.place is 'whose webhook it is of';
comment on column lost_delivery.hook is 'the forge''s own id of that webhook';
comment on column lost_delivery.attempt is 'the newest attempt that failed, by the forge''s id';
comment on column lost_delivery.repository is 'the forge''s own id of the repository that it is about; null when it is about none';
comment on column lost_delivery.delivered_at is 'when the forge tried first, as far as was seen';
comment on column lost_delivery.tries is 'how often the forge was asked to send it again';
comment on column lost_delivery.try_at is 'when it is asked next; null when it is asked no more';
comment on column lost_delivery.is_covered is 'whether what it was about has been put up to be read by API';

create index lost_delivery_due on lost_delivery (source, try_at);
comment on index lost_delivery_due is 'Which delivery to ask for next.';

create table forge_conversation (
    source      text        not null primary key,
    holder      uuid,
    taken_until timestamptz,
    state       text check (state in ('accepted', 'refused')),
    detail      text,
    since       timestamptz,
    heard_at    timestamptz,
    expires_at  timestamptz
);
comment on table forge_conversation is 'How a forge takes our token, and which process watches its webhooks';
comment on column forge_conversation.source is 'name of the source whose API is asked';
comment on column forge_conversation.holder is 'the process that watches the webhooks; null for none';
comment on column forge_conversation.taken_until is 'until when it does unless it says so again';
comment on column forge_conversation.state is 'whether the token was accepted when the forge last answered; null before';
comment on column forge_conversation.detail is 'why it is not; null when all is well';
comment on column forge_conversation.since is 'since when it has been so';
comment on column forge_conversation.heard_at is 'when the forge last answered';
comment on column forge_conversation.expires_at is 'when the token ends, where the forge tells; null otherwise';
