-- What a name, a word or an environment means, given all that is known: each rule is here once and is replaced in place.
-- Before R__metrics.sql, which uses it.

create or replace function is_like_glob(value text, glob text) returns boolean
    language sql immutable parallel safe
return lower(value) like translate(replace(replace(replace(lower(glob), '\', '\\'), '%', '\%'), '_', '\_'), '*?', '%_');
comment on function is_like_glob(text, text) is 'Whether a name matches a glob, without case: * is any number of characters, ? is one.';

create or replace function tier_of(environment text, source_tier text) returns text
    language sql stable parallel safe
as $$
    select coalesce((select mapped.tier
                       from environment_tier mapped
                      where is_like_glob(tier_of.environment, mapped.environment)
                      order by mapped.position
                      limit 1), source_tier)
$$;
comment on function tier_of(text, text) is 'The tier of an environment: by the configuration, otherwise what the source said.';

create or replace function shown_name(repository repository) returns text
    language sql stable parallel safe
as $$
    select case when repository.host in ('', (select other.host
                                                from repository other
                                                join source on source.name = other.source
                                               where lower(other.name) = lower(repository.name) and other.host <> '' and source.holds <> 'nothing'
                                               order by other.host = 'github.com' desc, other.host = 'gitlab.com' desc, other.host collate "C"
                                               limit 1))
                then repository.name
                else repository.host || '/' || repository.name end
$$;
comment on function shown_name(repository) is
    'The name of a repository, with its host where another host has one of the same name and comes first: github.com, then gitlab.com, then by the alphabet. What holds nothing takes no name from anybody.';

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

create or replace view service_history as
select service_id, repository_id
  from service_repository
 union
select kept.service_id, called.repository_id
  from named_repository named
  join service_repository kept on kept.repository_id = named.repository_id
 cross join lateral (select repository_called(named.name) as repository_id) called
 where called.repository_id is not null;
comment on view service_history is 'The repositories whose pushes tell the history of a service: those that count for it, and those named by reports about it.';
comment on column service_history.service_id is 'The service.';
comment on column service_history.repository_id is 'A repository.';

create or replace function reference_repository(repository bigint, reference text) returns bigint
    language sql stable parallel safe
as $$
    select case when reference ~ '^[#!]' then repository else repository_called(regexp_replace(reference, '[#!][0-9]+$', '')) end
$$;
comment on function reference_repository(bigint, text) is
    'The repository of what a reference such as #12 or github.com/acme/shop#12 names, written in this repository; null when it is not known.';

create or replace function reference_number(reference text) returns bigint
    language sql immutable parallel safe
as $$
    select substring(reference from '[#!]([0-9]{1,18})$')::bigint
$$;
comment on function reference_number(text) is 'The number in a reference such as #12 or github.com/acme/shop#12; null for any other word.';

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
comment on function service_of_deployment(bigint, text, text, boolean, text[]) is
    'The service that a deployment of a repository belongs to: the first of the configuration that takes its environment and whose rule it is; one that is reported by its name has it whatever the environment. Null when none does.';

create or replace function service_about(source text, about text[]) returns bigint
    language sql stable parallel safe
as $$
    select coalesce(
               (select service.id
                  from service
                 where exists (select from unnest(service.incidents) taken
                                cross join unnest(service_about.about) said
                                where strpos(taken, ':') > 0
                                  and split_part(lower(taken), ':', 1) in ('*', lower(service_about.source))
                                  and is_like_glob(said, substr(taken, strpos(taken, ':') + 1)))
                 order by service.position
                 limit 1),
               (select service.id
                  from unnest(service_about.about) with ordinality said (name, place)
                  join service on lower(service.name) = said.name
                 where service.position is not null
                    or exists (select from service_repository kept where kept.service_id = service.id)
                 order by said.place
                 limit 1),
               (select service.id
                  from service
                 where '*' = any(service.incidents)
                 order by service.position
                 limit 1))
$$;
comment on function service_about(text, text[]) is
    'The service that an incident of a source belongs to by what it is about: the first of the configuration that takes one of these, else the one that is called like the first that can be, else the one that takes the rest. Null when none does.';

create or replace function service_of_incident(repository bigint, labels text[], about text[]) returns bigint
    language sql stable parallel safe
as $$
    select case
           when source.holds = 'nothing' or service_of_incident.about <> '{}' 
                or source.holds = 'service'
               and not exists (select from repository_alias alias where alias.repository_id = told.id)
           then service_about(source.name, service_of_incident.about)
           else (select case when count(*) = 1 then min(id)
                             when count(*) filter (where is_labelled) = 1 then min(id) filter (where is_labelled) end
                   from (select service.id,
                                exists (select from unnest(service.incident_labels) own, unnest(service_of_incident.labels) said
                                         where lower(own) = lower(said)) as is_labelled
                           from service_repository kept
                           join service on service.id = kept.service_id
                          where kept.repository_id = service_of_incident.repository) own) end
      from repository told
      join source on source.name = told.source
     where told.id = service_of_incident.repository
$$;
comment on function service_of_incident(bigint, text[], text[]) is
    'The service that an incident belongs to: the only one of its repository, else the only one whose label it has; where it says what it is about, or its repository holds nothing, the one that it is about. Null when that does not decide.';

create or replace function is_in_environment(asked text, environment text, merged_environments text[]) returns boolean
    language sql immutable parallel safe
return asked is null or asked = environment or asked = any(merged_environments);
comment on function is_in_environment(text, text, text[]) is
    'Whether a deployment counts when an environment is asked for: null means every one, else its own or one of the same rollout. PostgreSQL writes it into the query that asks.';

create or replace function touches(service bigint, commit_sha text) returns boolean
    language sql stable parallel safe
as $$
    select own.path_patterns = '{}'
           or (select exists (select from unnest(known.paths) file, unnest(own.path_patterns) pattern where file ~ pattern)
                 from commit_path known
                where known.sha = commit_sha)
      from service own
     where own.id = touches.service
$$;
comment on function touches(bigint, text) is 'Whether a commit touches a file of a service; null when its files are not known.';

create or replace view change_list as
select change.id as change_id, change.repository_id, change.merged_at, told.shas, told.author_at
  from change
  join change_commits told on told.change_id = change.id
 where told.head_sha = change.head_sha
    or told.head_sha is null
   and not exists (select from change_commits better
                    where better.change_id = change.id and better.head_sha = change.head_sha);
comment on view change_list is 'The list that counts for each change that has one: the one for the current head of its branch, otherwise that of a report.';
comment on column change_list.change_id is 'The change.';
comment on column change_list.repository_id is 'Repository of the change.';
comment on column change_list.merged_at is 'When it was merged; null when it was not.';
comment on column change_list.shas is 'All of its own commits.';
comment on column change_list.author_at is 'When the author of each of shas wrote it. UTC.';

create or replace function arrival_of(ended change) returns text
    language sql stable
as $$
    select coalesce((select told.sha
                       from (values (1, ended.merge_commit_sha), (2, ended.head_sha)) told (place, sha)
                      where exists (select from delivered_commit d where d.sha = told.sha and d.is_first)
                      order by told.place
                      limit 1),
                    ended.merge_commit_sha)
     where ended.merge_commit_sha is not null
$$;
comment on function arrival_of(change) is
    'The commit by which a merged change was delivered first: the one that it ended in, or the head of its branch where that was live by another way. Null when it is not merged.';

create or replace function seconds_again(at timestamptz, delivered delivered_commit) returns integer
    language sql stable
return case when not delivered.is_merge and (delivered.lead_seconds is not null or delivered.excluded = 'no_baseline')
            then least(greatest(floor(extract(epoch from at - coalesce(delivered.started_at, delivered.author_at))), 0), 2147483647)::integer end;
comment on function seconds_again(timestamptz, delivered_commit) is
    'Lead time in seconds of a commit that was delivered before and is delivered again at an instant. Null when it gives none.';

create or replace view standing_verdict as
select distinct on (target, field) target, field, truth, causes
  from verdict
 order by target, field, at desc, id desc;
comment on view standing_verdict is 'The newest verdict of each field, the one that counts.';
comment on column standing_verdict.target is 'Id of the deployment or incident.';
comment on column standing_verdict.field is 'failed, unplanned, excluded or caused_by.';
comment on column standing_verdict.truth is 'What was said last; null when it was taken back.';
comment on column standing_verdict.causes is 'The causes that were named last; null when they were taken back.';

create or replace view taken_out as
select target from standing_verdict where field = 'excluded' and truth;
comment on view taken_out is 'What people excluded: deployments that do not count, incidents that are not evidence.';
comment on column taken_out.target is 'Id of the deployment or incident.';

-- What is closed as not planned or as a duplicate may count anyway (option incidents.closed_as).
create or replace view counted_incident as
select id, repository_id, service_id, number, title, url, opened_at, resolved_at, causes, is_explicit, about
  from incident
 where (is_incident
        or excluded_as in ('not_planned', 'duplicate')
       and exists (select from service_option chosen
                    where chosen.service_id = incident.service_id
                      and chosen.name = 'incidents.closed_as' and chosen.value = 'count'))
   and not is_deleted
   and opened_at is not null;
comment on view counted_incident is
    'The incidents that count: those that are called so and not closed as none; those closed as not planned or as a duplicate count where their service says so. One of which nothing tells when it began is not among them.';
comment on column counted_incident.id is 'The incident.';
comment on column counted_incident.repository_id is 'Repository it was filed in.';
comment on column counted_incident.service_id is 'Service that it counts for; null when several share its repository and its labels do not decide, or none takes what it is about.';
comment on column counted_incident.number is 'Its number in the repository; null when its source has none.';
comment on column counted_incident.title is 'Its title.';
comment on column counted_incident.url is 'Its page at the source.';
comment on column counted_incident.opened_at is 'When it began. UTC.';
comment on column counted_incident.resolved_at is 'When it was resolved. UTC; null while it is open.';
comment on column counted_incident.causes is 'What it declares as root causes, as in incident.';
comment on column counted_incident.is_explicit is 'Whether a report names the causes explicitly.';
comment on column counted_incident.about is 'What it concerns, as in incident.';

create or replace function id_in(word text) returns uuid
    language sql immutable parallel safe
as $$
    select case when word ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then word::uuid end
$$;
comment on function id_in(text) is 'The id of ours that a word is, in lower case; null when it is none.';

create or replace function is_hash(word text) returns boolean
    language sql immutable parallel safe
as $$
    select word ~ '^[0-9a-f]{7,64}$'
$$;
comment on function is_hash(text) is 'Whether a word looks like a hash or the beginning of one, of 7 or more digits.';

create or replace function is_beginning(word text, sha text) returns boolean
    language sql immutable parallel safe
as $$
    select sha >= word and sha < word || 'g'
$$;
comment on function is_beginning(text, text) is
    'Whether a word of hexadecimal digits is a hash or the beginning of one. As a range, which an index of hashes answers.';

-- What can be a cause: of a person's or a report's words all; else a hash with a digit and a letter, the number of a change as its source writes
-- it (as any does, but with its repository, where the incident is in none), and an address, whether known or not; any other word only while it names something.
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
        or word ~ case source.holds when 'nothing' then '^[^#!]+[#!][0-9]+$'
                                    else '^([^#!]+)?' || source.change_sign || '[0-9]+$' end
        or word ~ '^https?://'
        or word ~ '^[0-9a-f]{7,40}$' and word ~ '[0-9]' and word ~ '[a-f]'
        or exists (select from deployment called
                    where called.repository_id = declared.repository_id and called.external_id = word
                      and (called.is_usual or called.service_id is not null))
        or exists (select from deployment called where called.id = id_in(word))
        or word ~ '^([0-9a-f]{7,40}|[0-9a-f]{64})$'
       and (exists (select from git_commit known where is_beginning(word, known.sha))
            or exists (select from delivered_commit known where is_beginning(word, known.sha))))
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
comment on view incident_cause is 'What each incident names as its cause: what a person says, otherwise what is reported with it or declared in its title, body and comments.';
comment on column incident_cause.incident_id is 'The incident.';
comment on column incident_cause.repository_id is 'Repository it was filed in.';
comment on column incident_cause.word is
    'Hash or prefix of one, id of a deployment, number of a change (#12 or !12, as its source writes it, or github.com/acme/shop#12 of another repository), or address.';
comment on column incident_cause.is_explicit is 'Whether a person or a report says so; otherwise its title, body or a comment does.';

-- The only place that decides by its form what a word can be. It may be several: a deployment may have a hash or a number as its name.
create or replace view cause_meaning as
select incident_id, repository_id, word, is_explicit,
       id_in(word) as deployment_id,
       case when is_hash(word) then word end as prefix,
       case when reference_number(word) is not null then reference_repository(repository_id, word) end as change_repository_id,
       reference_number(word) as change_number
  from incident_cause;
comment on view cause_meaning is 'What the causes that incidents name can be: a deployment, a commit or a change, each if the word has that form.';
comment on column cause_meaning.incident_id is 'The incident.';
comment on column cause_meaning.repository_id is 'Repository it was filed in.';
comment on column cause_meaning.word is 'The word, as in incident_cause. Whatever its form, it names the deployment of that repository with this name at its source.';
comment on column cause_meaning.is_explicit is 'Whether a person or a report says so; otherwise its title, body or a comment does.';
comment on column cause_meaning.deployment_id is 'Our id of a deployment, known or not; null when the word is none.';
comment on column cause_meaning.prefix is
    'A hash, or the beginning of one or of several in any repository, of 7 or more digits; null when the word is none.';
comment on column cause_meaning.change_repository_id is 'Repository of a change; null when it is not known, or the word is no number of a change.';
comment on column cause_meaning.change_number is 'Number of a change there; null when the word is none.';
