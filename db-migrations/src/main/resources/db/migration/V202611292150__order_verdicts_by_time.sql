-- Verdicts are taken over from other installations, after what was said here: the newest counts, whichever arrived first.

create or replace view standing_verdict as
select distinct on (target, field) target, field, truth, causes
  from verdict
 order by target, field, at desc, id desc;
comment on view standing_verdict is 'The newest verdict of each field, the one that counts.';

drop index verdict_by_target;
create index verdict_by_target on verdict (target, field, at desc, id desc);
comment on index verdict_by_target is 'The word that stands, and the trail of one thing.';

comment on column verdict.id is 'Order in which they were stored: of one field and time the greatest stands.';
