-- An incident of a pager or a tracker knows no repository: what it is about says which service it belongs to.
alter table incident add column about text[] not null default '{}';
comment on column incident.about is
    'What a pager or a tracker says that it concerns: keys and names of its own, in lower case. Empty for a source whose repositories say it.';
comment on column incident.service_id is
    'The one service that it belongs to, see service_of_incident; null when its repository is shared and its labels do not decide, or when no service takes what it is about.';
create index incident_by_about on incident using gin (about) where about <> '{}';
comment on index incident_by_about is 'The incidents that are about a service which came or went.';
create index incident_without_service on incident (repository_id) where service_id is null;
comment on index incident_without_service is 'The incidents that no service takes.';

alter table service add column incidents text[] not null default '{}';
comment on column service.incidents is
    'What its own incidents of pagers and trackers are about, from throughline.services: source:glob, *:glob of any source, * all that no service takes.';

-- made again by R__lookups.sql, with more to decide by
drop function service_of_incident(bigint, text[]);
