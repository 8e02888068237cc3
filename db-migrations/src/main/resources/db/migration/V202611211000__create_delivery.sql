-- Deliveries: the only precious data. Everything else in this database can be derived from them again.

create table delivery (
    id           bigint generated always as identity primary key,
    source       text        not null,
    delivery     text        not null,
    event        text        not null,
    content_type text,
    received_at  timestamptz not null,
    bytes        integer     not null,
    body         bytea       not null,
    status       text        not null default 'pending'
        check (status in ('pending', 'processed', 'ignored', 'malformed', 'failed')),
    reason       text,
    field        text,
    error        text,
    attempts     integer     not null default 0,
    due_at       timestamptz not null default now(),
    facts        integer,
    unique (source, delivery)
);

-- the body is already deflated: let PostgreSQL move it out of line without trying to compress it again
alter table delivery alter column body set storage external;

comment on table delivery is 'What a sender posted and Throughline acknowledged, byte for byte, with what became of it.';
comment on column delivery.id is 'Order of storage. Shown as id by the API and used as its cursor.';
comment on column delivery.source is 'Source that the delivery was posted to, e.g. github. From the path of the request.';
comment on column delivery.delivery is 'The sender''s own id of the delivery (X-GitHub-Delivery); SHA-256 of the body in hex when it sent none.';
comment on column delivery.event is 'The sender''s word for what happened (X-GitHub-Event); empty when it said none.';
comment on column delivery.content_type is 'Content-Type header as received; tells a form-encoded body from plain JSON.';
comment on column delivery.received_at is 'When the server had read the whole body. UTC, server clock.';
comment on column delivery.bytes is 'Length of the body as received, in bytes.';
comment on column delivery.body is 'The body as received, deflated (zlib, level 1).';
comment on column delivery.status is 'pending until a worker took it; then processed, ignored, malformed, or failed when every attempt ended in an error.';
comment on column delivery.reason is 'Why it was ignored or malformed. Null otherwise.';
comment on column delivery.field is 'JSON path of the field that made it malformed. Null otherwise.';
comment on column delivery.error is 'Last error while processing it. Null when there was none.';
comment on column delivery.attempts is 'How often a worker has tried to process it, a count.';
comment on column delivery.due_at is 'Not to be tried before this instant; moves on with each failed attempt.';
comment on column delivery.facts is 'How many facts were read out of it, a count; null until it is processed.';

-- which deliveries is a worker to take next
create index delivery_pending on delivery (due_at, id) where status = 'pending';
-- GET /api/v1/deliveries?status=
create index delivery_by_status on delivery (status, id);
