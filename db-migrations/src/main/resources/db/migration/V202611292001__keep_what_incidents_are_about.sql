-- The end of an incident may be told without what it is about: then what was told last stays.

alter table incident add column about_at timestamptz, add column about_by text;
comment on column incident.about_at is 'When the source made the last statement that says what it is about. UTC; null when none does. From the payload.';
comment on column incident.about_by is 'Key of the delivery of that statement; null when none says what it is about.';
update incident set about_at = stated_at, about_by = stated_by where about <> '{}';
