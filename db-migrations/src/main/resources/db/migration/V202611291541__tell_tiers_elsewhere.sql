-- A deployment of which its source does not say what its environment is for takes what it says of the same environment elsewhere.
alter table deployment
    add column said_tier text check (said_tier in ('production', 'staging', 'testing', 'development', 'other')),
    add column named_tier text check (named_tier in ('production', 'staging', 'testing', 'development', 'other'));
update deployment set named_tier = source_tier;
comment on column deployment.said_tier is 'Tier of its environment as its source said with it, in so many words; null when it did not.';
comment on column deployment.named_tier is
    'Tier of its environment as far as it alone tells, by its name: counts while its source says one of no deployment there.';
comment on column deployment.source_tier is
    'Tier by the word of its source with it, else with the earliest deployment of the same repository and environment that has one, else named_tier.';

create index deployment_saying_tier on deployment (repository_id, environment, created_at, id) where said_tier is not null;
comment on index deployment_saying_tier is 'Which deployment was the first to say what an environment is for.';
