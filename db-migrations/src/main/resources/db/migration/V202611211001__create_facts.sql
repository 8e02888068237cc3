-- Facts: what sources say, merged so that any order and any number of arrivals gives the same rows.
-- Derived from deliveries; emptied and filled again by a replay.

create table service (
    id   bigint generated always as identity primary key,
    name text not null
);
comment on table service is 'The unit of measurement. One per repository.';
comment on column service.id is 'Internal key; every derived table leads with it.';
comment on column service.name is 'Name shown to people: the newest full name of its repository, e.g. openzipkin/zipkin.';
-- services by name, without case
create index service_by_name on service (lower(name));

create table repository (
    id          bigint generated always as identity primary key,
    service_id  bigint      not null references service,
    source      text        not null,
    external_id text        not null,
    name        text        not null,
    named_at    timestamptz not null,
    unique (source, external_id)
);
comment on table repository is 'A repository as its source identifies it. Its names come and go; its id stays.';
comment on column repository.id is 'Internal key.';
comment on column repository.service_id is 'Service that its deployments and changes count for.';
comment on column repository.source is 'Source that told of it, e.g. github.';
comment on column repository.external_id is 'The source''s own id of it: the numeric id of GitHub, as text.';
comment on column repository.name is 'Newest full name that the source used, e.g. openzipkin/zipkin.';
comment on column repository.named_at is 'When the source used that name, by the time of the newest fact that carries it. UTC.';
-- which repositories belong to a service
create index repository_by_service on repository (service_id);

create table repository_alias (
    name          text        not null,
    repository_id bigint      not null references repository,
    named_at      timestamptz not null,
    primary key (name, repository_id)
);
comment on table repository_alias is 'Every name that a repository has had, so that an old name still finds it.';
comment on column repository_alias.name is 'Full name in lower case.';
comment on column repository_alias.repository_id is 'The repository that had it.';
comment on column repository_alias.named_at is 'When the source last used it. UTC.';

create table git_commit (
    repository_id   bigint      not null references repository,
    sha             text        not null collate "C",
    author_at       timestamptz not null,
    author_at_rank  smallint    not null,
    first_seen_at   timestamptz not null,
    is_merge        boolean     not null,
    reverts         text[]      not null,
    picked_from     text[]      not null,
    fixes_incidents text[]      not null,
    primary key (repository_id, sha)
);
comment on table git_commit is 'A commit that a push listed.';
comment on column git_commit.repository_id is 'Repository it was pushed to.';
comment on column git_commit.sha is 'Full hash, 40 hex digits, lower case.';
comment on column git_commit.author_at is 'When its author wrote it. UTC. From author.date of the payload, else its timestamp.';
comment on column git_commit.author_at_rank is 'Where author_at comes from: 1 the payload''s author.date, 2 its timestamp. The lower wins.';
comment on column git_commit.first_seen_at is 'Earliest time of all pushes that list it. UTC, the source''s own clock.';
comment on column git_commit.is_merge is 'Whether its message is that of a merge commit (definitions 1.4).';
comment on column git_commit.reverts is 'Hashes, or prefixes of at least 7 digits, that its message says it reverts.';
comment on column git_commit.picked_from is 'Hashes that its message says it was cherry-picked from.';
comment on column git_commit.fixes_incidents is 'Numbers or URLs of incidents that its message says it fixes (Fixes-incident:).';
-- a hash or a prefix of one over all repositories: root causes, reverts
create index git_commit_by_sha on git_commit (sha);

create table push (
    id            uuid        not null primary key,
    repository_id bigint      not null references repository,
    ref           text        not null,
    before_sha    text        collate "C",
    after_sha     text        not null collate "C",
    head_sha      text        collate "C",
    is_created    boolean     not null,
    is_forced     boolean     not null,
    is_truncated  boolean     not null,
    base_ref      text,
    pushed_at     timestamptz not null
);
comment on table push is 'A ref that moved: a branch or a tag. Deletions are not kept.';
comment on column push.id is 'UUIDv5 of repository, ref, before, after and the source''s own time: the same push from two hooks is one row.';
comment on column push.repository_id is 'Repository it was pushed to.';
comment on column push.ref is 'Full name of the ref, e.g. refs/heads/main.';
comment on column push.before_sha is 'Where the ref pointed before; null when it was created.';
comment on column push.after_sha is 'Where the ref points after; for an annotated tag the tag object.';
comment on column push.head_sha is 'The commit behind after_sha: differs from it for annotated tags. Null when the source did not say.';
comment on column push.is_created is 'Whether the push created the ref.';
comment on column push.is_forced is 'Whether it was forced: then before_sha need not be an ancestor.';
comment on column push.is_truncated is 'Whether the source cut the list of commits off (GitHub at 2,048).';
comment on column push.base_ref is 'Ref that a created branch starts from, as far as the source says.';
comment on column push.pushed_at is 'When it was pushed. UTC; the source''s own time, else the receipt of the delivery.';
-- where a walk enters a push at its head, and which branch starts where
create index push_by_after on push (repository_id, after_sha);
-- the head of a branch at a time, and the pushes to the branch of a change
create index push_by_ref on push (repository_id, ref, pushed_at);

