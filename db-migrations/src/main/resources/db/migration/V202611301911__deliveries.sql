-- Deliveries: what senders posted, the only precious data beside verdicts. Everything else in this database can be derived from them again, or asked for again.

create table delivery (
    id           bigint      generated always as identity primary key,
    source       text        not null,
    delivery     text        not null,
    event        text        not null,
    content_type text,
    headers      text,
    received_at  timestamptz not null,
    bytes        integer     not null,
    body         bytea       not null,
    unique (source, delivery)
);
-- the body is deflated already: PostgreSQL is to move it out of line without trying to compress it again, and only where it does not fit into its row,
-- as out of line it would be cut into pieces with an index of their own
alter table delivery alter column body set storage external;
alter table delivery set (toast_tuple_target = 8160);
comment on table delivery is 'What a sender posted and Throughline acknowledged, byte for byte. Never changed.';
comment on column delivery.id is 'Order of storage. Shown as id by the API and used as its cursor.';
comment on column delivery.source is 'Source that the delivery was posted to, e.g. github. From the path of the request.';
comment on column delivery.delivery is 'The sender''s own id of the delivery (X-GitHub-Delivery); SHA-256 of the body in hex when it sent none.';
comment on column delivery.event is 'The sender''s word for what happened (X-GitHub-Event); empty when it said none.';
comment on column delivery.content_type is 'Content-Type header as received; tells a form-encoded body from plain JSON.';
comment on column delivery.headers is
    'Header lines that the source reads with the body, name: value, a line each; null when it asks for none or none was sent. Never a secret or a signature. From the request.';
comment on column delivery.received_at is 'When the server had read the whole body. UTC, server clock.';
comment on column delivery.bytes is 'Length of the body as received, in bytes.';
comment on column delivery.body is 'The body as received, deflated (zlib, level 1).';

create index delivery_by_arrival on delivery using brin (received_at) with (pages_per_range = 16, autosummarize = on);
comment on index delivery_by_arrival is 'How many came today.';

-- What became of a delivery stands beside it: a delivery is then written once, body and all in one row, and settling it rewrites a short row
-- instead of a long one and its index entries.
create table delivery_state (
    id         bigint      not null primary key,
    status     text        not null default 'pending'
        check (status in ('pending', 'processed', 'ignored', 'malformed', 'failed')),
    reason     text,
    field      text,
    error      text,
    attempts   integer     not null default 0,
    due_at     timestamptz not null default now(),
    facts      integer,
    repository text,
    outcome    text
);
comment on table delivery_state is 'What became of each delivery: one row for one of delivery, made with it.';
comment on column delivery_state.id is 'The delivery.';
comment on column delivery_state.status is
    'pending until a worker took it; then processed, ignored, malformed, or failed when every attempt ended in an error.';
comment on column delivery_state.reason is 'Why it was ignored or malformed. Null otherwise.';
comment on column delivery_state.field is 'JSON path of the field that made it malformed. Null otherwise.';
comment on column delivery_state.error is 'Last error while processing it. Null when there was none.';
comment on column delivery_state.attempts is 'How often a worker has tried to process it, a count.';
comment on column delivery_state.due_at is 'Not to be tried before this instant; moves on with each failed attempt.';
comment on column delivery_state.facts is 'How many facts were read out of it, a count; null until it is processed.';
comment on column delivery_state.repository is
    'Full name of the repository that its first fact speaks of, as the delivery has it; null when it names none, and until it is processed.';
comment on column delivery_state.outcome is
    'What its facts come to, in a line, e.g. "deployment of 3f2c9b1 to production succeeded"; null unless it was processed.';

create index delivery_state_pending on delivery_state (due_at, id) where status = 'pending';
comment on index delivery_state_pending is 'Which deliveries a worker is to take next.';

create index delivery_state_by_status on delivery_state (status, id) where status in ('ignored', 'malformed', 'failed');
comment on index delivery_state_by_status is 'GET /api/v1/deliveries?status=, for all but what nearly every delivery is.';

create index delivery_state_by_repository on delivery_state (lower(repository) text_pattern_ops, id) where repository is not null;
comment on index delivery_state_by_repository is 'Deliveries of a repository, or of an owner, newest first.';

-- When each source was last heard of: delivery itself has no index for that, as it is written while a sender waits.
create table source_activity (
    source           text        not null primary key,
    last_received_at timestamptz not null
);
comment on table source_activity is
    'When each source was last heard of, as far as its deliveries were read. Moved on with each batch that a worker settles.';
comment on column source_activity.source is 'Source, e.g. github.';
comment on column source_activity.last_received_at is 'When the newest of its deliveries was received that a worker has taken. UTC.';

-- What is refused is not stored, but that it was has to be seen after a restart too.
create table source_refusal (
    source          text        not null primary key,
    last_refused_at timestamptz not null,
    in_a_row        integer     not null
);
comment on table source_refusal is
    'What was refused of each source because its signature was missing or wrong. Written at most once a minute per source and process.';
comment on column source_refusal.source is 'Source that was posted to, e.g. github. From the path of the request.';
comment on column source_refusal.last_refused_at is 'When a delivery was last refused. UTC, server clock.';
comment on column source_refusal.in_a_row is
    'How many were refused since the last one whose signature was right, a count; of the process that wrote last.';

create table source_rhythm (
    source            text             not null primary key,
    newest_id         bigint           not null,
    last_at           timestamptz      not null,
    threshold_seconds double precision,
    counted_at        timestamptz      not null default '-infinity'
);
comment on table source_rhythm is 'How often each source sends, and when it is silent for longer than that. What was read by API is left out';
comment on column source_rhythm.source is 'name of the source';
comment on column source_rhythm.newest_id is 'the newest of its deliveries that was looked at';
comment on column source_rhythm.last_at is 'when it was received';
comment on column source_rhythm.threshold_seconds is 'a pause longer than that is silence; null while it has sent too little to tell';
comment on column source_rhythm.counted_at is 'when that was last counted';

create table repository_day (
    source        text        not null,
    repository_id bigint      not null,
    day           date        not null,
    last_at       timestamptz not null,
    primary key (source, repository_id, day)
);
comment on table repository_day is 'On which days of the last 90 a source posted something about a repository. What was read by API is left out';
comment on column repository_day.source is 'name of the source';
comment on column repository_day.repository_id is 'the repository';
comment on column repository_day.day is 'the day, UTC';
comment on column repository_day.last_at is 'when it last did on that day, to ten minutes or so';

create index repository_day_by_day on repository_day (day);
comment on index repository_day_by_day is 'What is too old to keep.';

create table repository_rhythm (
    source            text             not null,
    repository_id     bigint           not null,
    threshold_seconds double precision not null,
    primary key (source, repository_id)
);
comment on table repository_rhythm is 'When a source is silent about a repository; one of too few days to tell is left out. Counted once an hour';
comment on column repository_rhythm.source is 'name of the source';
comment on column repository_rhythm.repository_id is 'the repository';
comment on column repository_rhythm.threshold_seconds is 'a pause longer than that is silence';
