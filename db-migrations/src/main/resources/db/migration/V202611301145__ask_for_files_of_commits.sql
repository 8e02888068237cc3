-- The files of commits that a forge's API tells, one commit at a time.

comment on column history_object.chapter is
    'kind of object: deployments, changes, …; heads: commits whose history was looked for on their own; files: commits whose files were asked for';
comment on column history_object.version is
    'what changes whenever the object does; of files what came of it: told, cut_off, absent, unanswered';
comment on column history_object.size is 'how many things it counts for; of files how many requests it took';
