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

create or replace view incident_cause as
select declared.incident_id, declared.repository_id, declared.word, declared.is_explicit
  from (select incident.id as incident_id, incident.repository_id, unnest(incident.causes) as word, incident.is_explicit
          from counted_incident incident
         where incident.causes <> '{}'
         union all
        select incident.id, incident.repository_id, unnest(comment.causes), false
          from incident_comment comment
          join counted_incident incident on incident.id = comment.incident_id
         where comment.causes <> '{}' and not comment.is_deleted) declared
  join repository on repository.id = declared.repository_id
 where (declared.is_explicit
        or word ~ case repository.source when 'gitlab' then '^([^#!]+)?![0-9]+$' else '^([^#!]+)?#[0-9]+$' end
        or word ~ '^https?://'
        or word ~ '^[0-9a-f]{7,40}$' and word ~ '[0-9]' and word ~ '[a-f]'
        or exists (select from deployment called
                    where called.repository_id = declared.repository_id and called.external_id = word)
        or case when word ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                then exists (select from deployment called where called.id = word::uuid) end
        or word ~ '^([0-9a-f]{7,40}|[0-9a-f]{64})$'
       and (exists (select from git_commit known where known.sha >= word and known.sha < word || 'g')
            or exists (select from delivered_commit known where known.sha >= word and known.sha < word || 'g')))
   and not exists (select from taken_out where taken_out.target = declared.incident_id)
   and not exists (select from standing_verdict said
                    where said.target = declared.incident_id and said.field = 'caused_by' and said.causes is not null)
 union all
select incident.id, incident.repository_id, named.word, true
  from standing_verdict said
  join counted_incident incident on incident.id = said.target
 cross join unnest(said.causes) named (word)
 where said.field = 'caused_by'
   and not exists (select from taken_out where taken_out.target = incident.id);
comment on column incident_cause.word is
    'Hash or prefix of one, id of a deployment, number of a change (#12, or github.com/acme/shop#12 of another repository), or address.';

drop index incident_by_service;
create index incident_by_service on incident (service_id, opened_at) where (is_incident or excluded_as is not null) and not is_deleted;
comment on index incident_by_service is 'The incidents of a service since a time, those that may count among them.';
drop index incident_with_causes;
create index incident_with_causes on incident (id) where causes <> '{}' and (is_incident or excluded_as is not null) and not is_deleted;
comment on index incident_with_causes is 'The incidents that declare a cause.';
