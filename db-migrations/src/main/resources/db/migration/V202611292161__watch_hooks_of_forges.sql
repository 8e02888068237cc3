create table forge_place (
    source  text        not null,
    place   text        not null,
    state   text        not null default 'unknown' check (state in ('unknown', 'open', 'closed', 'lost')),
    detail  text,
    look_at timestamptz not null default now(),
    primary key (source, place)
);
create index forge_place_due on forge_place (source, look_at);
comment on table forge_place is 'Where a forge may have webhooks that post here: a repository, its owner, an app';
comment on column forge_place.source is 'name of the source whose API is asked';
comment on column forge_place.place is 'as the API of the forge has it, e.g. repos/acme/shop';
comment on column forge_place.state is 'whether its webhooks can be seen; closed: they cannot, or there is no such place; lost: they could, and are forbidden now';
comment on column forge_place.detail is 'why they cannot; null otherwise';
comment on column forge_place.look_at is 'when it is looked at next';

create table forge_hook (
    source  text        not null,
    place   text        not null,
    hook    text        not null,
    newest  bigint      not null default 0,
    poll_at timestamptz not null default now(),
    primary key (source, place, hook),
    foreign key (source, place) references forge_place on delete cascade
);
create index forge_hook_due on forge_hook (source, poll_at);
comment on table forge_hook is 'A webhook of a forge that posts here';
comment on column forge_hook.source is 'name of the source that it posts to';
comment on column forge_hook.place is 'whose webhook it is';
comment on column forge_hook.hook is 'the forge''s own id of it';
comment on column forge_hook.newest is 'the newest attempt that was looked at, by the forge''s id; 0 before the first';
comment on column forge_hook.poll_at is 'when its attempts are looked at next';

create table lost_delivery (
    source       text        not null,
    delivery     text        not null,
    place        text        not null,
    hook         text        not null,
    attempt      bigint      not null,
    repository   text,
    delivered_at timestamptz not null,
    tries        integer     not null default 0,
    try_at       timestamptz default now(),
    is_covered   boolean     not null default false,
    primary key (source, delivery)
);
create index lost_delivery_due on lost_delivery (source, try_at);
comment on table lost_delivery is 'A delivery that a forge tried to make and that has not arrived';
comment on column lost_delivery.source is 'name of the source that it was for';
comment on column lost_delivery.delivery is 'the forge''s own id of it, as in delivery.delivery';
comment on column lost_delivery.place is 'whose webhook it is of';
comment on column lost_delivery.hook is 'the forge''s own id of that webhook';
comment on column lost_delivery.attempt is 'the newest attempt that failed, by the forge''s id';
comment on column lost_delivery.repository is 'the forge''s own id of the repository that it is about; null when it is about none';
comment on column lost_delivery.delivered_at is 'when the forge tried first, as far as was seen';
comment on column lost_delivery.tries is 'how often the forge was asked to send it again';
comment on column lost_delivery.try_at is 'when it is asked next; null when it is asked no more';
comment on column lost_delivery.is_covered is 'whether what it was about has been put up to be read by API';

create table forge_conversation (
    source      text primary key,
    holder      uuid,
    taken_until timestamptz,
    state       text check (state in ('accepted', 'refused')),
    detail      text,
    since       timestamptz,
    heard_at    timestamptz,
    expires_at  timestamptz
);
comment on table forge_conversation is 'How a forge takes our token, and which process watches its webhooks';
comment on column forge_conversation.source is 'name of the source whose API is asked';
comment on column forge_conversation.holder is 'the process that watches the webhooks; null for none';
comment on column forge_conversation.taken_until is 'until when it does unless it says so again';
comment on column forge_conversation.state is 'whether the token was accepted when the forge last answered; null before';
comment on column forge_conversation.detail is 'why it is not; null when all is well';
comment on column forge_conversation.since is 'since when it has been so';
comment on column forge_conversation.heard_at is 'when the forge last answered';
comment on column forge_conversation.expires_at is 'when the token ends, where the forge tells; null otherwise';
