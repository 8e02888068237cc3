-- What became of a delivery stands beside it: a delivery is then written once, body and all in one row, and settling it
-- rewrites a short row instead of a long one and its index entries.

create table delivery_state (
    id       bigint      not null primary key,
    status   text        not null default 'pending'
        check (status in ('pending', 'processed', 'ignored', 'malformed', 'failed')),
    reason   text,
    field    text,
    error    text,
    attempts integer     not null default 0,
    due_at   timestamptz not null default now(),
    facts    integer
);

insert into delivery_state (id, status, reason, field, error, attempts, due_at, facts)
select id, status, reason, field, error, attempts, due_at, facts from delivery;

drop index delivery_by_status;
drop index delivery_pending;

alter table delivery
    drop column status,
    drop column reason,
    drop column field,
    drop column error,
    drop column attempts,
    drop column due_at,
    drop column facts;

-- a deflated body of an ordinary delivery fits into its row: out of line it would be cut into pieces with an index of their own
alter table delivery set (toast_tuple_target = 8160);

comment on table delivery is 'What a sender posted and Throughline acknowledged, byte for byte. Never changed.';
comment on table delivery_state is 'What became of each delivery: one row for one of delivery, made with it.';
comment on column delivery_state.id is 'The delivery.';
comment on column delivery_state.status is 'pending until a worker took it; then processed, ignored, malformed, or failed when every attempt ended in an error.';
comment on column delivery_state.reason is 'Why it was ignored or malformed. Null otherwise.';
comment on column delivery_state.field is 'JSON path of the field that made it malformed. Null otherwise.';
comment on column delivery_state.error is 'Last error while processing it. Null when there was none.';
comment on column delivery_state.attempts is 'How often a worker has tried to process it, a count.';
comment on column delivery_state.due_at is 'Not to be tried before this instant; moves on with each failed attempt.';
comment on column delivery_state.facts is 'How many facts were read out of it, a count; null until it is processed.';

-- which deliveries is a worker to take next
create index delivery_state_pending on delivery_state (due_at, id) where status = 'pending';
-- GET /api/v1/deliveries?status=, for all but what nearly every delivery is
create index delivery_state_by_status on delivery_state (status, id) where status in ('ignored', 'malformed', 'failed');
