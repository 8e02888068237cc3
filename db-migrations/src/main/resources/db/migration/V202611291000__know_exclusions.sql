-- What is closed as not planned or as a duplicate was no incident, and is listed all the same.
alter table incident add column excluded_as text check (excluded_as in ('not_planned', 'duplicate'));
comment on column incident.excluded_as is
    'Why it is no incident although one of its labels or its type is on the list of incident labels: not_planned or duplicate, as its source closed it. Null when it is one, or never was called one.';
comment on column incident.is_incident is
    'Whether one of its labels or its type is on the list of incident labels, and nothing excludes it.';

drop index incident_by_repository;
create index incident_by_repository on incident (repository_id, opened_at)
    where (is_incident or excluded_as is not null) and not is_deleted;
comment on index incident_by_repository is 'The incidents of a repository, those that were none among them, newest first.';
