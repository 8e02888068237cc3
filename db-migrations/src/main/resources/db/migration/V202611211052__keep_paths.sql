-- The files of commits, for services that are parts of a repository.

create table commit_path (
    sha   text   not null primary key collate "C",
    paths text[] not null
);
comment on table commit_path is 'The files that commits touch, as far as a source said and a service asks for them.';
comment on column commit_path.sha is 'The commit.';
comment on column commit_path.paths is 'Files that it adds, changes or removes, in order; empty when it touches none.';

alter table service add column path_patterns text[] not null default '{}';
comment on column service.path_patterns is 'The globs of paths as regular expressions.';

create function touches(service bigint, commit_sha text) returns boolean
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
