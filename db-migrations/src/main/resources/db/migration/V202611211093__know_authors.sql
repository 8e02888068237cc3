-- By what name its source knows who wrote it: the option bots.login tells bots by it. Facts that were read before have none; a replay reads them again.

alter table git_commit add column author text collate "C";
comment on column git_commit.author is 'Login of its author at the source, else the name that the commit has. Null when it was not told. Read for bots.login only.';

alter table change add column author text collate "C";
comment on column change.author is 'Login of who opened it. Null when it was not told. Read for bots.login only.';
