-- What is measured: sources, their repositories, and the services that these count for. Which services a repository counts for is a function of the
-- configuration and of all names and aliases: the same for any order of arrival. A service is known by its name alone, so facts that several sources
-- tell of one service meet there.

-- The name of a source tells it apart and means nothing else: what has to be known of it to understand its facts stands here. Each source says it of
-- itself when a collector starts; whoever derives reads it.
create table source (
    name          text    not null primary key,
    holds         text    not null default 'commits' check (holds in ('commits', 'service', 'nothing')),
    knows_commits boolean not null generated always as (holds = 'commits') stored,
    precedence    text    not null default 'pipeline'
        check (precedence in ('report', 'forge', 'event', 'gitops', 'pipeline')),
    change_sign   text    not null default '#' check (change_sign in ('#', '!')),
    commit_path   text check (commit_path like '/%/')
);
comment on table source is 'Every source that told a fact or was registered. One that has said nothing of itself has the defaults.';
comment on column source.name is 'Its name, e.g. github: nothing is concluded from it.';
comment on column source.holds is
    'What its repositories are: commits, as those of a forge; service, each stands for the one that it tells of by name; nothing, an account of a pager or a tracker, that counts for no service.';
comment on column source.knows_commits is 'Whether its repositories hold commits.';
comment on column source.precedence is
    'What its deployments are told by, best first: report, forge, event, gitops, pipeline. Of several sources that tell of one deployment the best is believed.';
comment on column source.change_sign is 'What stands before the number of a change in its texts: #12 or !12.';
comment on column source.commit_path is
    'What stands between the address of a repository and the hash of a commit on the page that shows it, e.g. /commit/; null: there is no such page.';

create table repository (
    id          bigint      generated always as identity primary key,
    source      text        not null references source,
    host        text        not null default '',
    external_id text        not null,
    name        text        not null,
    named_at    timestamptz not null,
    unique (source, host, external_id)
);
comment on table repository is 'A repository as its source identifies it. Its names come and go; its id stays.';
comment on column repository.id is 'Internal key.';
comment on column repository.source is 'Source that told of it.';
comment on column repository.host is 'Host of the forge that has it, e.g. github.com, in lower case; empty for a source that has none.';
comment on column repository.external_id is 'The source''s own id for it: the numeric id of GitHub, as text.';
comment on column repository.name is 'Newest full name that the source used, e.g. openzipkin/zipkin.';
comment on column repository.named_at is 'When the source used that name, by the time of the newest fact that carries it. UTC.';

create index repository_by_name on repository (lower(name));
comment on index repository_by_name is 'Which repositories are called so now.';

create table repository_alias (
    name          text        not null,
    repository_id bigint      not null references repository,
    named_at      timestamptz not null,
    primary key (name, repository_id)
);
comment on table repository_alias is 'Every name that a repository has had, so that an old name still finds it.';
comment on column repository_alias.name is
    'Full name in lower case; each stands there with its host, too, where it has one: github.com/openzipkin/zipkin.';
comment on column repository_alias.repository_id is 'The repository that had it.';
comment on column repository_alias.named_at is 'When the source last used it. UTC.';

create index repository_alias_by_repository on repository_alias (repository_id);
comment on index repository_alias_by_repository is 'All names of a repository.';

create table named_repository (
    repository_id bigint not null references repository,
    name          text   not null,
    primary key (repository_id, name)
);
comment on table named_repository is 'Where reports of a service said that its commits are: a set, so that the order of arrival does not matter.';
comment on column named_repository.repository_id is 'The repository that represents the service, for a source that knows no commits.';
comment on column named_repository.name is 'Name of a repository, in lower case; it need not be known.';

create index named_repository_by_name on named_repository (name);
comment on index named_repository_by_name is 'What is waiting for a repository with this name.';

