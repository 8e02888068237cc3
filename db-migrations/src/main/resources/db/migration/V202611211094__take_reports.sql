-- What a pipeline reports by the REST API, beyond what webhooks tell: versions, where the commits of a service are, the commits of
-- changes, causes that are no guess. A report belongs to the repository of source api that stands for its service.

alter table deployment
    add column version      text,
    add column digest       text,
    add column commits_in   text,
    add column is_unplanned boolean;
comment on column deployment.version is 'Name of what was built from the commit, e.g. 1.4.2; null when the source tells none. Part of what tells a redeploy.';
comment on column deployment.digest is 'Digest of the artifact or of its configuration; null when the source tells none. Part of what tells a redeploy.';
comment on column deployment.commits_in is 'Name, in lower case, of the repository that has its commit, where a report names one; null otherwise.';
comment on column deployment.is_unplanned is 'Whether it was unplanned remediation, by the word of its source; null when that says nothing.';

alter table incident
    alter column number drop not null,
    add column is_explicit boolean not null default false;
comment on column incident.number is 'Its number in the repository; null when the source has no numbers.';
comment on column incident.is_explicit is 'Whether its causes are named as such, in a report; otherwise its body declares them.';

alter table change
    alter column number drop not null,
    add column listed_shas text[],
    add column listed_at   timestamptz[];
comment on column change.number is 'Its number in the repository; null when the source has no numbers.';
comment on column change.listed_shas is 'Its own commits, where the source lists them; null otherwise.';
comment on column change.listed_at is 'When the author of each of listed_shas wrote it. UTC.';
-- which changes list a commit
create index change_by_listed_commit on change using gin (listed_shas) where listed_shas is not null;

-- whether any does at all
create index change_listing on change (repository_id) where listed_shas is not null;

create table named_repository (
    repository_id bigint not null references repository,
    name          text   not null,
    primary key (repository_id, name)
);
comment on table named_repository is 'Where reports of a service said that its commits are: a set, so that arrival does not matter.';
comment on column named_repository.repository_id is 'The repository of source api that stands for the service.';
comment on column named_repository.name is 'Name of a repository, in lower case; it need not be known.';
-- who waits for a repository of this name
create index named_repository_by_name on named_repository (name);

create function repository_called(called text) returns bigint
    language sql stable parallel safe
as $$
    select repository.id
      from repository_alias alias
      join repository on repository.id = alias.repository_id
     where alias.name = called and repository.source <> 'api'
     order by lower(repository.name) = called desc, alias.named_at desc, repository.source, repository.external_id
     limit 1
$$;
comment on function repository_called(text) is 'The repository that has this name, in lower case, else the last that had it; null when none is known.';

create view service_history as
select service_id, repository_id
  from service_repository
 union
select kept.service_id, called.repository_id
  from named_repository named
  join service_repository kept on kept.repository_id = named.repository_id
 cross join lateral (select repository_called(named.name) as repository_id) called
 where called.repository_id is not null;
comment on view service_history is 'The repositories whose pushes tell the history of a service: those that count for it, and those that reports of it name.';
comment on column service_history.service_id is 'The service.';
comment on column service_history.repository_id is 'A repository.';

create or replace function service_of_deployment(repository bigint, environment text) returns bigint
    language sql stable parallel safe
as $$
    select service.id
      from service_repository kept
      join service on service.id = kept.service_id
      join repository told on told.id = kept.repository_id
     where kept.repository_id = service_of_deployment.repository
       and (service.environments = '{}'
            or told.source = 'api' and lower(service.name) = lower(told.name)
            or exists (select from unnest(service.environments) glob where is_like_glob(service_of_deployment.environment, glob)))
     order by service.position nulls last, service.id
     limit 1
$$;
comment on function service_of_deployment(bigint, text) is 'The service that a deployment of a repository belongs to: the first of the configuration that takes its environment; one that is reported by its name has it whatever the environment. Null when none does.';

create or replace view incident_cause as
select incident.id as incident_id, incident.repository_id, named.word, incident.is_explicit
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
comment on view incident_cause is 'What each incident names as its cause: what a person says, else what is reported with it or its body declares.';
comment on column incident_cause.is_explicit is 'Whether a person or a report says so; otherwise its body does.';
