comment on column backfill.id is 'as the API tells it';
comment on column backfill.created_at is 'when it was wanted';
comment on column backfill_repository.backfill_id is 'the backfill';
comment on column backfill_repository.position is 'place among the repositories of the backfill';
comment on column history_object.source is 'name of the source whose API was asked';
comment on column history_chapter.source is 'name of the source whose API was asked';
comment on column history_chapter.chapter is 'kind of object: deployments, changes, …';
comment on column api_answer.source is 'name of the source whose API was asked';
comment on column api_answer.kept_at is 'when the forge last answered something new';
