create table source_rhythm (
    source            text primary key,
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
