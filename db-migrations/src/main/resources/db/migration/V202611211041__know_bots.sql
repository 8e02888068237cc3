-- Who wrote it: a person or a bot (option bots). Facts that were read before say nothing of it; a replay reads them again.

alter table git_commit add column is_bot boolean not null default false;
comment on column git_commit.is_bot is 'Whether a bot wrote it: the login or the name of its author ends in [bot].';

alter table change add column is_bot boolean not null default false;
comment on column change.is_bot is 'Whether a bot opened it: the source says that its author is one, or the login ends in [bot].';

comment on column delivered_commit.excluded is 'Why it gives no sample: merge, squashed, no_baseline, unlinked, ambiguous, already_delivered, or by the option bots bot, person; null when it gives one.';