create table service (
    id                  bigint  generated always as identity primary key,
    name                text    not null,
    position            integer,
    team                text,
    repositories        text[]  not null default '{}',
    paths               text[]  not null default '{}',
    path_patterns       text[]  not null default '{}',
    environments        text[]  not null default '{}',
    incident_labels     text[]  not null default '{}',
    incidents           text[]  not null default '{}',
    deploys_from        text
        check (deploys_from in ('tag', 'release', 'workflow', 'pipeline', 'job', 'deployment')),
    deploys_pattern     text,
    deploys_environment text
);
comment on table service is 'What is measured: those of the configuration, and one for each other name of a repository.';
comment on column service.id is 'Internal key; every derived table leads with it.';
comment on column service.name is 'Name shown to people: the newest full name of its repository, e.g. openzipkin/zipkin.';
comment on column service.position is 'Place in throughline.services, from 0; null for a service that is not configured.';
comment on column service.team is 'The team that owns it, from throughline.services; null when none is named.';
comment on column service.repositories is 'Names and globs of the repositories that count for it, from throughline.services.';
comment on column service.paths is 'Globs over the files of a commit, from throughline.services; empty: every commit is its own.';
comment on column service.path_patterns is 'The globs of paths as regular expressions.';
comment on column service.environments is 'Globs for environments whose deployments belong to it, from throughline.services; empty: all.';
comment on column service.incident_labels is 'Labels of its own incidents in repositories that it shares, from throughline.services.';
comment on column service.incidents is
    'What its own incidents of pagers and trackers are about, from throughline.services: source:glob, *:glob of any source, * all that no service takes.';
comment on column service.deploys_from is
    'Kind of event that alone deploys it, from throughline.services: tag, release, workflow, pipeline, job or deployment; null: what usually deploys its repositories.';
comment on column service.deploys_pattern is
    'Regular expression, of Java, that the whole deployment.read_name has to match, from throughline.services; null: every one does.';
comment on column service.deploys_environment is 'Glob of the environment that must be reached, from throughline.services; null: every one is.';

create unique index service_by_name on service (lower(name));
comment on index service_by_name is 'Services by name, without case.';

create table service_repository (
    repository_id bigint not null references repository,
    service_id    bigint not null references service,
    primary key (repository_id, service_id)
);
comment on table service_repository is
    'Which services a repository counts for: those of the configuration that name it, else the one of its newest name. None for a repository of a source that holds nothing.';
comment on column service_repository.repository_id is 'The repository.';
comment on column service_repository.service_id is 'A service that it counts for.';

create index service_repository_by_service on service_repository (service_id, repository_id);
comment on index service_repository_by_service is 'The repositories of a service.';

-- They decide what is derived, so the samples reflect what was chosen.
create table service_option (
    service_id bigint not null references service,
    name       text   not null,
    value      text   not null,
    primary key (service_id, name)
);
comment on table service_option is
    'The options that the samples of a service were derived under, where they differ from the definitions. Written with the samples.';
comment on column service_option.service_id is 'The service.';
comment on column service_option.name is 'Name of the option in the definitions, e.g. rollback.blame.';
comment on column service_option.value is 'What was chosen, as the API shows it; a length of time in whole seconds, e.g. 43200s.';

create table service_change (
    id           bigint      generated always as identity primary key,
    service_id   bigint      not null,
    service      text        not null,
    at           timestamptz not null default now(),
    window_from  timestamptz not null,
    window_until timestamptz not null,
    before       jsonb       not null,
    after        jsonb
);
comment on table service_change is 'What a configuration change did to the numbers of the services that it affected.';
comment on column service_change.id is 'In order.';
comment on column service_change.service_id is 'The service; it may be gone since.';
comment on column service_change.service is 'Its name at that time.';
comment on column service_change.at is 'When the configuration was found changed. UTC.';
comment on column service_change.window_from is 'Begin of the window of both numbers: 30 complete days before. UTC.';
comment on column service_change.window_until is 'End of it. UTC, exclusive.';
comment on column service_change.before is 'Value of each of the five metrics before: days, seconds and ratios as everywhere; null is no data.';
comment on column service_change.after is 'The same once everything is derived again; null until then.';

create index service_change_open on service_change (service_id) where after is null;
comment on index service_change_open is 'Those that are waiting for their numbers.';

create index service_change_by_service on service_change (service_id, id desc);
comment on index service_change_by_service is 'The latest change of a service.';

create table environment_tier (
    position    integer not null primary key,
    environment text    not null,
    tier        text    not null check (tier in ('production', 'staging', 'testing', 'development', 'other'))
);
comment on table environment_tier is 'The tiers of environments, from throughline.tiers; the first that matches wins over what a source says.';
comment on column environment_tier.position is 'Place in throughline.tiers, from 0.';
comment on column environment_tier.environment is 'Glob of the names of environments.';
comment on column environment_tier.tier is 'Their tier.';
