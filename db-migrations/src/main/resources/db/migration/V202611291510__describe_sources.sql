-- The name of a source tells it apart and means nothing else: what has to be known of it to understand its facts stands here. Each
-- source says it of itself when a collector starts; whoever derives reads it.

create table source (
    name          text    primary key,
    knows_commits boolean not null default true,
    precedence    text    not null default 'pipeline'
        check (precedence in ('report', 'forge', 'event', 'gitops', 'pipeline')),
    change_sign   text    not null default '#'
        check (change_sign in ('#', '!'))
);
comment on table source is 'Every source that told a fact or was registered. One that has said nothing of itself has the defaults.';
comment on column source.name is 'Its name, e.g. github: nothing is concluded from it.';
comment on column source.knows_commits is
    'Whether its repositories hold commits, as those of a forge do; otherwise each stands for the service that it tells of by name.';
comment on column source.precedence is
    'What its deployments are told by, best first: report, forge, event, gitops, pipeline. Of several sources that tell of one deployment the best is believed.';
comment on column source.change_sign is 'What stands before the number of a change in its texts: #12 or !12.';

-- as it was built in until now
insert into source (name, knows_commits, precedence, change_sign)
select distinct
       source,
       source <> 'api',
       case source when 'api' then 'report' when 'github' then 'forge' when 'gitlab' then 'forge' else 'pipeline' end,
       case source when 'gitlab' then '!' else '#' end
  from repository;

alter table repository add foreign key (source) references source;
comment on column repository.source is 'Source that told of it.';
comment on column named_repository.repository_id is 'The repository that stands for the service, of a source that knows no commits.';
