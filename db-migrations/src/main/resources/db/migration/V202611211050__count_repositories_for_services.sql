-- Which services a repository counts for is a function of the configuration and of all names and aliases: the same for any order of arrival.
-- A service is known by its name alone, so facts that several sources tell of one service meet there.

create table service_repository (
    repository_id bigint not null references repository,
    service_id    bigint not null references service,
    primary key (repository_id, service_id)
);
-- the repositories of a service
create index service_repository_by_service on service_repository (service_id, repository_id);
comment on table service_repository is 'Which services a repository counts for: those of the configuration that name it, else the one of its newest name.';
comment on column service_repository.repository_id is 'The repository.';
comment on column service_repository.service_id is 'A service that it counts for.';

alter table service
    add column position        integer,
    add column team            text,
    add column repositories    text[] not null default '{}',
    add column paths           text[] not null default '{}',
    add column environments    text[] not null default '{}',
    add column incident_labels text[] not null default '{}';
comment on table service is 'What is measured: those of the configuration, and one for each other name of a repository.';
comment on column service.position is 'Place in throughline.services, from 0; null for a service that is not configured.';
comment on column service.team is 'The team that owns it, from throughline.services; null when none is named.';
comment on column service.repositories is 'Names and globs of the repositories that count for it, from throughline.services.';
comment on column service.paths is 'Globs over the files of a commit, from throughline.services; empty: every commit is its own.';
comment on column service.environments is 'Globs over environments whose deployments are its own, from throughline.services; empty: all.';
comment on column service.incident_labels is 'Labels of its own incidents in repositories that it shares, from throughline.services.';

insert into service_repository (repository_id, service_id)
select repository.id, one.id
  from repository
  join service own on own.id = repository.service_id
  join lateral (select min(service.id) as id from service where lower(service.name) = lower(own.name)) one on true;

alter table derivation_due
    drop constraint derivation_due_service_id_fkey,
    add column is_full boolean not null default false;
comment on column derivation_due.is_full is 'Whether all of its samples are to be derived again: deployments or repositories came or went.';

-- services of the same name become one; what is left of the others goes with their samples
insert into derivation_due (service_id, is_full)
select id, true
  from service
 where lower(name) in (select lower(name) from service group by lower(name) having count(*) > 1);
update service
   set name = name || '#' || id
 where not exists (select from service_repository where service_repository.service_id = service.id);
drop index service_by_name;
-- services by name, without case
create unique index service_by_name on service (lower(name));

-- which repositories are called so now
create index repository_by_name on repository (lower(name));
-- all names of a repository
create index repository_alias_by_repository on repository_alias (repository_id);

alter table deployment add column service_id bigint references service;
comment on column deployment.service_id is 'The one service that it belongs to, see service_of_deployment; null when no service of the configuration takes its environment.';
update deployment
   set service_id = service_repository.service_id
  from service_repository
 where service_repository.repository_id = deployment.repository_id;
-- the deployments of a service
create index deployment_by_service on deployment (service_id);

alter table incident add column service_id bigint references service;
comment on column incident.service_id is 'The one service that it belongs to, see service_of_incident; null when its repository is shared and its labels do not decide.';
update incident
   set service_id = service_repository.service_id
  from service_repository
 where service_repository.repository_id = incident.repository_id;
-- the open and past incidents of a service
create index incident_by_service on incident (service_id) where is_incident and not is_deleted;

-- made again by R__metrics.sql, which comes after this
drop view if exists metric_incident;
alter table repository drop column service_id;

create function is_like_glob(value text, glob text) returns boolean
    language sql immutable parallel safe
return lower(value) like translate(replace(replace(replace(lower(glob), '\', '\\'), '%', '\%'), '_', '\_'), '*?', '%_');
comment on function is_like_glob(text, text) is 'Whether a name matches a glob, without case: * is any number of characters, ? is one.';

create function service_of_deployment(repository bigint, environment text) returns bigint
    language sql stable parallel safe
as $$
    select service.id
      from service_repository kept
      join service on service.id = kept.service_id
     where kept.repository_id = service_of_deployment.repository
       and (service.environments = '{}'
            or exists (select from unnest(service.environments) glob where is_like_glob(service_of_deployment.environment, glob)))
     order by service.position nulls last, service.id
     limit 1
$$;
comment on function service_of_deployment(bigint, text) is 'The service that a deployment of a repository belongs to: the first of the configuration that takes its environment. Null when none does.';

create function service_of_incident(repository bigint, labels text[]) returns bigint
    language sql stable parallel safe
as $$
    select case when count(*) = 1 then min(id)
                when count(*) filter (where is_labelled) = 1 then min(id) filter (where is_labelled) end
      from (select service.id,
                   exists (select from unnest(service.incident_labels) own, unnest(service_of_incident.labels) said
                            where lower(own) = lower(said)) as is_labelled
              from service_repository kept
              join service on service.id = kept.service_id
             where kept.repository_id = service_of_incident.repository) own
$$;
comment on function service_of_incident(bigint, text[]) is 'The service that an incident of a repository belongs to: the only one of the repository, else the only one whose label it has. Null when that does not decide.';