create table push_commit (
    push_id       uuid     not null references push,
    position      integer  not null,
    repository_id bigint   not null,
    sha           text     not null collate "C",
    primary key (push_id, position)
);
comment on table push_commit is 'The commits that a push listed, oldest first.';
comment on column push_commit.push_id is 'The push.';
comment on column push_commit.position is 'Place in the list, from 0.';
comment on column push_commit.repository_id is 'Repository of the push.';
comment on column push_commit.sha is 'Hash of the commit.';
-- which pushes list a commit
create index push_commit_by_sha on push_commit (repository_id, sha);

create table change (
    id                 uuid        not null primary key,
    repository_id      bigint      not null references repository,
    number             bigint      not null,
    title              text        not null,
    url                text,
    labels             text[]      not null,
    head_repository    text,
    head_ref           text        not null,
    head_sha           text        not null collate "C",
    base_ref           text        not null,
    commits            integer,
    commits_at         timestamptz,
    opened_at          timestamptz not null,
    first_review_at    timestamptz,
    approved_at        timestamptz,
    merged_at          timestamptz,
    merge_commit_sha   text        collate "C",
    reverts_changes    bigint[]    not null,
    reverts_commits    text[]      not null,
    reverts_title      text,
    closes_issues      bigint[]    not null,
    fixes_incidents    text[]      not null,
    stated_at          timestamptz not null,
    stated_by          text        not null,
    unique (repository_id, number)
);
comment on table change is 'A pull request, in its newest known state.';
comment on column change.id is 'UUIDv5 of source, repository and number.';
comment on column change.repository_id is 'Repository it wants to be merged into.';
comment on column change.number is 'Its number in the repository.';
comment on column change.title is 'Its title.';
comment on column change.url is 'Its page at the source.';
comment on column change.labels is 'Its labels, in lower case.';
comment on column change.head_repository is 'The source''s id of the repository its branch is in; null when that is gone.';
comment on column change.head_ref is 'Name of its branch, without refs/heads/.';
comment on column change.head_sha is 'Head of its branch.';
comment on column change.base_ref is 'Branch it wants to be merged into, without refs/heads/.';
comment on column change.commits is 'How many commits it has, a count, as the source says; null when it did not.';
comment on column change.commits_at is 'The source''s own time of the statement that told the number of commits. UTC.';
comment on column change.opened_at is 'When it was opened. UTC.';
comment on column change.first_review_at is 'When somebody other than its author first reviewed it. UTC; null when nobody has.';
comment on column change.approved_at is 'When it was first approved. UTC; null when it was not.';
comment on column change.merged_at is 'When it was merged. UTC; null when it is not.';
comment on column change.merge_commit_sha is 'The commit that its merge, squash or rebase ended in; null unless it is merged.';
comment on column change.reverts_changes is 'Numbers of the changes that it says it reverts.';
comment on column change.reverts_commits is 'Hashes or prefixes that its body says it reverts.';
comment on column change.reverts_title is 'The title that a title Revert "…" quotes; null when it is none.';
comment on column change.closes_issues is 'Numbers of the issues that it says it closes (closing keywords).';
comment on column change.fixes_incidents is 'Numbers or URLs of incidents that it says it fixes (Fixes-incident:).';
comment on column change.stated_at is 'The source''s own time of this state. UTC. The newest wins.';
comment on column change.stated_by is 'Delivery that told it; breaks ties of stated_at, the greater wins.';
-- which change ended in this commit
create index change_by_merge on change (repository_id, merge_commit_sha);
-- which change is reverted by its title
create index change_by_title on change (repository_id, md5(title));

