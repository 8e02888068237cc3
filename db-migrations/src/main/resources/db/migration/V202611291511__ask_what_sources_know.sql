-- Whether a source knows commits decides, not what it is called.

create or replace function repository_called(called text) returns bigint
    language sql stable parallel safe
as $$
    select repository.id
      from repository_alias alias
      join repository on repository.id = alias.repository_id
      join source on source.name = repository.source
     where alias.name = called and source.knows_commits
     order by lower(shown_name(repository)) = called desc, lower(repository.name) = called desc,
              alias.named_at desc, repository.source, repository.host, repository.external_id
     limit 1
$$;
comment on function repository_called(text) is
    'The repository with commits that has this name, in lower case, else the last that had it; null when none is known.';

create or replace function service_of_deployment(repository bigint, environment text, read_from text, is_usual boolean, matched text[]) returns bigint
    language sql stable parallel safe
as $$
    select service.id
      from service_repository kept
      join service on service.id = kept.service_id
      join repository told on told.id = kept.repository_id
      join source on source.name = told.source
     where kept.repository_id = service_of_deployment.repository
       and (service.environments = '{}'
            or not source.knows_commits and lower(service.name) = lower(told.name)
            or exists (select from unnest(service.environments) glob where is_like_glob(service_of_deployment.environment, glob)))
       and case when service_of_deployment.read_from is null then true
                when service.deploys_from is null then service_of_deployment.is_usual
                else service.deploys_from = service_of_deployment.read_from
                     and (service.deploys_pattern is null or service.deploys_pattern = any(service_of_deployment.matched))
                     and (service.deploys_environment is null
                          or is_like_glob(service_of_deployment.environment, service.deploys_environment)) end
     order by service.position nulls last, service.id
     limit 1
$$;
