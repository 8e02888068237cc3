-- Whether senders are refused: what is refused is not stored, but that it was has to be seen after a restart too.

create table source_refusal (
    source          text        not null primary key,
    last_refused_at timestamptz not null,
    in_a_row        integer     not null
);
comment on table source_refusal is 'What was refused of each source because its signature was missing or wrong. Written at most once a minute per source and process.';
comment on column source_refusal.source is 'Source that was posted to, e.g. github. From the path of the request.';
comment on column source_refusal.last_refused_at is 'When a delivery was last refused. UTC, server clock.';
comment on column source_refusal.in_a_row is 'How many were refused since the last one whose signature was right, a count; of the process that wrote last.';
