-- The repository of a pager or a tracker is an account there: it holds no commits, and it is no service either.
alter table source
    add column holds text not null default 'commits'
        check (holds in ('commits', 'service', 'nothing'));
update source set holds = 'service' where not knows_commits;
alter table source drop column knows_commits;
alter table source add column knows_commits boolean not null generated always as (holds = 'commits') stored;
comment on column source.holds is
    'What its repositories are: commits, as those of a forge; service, each stands for the one that it tells of by name; nothing, an account of a pager or a tracker, that counts for no service.';
comment on column source.knows_commits is 'Whether its repositories hold commits.';
comment on table service_repository is
    'Which services a repository counts for: those of the configuration that name it, else the one of its newest name. None for a repository of a source that holds nothing.';
