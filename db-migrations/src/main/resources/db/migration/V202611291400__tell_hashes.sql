-- What can be a cause differs with the source and with what is known: !n is a number in GitLab alone, where #n is an issue; a hash has
-- at most 40 digits, and one of 64 names the commit that is known by it; an id of ours is one while there is such a deployment.
create or replace view incident_cause as
select incident.id as incident_id, incident.repository_id, named.word, incident.is_explicit
  from incident
  join repository on repository.id = incident.repository_id
 cross join unnest(incident.causes) named (word)
 where incident.causes <> '{}' and incident.is_incident and not incident.is_deleted
   and (incident.is_explicit
        or word ~ case repository.source when 'gitlab' then '^![0-9]+$' else '^#[0-9]+$' end
        or word ~ '^https?://'
        or word ~ '^[0-9a-f]{7,40}$' and word ~ '[0-9]' and word ~ '[a-f]'
        or exists (select from deployment called
                    where called.repository_id = incident.repository_id and called.external_id = word)
        or case when word ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                then exists (select from deployment called where called.id = word::uuid) end
        or word ~ '^([0-9a-f]{7,40}|[0-9a-f]{64})$'
       and (exists (select from git_commit known where known.sha >= word and known.sha < word || 'g')
            or exists (select from delivered_commit known where known.sha >= word and known.sha < word || 'g')))
   and not exists (select from taken_out where taken_out.target = incident.id)
   and not exists (select from standing_verdict said
                    where said.target = incident.id and said.field = 'caused_by' and said.causes is not null)
 union all
select incident.id, incident.repository_id, named.word, true
  from standing_verdict said
  join incident on incident.id = said.target
 cross join unnest(said.causes) named (word)
 where said.field = 'caused_by' and incident.is_incident and not incident.is_deleted
   and not exists (select from taken_out where taken_out.target = incident.id);
