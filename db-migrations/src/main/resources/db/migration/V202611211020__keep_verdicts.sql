-- Verdicts: what people say. Neither derived nor derivable, so precious like the deliveries. Rows are added and never changed.

create table verdict (
    id     bigint generated always as identity primary key,
    target uuid        not null,
    field  text        not null check (field in ('failed', 'unplanned', 'excluded', 'caused_by')),
    truth  boolean,
    causes text[],
    reason text,
    actor  text        not null,
    at     timestamptz not null,
    check (truth is null or field <> 'caused_by'),
    check (causes is null or field = 'caused_by'),
    check (truth is not null or field <> 'excluded')
);
comment on table verdict is 'What a person said of a deployment or an incident. The newest word on a field stands and wins over every rule; older ones are the audit trail.';
comment on column verdict.id is 'Order in which they were said: of one field the greatest stands.';
comment on column verdict.target is 'Id of the deployment or incident in the API. No foreign key: facts are emptied and filled again by a replay, this is not.';
comment on column verdict.field is 'What was said: failed, unplanned or excluded, of an incident caused_by or excluded.';
comment on column verdict.truth is 'true or false; null takes back what was said before, and always for caused_by.';
comment on column verdict.causes is 'For caused_by the deployments or commits that are named, none when the list is empty; null takes back what was said before.';
comment on column verdict.reason is 'Why, in the person''s own words; null when none was given.';
comment on column verdict.actor is 'Who: the header X-Throughline-Actor, else ''api token''.';
comment on column verdict.at is 'When it was said. UTC, server clock.';
-- the word that stands, and the trail of one thing
create index verdict_by_target on verdict (target, field, id desc);

create view standing_verdict as
select distinct on (target, field) target, field, truth, causes
  from verdict
 order by target, field, id desc;
comment on view standing_verdict is 'The newest verdict of each field, the one that counts.';
comment on column standing_verdict.target is 'Id of the deployment or incident.';
comment on column standing_verdict.field is 'failed, unplanned, excluded or caused_by.';
comment on column standing_verdict.truth is 'What was said last; null when it was taken back.';
comment on column standing_verdict.causes is 'The causes that were named last; null when they were taken back.';

create view taken_out as
select target from standing_verdict where field = 'excluded' and truth;
comment on view taken_out is 'What people took out: deployments that are no deployments, incidents that are no evidence.';
comment on column taken_out.target is 'Id of the deployment or incident.';

create view incident_cause as
select incident.id as incident_id, incident.repository_id, named.word, false as is_explicit
  from incident
 cross join unnest(incident.causes) named (word)
 where incident.causes <> '{}' and incident.is_incident and not incident.is_deleted
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
comment on view incident_cause is 'What each incident names as its cause: what a person says, else what its body declares.';
comment on column incident_cause.incident_id is 'The incident.';
comment on column incident_cause.repository_id is 'Repository it was filed in.';
comment on column incident_cause.word is 'Hash or prefix of one, id of a deployment, or number of a change (#12).';
comment on column incident_cause.is_explicit is 'Whether a person says so; otherwise its body does.';
