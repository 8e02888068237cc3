-- Who finds the cause of an incident says so in a comment more often than in its body.
create table incident_comment (
    repository_id bigint      not null references repository,
    external_id   text        not null,
    incident_id   uuid        not null,
    causes        text[]      not null,
    is_deleted    boolean     not null,
    stated_at     timestamptz not null,
    stated_by     text        not null,
    primary key (repository_id, external_id)
);
comment on table incident_comment is 'A comment on an issue, in its newest known state: of those that declare a cause, and that were edited or deleted and may have.';
comment on column incident_comment.repository_id is 'Repository of the issue.';
comment on column incident_comment.external_id is 'The source''s own id of it.';
comment on column incident_comment.incident_id is 'The issue; it may not have been told of yet.';
comment on column incident_comment.causes is 'What it declares as root causes: hash prefixes, deployment ids, change numbers (#12), addresses. Lower case.';
comment on column incident_comment.is_deleted is 'Whether it was deleted; then it declares nothing.';
comment on column incident_comment.stated_at is 'The source''s own time of this state. UTC. The newest wins.';
comment on column incident_comment.stated_by is 'Delivery that told it; breaks ties, the greater wins.';
create index incident_comment_by_incident on incident_comment (incident_id) where causes <> '{}' and not is_deleted;
comment on index incident_comment_by_incident is 'What the comments on an incident declare.';
comment on column incident.causes is
    'What its newest title and body declare as root causes: hash prefixes, deployment ids, change numbers (#12), addresses. Lower case.';
