-- What a number of a change looks like is said by the source of an incident.
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
  join source on source.name = repository.source
 where (declared.is_explicit
        or word ~ ('^([^#!]+)?' || source.change_sign || '[0-9]+$')
        or word ~ '^https?://'
        or word ~ '^[0-9a-f]{7,40}$' and word ~ '[0-9]' and word ~ '[a-f]'
        or exists (select from deployment called
                    where called.repository_id = declared.repository_id and called.external_id = word
                      and (called.is_usual or called.service_id is not null))
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
    'Hash or prefix of one, id of a deployment, number of a change (#12 or !12, as its source writes it, or github.com/acme/shop#12 of another repository), or address.';
