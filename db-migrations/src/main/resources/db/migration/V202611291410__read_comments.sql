-- Who finds the cause of an incident says so in a comment more often than in its body.
create table incident_comment (
    repository_id bigint      not null references repository,
    external_id   text        not null,
    incident_id   uuid        not null,
    causes        text[]      not null,
    is_deleted    boolean     not null,
    stated_at     timestamptz not null,
    stated_by     text        not null,
    primary key (repository_id, external_id)
);
comment on table incident_comment is 'A comment on an issue, in its newest known state: of those that declare a cause, and that were edited or deleted and may have.';
comment on column incident_comment.repository_id is 'Repository of the issue.';
comment on column incident_comment.external_id is 'The source''s own id of it.';
comment on column incident_comment.incident_id is 'The issue; it may not have been told of yet.';
comment on column incident_comment.causes is 'What it declares as root causes: hash prefixes, deployment ids, change numbers (#12), addresses. Lower case.';
comment on column incident_comment.is_deleted is 'Whether it was deleted; then it declares nothing.';
comment on column incident_comment.stated_at is 'The source''s own time of this state. UTC. The newest wins.';
comment on column incident_comment.stated_by is 'Delivery that told it; breaks ties, the greater wins.';
create index incident_comment_by_incident on incident_comment (incident_id) where causes <> '{}' and not is_deleted;
comment on index incident_comment_by_incident is 'What the comments on an incident declare.';
comment on column incident.causes is
    'What its newest title and body declare as root causes: hash prefixes, deployment ids, change numbers (#12), addresses. Lower case.';

create or replace view incident_cause as
select declared.incident_id, declared.repository_id, declared.word, declared.is_explicit
  from (select incident.id as incident_id, incident.repository_id, unnest(incident.causes) as word, incident.is_explicit
          from incident
         where incident.causes <> '{}' and incident.is_incident and not incident.is_deleted
         union all
        select incident.id, incident.repository_id, unnest(comment.causes), false
          from incident_comment comment
          join incident on incident.id = comment.incident_id
         where comment.causes <> '{}' and not comment.is_deleted
           and incident.is_incident and not incident.is_deleted) declared
  join repository on repository.id = declared.repository_id
 where (declared.is_explicit
        or word ~ case repository.source when 'gitlab' then '^![0-9]+$' else '^#[0-9]+$' end
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
  join incident on incident.id = said.target
 cross join unnest(said.causes) named (word)
 where said.field = 'caused_by' and incident.is_incident and not incident.is_deleted
   and not exists (select from taken_out where taken_out.target = incident.id);
comment on view incident_cause is 'What each incident names as its cause: what a person says, else what is reported with it or its title, body and comments declare.';
comment on column incident_cause.is_explicit is 'Whether a person or a report says so; otherwise its title, body or a comment does.';
comment on column incident_cause.word is 'Hash or prefix of one, id of a deployment, number of a change (#12), or address.';
