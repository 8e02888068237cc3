-- What is closed as not planned or as a duplicate may count all the same (option incidents.closed_as).
create view counted_incident as
select id, repository_id, service_id, number, title, url, opened_at, resolved_at, causes, is_explicit
  from incident
 where (is_incident
        or excluded_as is not null
       and exists (select from service_option chosen
                    where chosen.service_id = incident.service_id
                      and chosen.name = 'incidents.closed_as' and chosen.value = 'count'))
   and not is_deleted;
comment on view counted_incident is
    'The incidents that count: those that are called so and not closed as not planned or as a duplicate, unless their service counts these too.';
comment on column counted_incident.id is 'The incident.';
comment on column counted_incident.repository_id is 'Repository it was filed in.';
comment on column counted_incident.service_id is 'Service that it counts for; null when several share its repository and its labels do not decide.';
comment on column counted_incident.number is 'Its number in the repository; null when its source has none.';
comment on column counted_incident.title is 'Its title.';
comment on column counted_incident.url is 'Its page at the source.';
comment on column counted_incident.opened_at is 'When it began. UTC.';
comment on column counted_incident.resolved_at is 'When it was resolved. UTC; null while it is open.';
comment on column counted_incident.causes is 'What it declares as root causes, as in incident.';
comment on column counted_incident.is_explicit is 'Whether a report names the causes as such.';

drop index incident_by_service;
create index incident_by_service on incident (service_id, opened_at) where (is_incident or excluded_as is not null) and not is_deleted;
comment on index incident_by_service is 'The incidents of a service since a time, those that may count among them.';
drop index incident_with_causes;
create index incident_with_causes on incident (id) where causes <> '{}' and (is_incident or excluded_as is not null) and not is_deleted;
comment on index incident_with_causes is 'The incidents that declare a cause.';
