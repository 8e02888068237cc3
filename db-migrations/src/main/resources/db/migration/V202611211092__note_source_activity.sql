-- When each source was last heard of: delivery itself has no index for that, as it is written while a sender waits.

create table source_activity (
    source           text        not null primary key,
    last_received_at timestamptz not null
);
comment on table source_activity is 'When each source was last heard of, as far as its deliveries were read. Moved on with each batch that a worker settles.';
comment on column source_activity.source is 'Source, e.g. github.';
comment on column source_activity.last_received_at is 'When the newest of its deliveries was received that a worker has taken. UTC.';

insert into source_activity (source, last_received_at)
select delivery.source, max(delivery.received_at)
  from delivery
  join delivery_state using (id)
 where delivery_state.status <> 'pending'
 group by delivery.source;
