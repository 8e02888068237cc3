-- Tags as a forge's API shows them: a deployment of a tag is one of the commit that it names, also where its push was never told.
create table tag (
    repository_id bigint      not null references repository,
    name          text        not null,
    sha           text        not null collate "C",
    stated_at     timestamptz not null,
    stated_by     text        not null,
    primary key (repository_id, name)
);
comment on table tag is 'Which commit a tag names, by the newest statement. A push of the tag counts before it.';
comment on column tag.repository_id is 'Repository that has it.';
comment on column tag.name is 'Its name, without refs/tags/.';
comment on column tag.sha is 'The commit behind it.';
comment on column tag.stated_at is 'The source''s own time of the statement. UTC.';
comment on column tag.stated_by is 'Delivery that told it.';