create table deployment (
    id             uuid        not null primary key,
    repository_id  bigint      not null references repository,
    external_id    text        not null,
    sha            text        collate "C",
    tag            text,
    ref            text,
    environment    text        not null,
    tier           text        not null
        check (tier in ('production', 'staging', 'testing', 'development', 'other')),
    is_rollback    boolean     not null,
    created_at     timestamptz not null,
    url            text,
    stated_at      timestamptz not null,
    stated_by      text        not null,
    unique (repository_id, external_id)
);
comment on table deployment is 'A deployment as a source reported it, whatever came of it.';
comment on column deployment.id is 'UUIDv5 of source, repository and external id: stable over replays, for people''s verdicts hang on it.';
comment on column deployment.repository_id is 'Repository that was deployed.';
comment on column deployment.external_id is 'The source''s own id of it. Orders deployments of the same instant, as text.';
comment on column deployment.sha is 'Commit that was deployed; null while it is the head of a tag whose push is not known.';
comment on column deployment.tag is 'Tag that was deployed, when only that is known (a release); null otherwise.';
comment on column deployment.ref is 'What was asked to be deployed, e.g. main or v1.2; for display.';
comment on column deployment.environment is 'Name of the environment.';
comment on column deployment.tier is 'Tier of the environment (definitions 1.1).';
comment on column deployment.is_rollback is 'Whether the source flags it as a rollback (task ^rollback).';
comment on column deployment.created_at is 'When it was asked for. UTC.';
comment on column deployment.url is 'Its page at the source.';
comment on column deployment.stated_at is 'The source''s own time of this state. UTC. The newest wins.';
comment on column deployment.stated_by is 'Delivery that told it; breaks ties of stated_at, the greater wins.';

create table deployment_status (
    deployment_id uuid        not null references deployment,
    external_id   text        not null,
    state         text        not null
        check (state in ('in_progress', 'success', 'failure', 'cancelled')),
    stated_at     timestamptz not null,
    primary key (deployment_id, external_id)
);
comment on table deployment_status is 'What a source said of a deployment, and when: a set, so that arrival does not matter.';
comment on column deployment_status.deployment_id is 'The deployment.';
comment on column deployment_status.external_id is 'The source''s own id of the status.';
comment on column deployment_status.state is 'in_progress, success, failure or cancelled.';
comment on column deployment_status.stated_at is 'When it came about. UTC, the source''s own clock.';

create table incident (
    id            uuid        not null primary key,
    repository_id bigint      not null references repository,
    external_id   text        not null,
    number        bigint      not null,
    title         text        not null,
    url           text,
    labels        text[]      not null,
    is_incident   boolean     not null,
    is_deleted    boolean     not null,
    opened_at     timestamptz not null,
    resolved_at   timestamptz,
    causes        text[]      not null,
    stated_at     timestamptz not null,
    stated_by     text        not null,
    unique (repository_id, external_id)
);
comment on table incident is 'An issue, in its newest known state. Issues that are no incidents are kept too: a label may come or go.';
comment on column incident.id is 'UUIDv5 of source, repository and external id.';
comment on column incident.repository_id is 'Repository it was filed in.';
comment on column incident.external_id is 'The source''s own id of it.';
comment on column incident.number is 'Its number in the repository.';
comment on column incident.title is 'Its title.';
comment on column incident.url is 'Its page at the source.';
comment on column incident.labels is 'Its labels, in lower case.';
comment on column incident.is_incident is 'Whether one of its labels is on the list of incident labels.';
comment on column incident.is_deleted is 'Whether it was deleted or moved elsewhere; then it is no incident.';
comment on column incident.opened_at is 'When it began: the time at which the issue was opened. UTC.';
comment on column incident.resolved_at is 'When it was resolved; null while it is open, also when it was reopened. UTC.';
comment on column incident.causes is 'What its newest body declares as root causes: hash prefixes, deployment ids, change numbers (#12). Lower case.';
comment on column incident.stated_at is 'The source''s own time of this state. UTC. The newest wins; at equal times resolved beats open.';
comment on column incident.stated_by is 'Delivery that told it; breaks ties, the greater wins.';
-- the open and past incidents of a service
create index incident_by_repository on incident (repository_id, opened_at) where is_incident and not is_deleted;
-- incidents that declare a cause, whose deployment may be of any service
create index incident_with_causes on incident (id) where causes <> '{}' and is_incident and not is_deleted;
