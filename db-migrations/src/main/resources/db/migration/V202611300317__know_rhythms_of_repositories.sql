create table repository_day (
    source        text        not null,
    repository_id bigint      not null,
    day           date        not null,
    last_at       timestamptz not null,
    primary key (source, repository_id, day)
);
create index repository_day_by_day on repository_day (day);
comment on table repository_day is 'On which days of the last 90 a source posted something about a repository. What was read by API is left out';
comment on column repository_day.source is 'name of the source';
comment on column repository_day.repository_id is 'the repository';
comment on column repository_day.day is 'the day, UTC';
comment on column repository_day.last_at is 'when it last did on that day, to ten minutes or so';

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
