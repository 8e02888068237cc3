-- Services of one repository may each have a rule of what deploys them.

alter table service
    add column deploys_from        text
        check (deploys_from in ('tag', 'release', 'workflow', 'deployment')),
    add column deploys_pattern     text,
    add column deploys_environment text;
comment on column service.deploys_from is
    'Kind of event that alone deploys it, from throughline.services: tag, release, workflow or deployment; null: what usually deploys its repositories.';
comment on column service.deploys_pattern is
    'Regular expression, of Java, that the whole deployment.read_name has to match, from throughline.services; null: every one does.';
comment on column service.deploys_environment is 'Glob of the environment that has to be reached, from throughline.services; null: every one is.';

alter table deployment
    add column read_from text
        check (read_from in ('tag', 'release', 'workflow', 'deployment')),
    add column read_name text,
    add column is_usual  boolean not null default true,
    add column matched   text[]  not null default '{}';
comment on column deployment.read_from is 'Kind of event that it was read from: tag, release, workflow or deployment; null for a report.';
comment on column deployment.read_name is 'The tag, also of a release, the workflow or the environment: what a pattern has to match. Null for a report.';
comment on column deployment.is_usual is
    'Whether it deploys every service of its repository that has no rule of its own. One that is not usual and that no service takes is none.';
comment on column deployment.matched is 'Those of all service.deploys_pattern that read_name matches as a whole.';
comment on column deployment.id is
    'UUIDv5 of source, repository and external id, of the environment where it is not the one that it was made for, and of read_from where that is not usual and has ids of its own: stable over replays, for people''s verdicts hang on it.';

-- as well as can be told; the first rule that is configured has them read again
update deployment
   set read_from = told.event, read_name = told.name
  from (select known.id,
               case when known.external_id like '%@%' then 'tag'
                    when known.tag is not null then 'release'
                    when known.url like '%/actions/runs/%' then 'workflow'
                    else 'deployment' end as event,
               case when known.external_id like '%@%' or known.tag is not null then coalesce(known.tag, known.ref)
                    else known.environment end as name
          from deployment known
          join repository on repository.id = known.repository_id
         where repository.source <> 'api') told
 where deployment.id = told.id;

-- made again by R__lookups.sql, with more to decide by
drop function service_of_deployment(bigint, text);
