alter table forge_hook
    add column sending         text        not null default 'on' check (sending in ('on', 'paused', 'off')),
    add column sending_since   timestamptz not null default now(),
    add column paused_until    timestamptz,
    add column missing_since   timestamptz,
    add column missing_read_at timestamptz;
comment on column forge_hook.sending is 'whether the forge sends by it; paused: again by itself, after a while; off: only once somebody has seen to it';
comment on column forge_hook.sending_since is 'since when that is so, as far as was seen';
comment on column forge_hook.paused_until is 'when the forge tries again, where it is paused; null otherwise';
comment on column forge_hook.missing_since is 'since when something may have been left out that was not read by API either; null when nothing is missing';
comment on column forge_hook.missing_read_at is 'when what was left out was last put up to be read by API; null before the first time';
