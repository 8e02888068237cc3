-- Facts: what sources say, merged so that any order and any number of arrivals gives the same rows. Derived from deliveries; emptied and filled again by
-- a replay.

-- Indexes keep what it answers, so it never changes.
create function title_hash(title text) returns bigint
    language sql immutable strict parallel safe
as $$
    select ('x' || left(md5(regexp_replace(rtrim(title), '( \(#[0-9]+\))+$', '')), 16))::bit(64)::bigint
$$;
comment on function title_hash(text) is
    'What is kept of a title to find it again: half of its MD5, without the numbers of changes at its end, which a forge puts there.';

-- The tables with many rows per delivery and deployment are written in one place each, which has just read or written what they refer to. A foreign
-- key looks its row up again for each of them, which takes longer than all the rest of the insert: git_commit, push_commit, delivered_commit and
-- delivered_change have none.
create table git_commit (
    repository_id      bigint      not null,
    sha                text        not null collate "C",
    author             text        collate "C",
    author_at          timestamptz not null,
    author_at_rank     smallint    not null,
    first_seen_at      timestamptz,
    is_merge           boolean     not null,
    is_bot             boolean     not null default false,
    title_hash         bigint,
    reverts            text[]      not null,
    reverts_changes    text[],
    reverts_title_hash bigint,
    picked_from        text[]      not null,
    closes_issues      text[],
    fixes_incidents    text[]      not null,
    primary key (repository_id, sha)
);
comment on table git_commit is 'A commit that a push listed or a forge''s API showed.';
comment on column git_commit.repository_id is 'Repository that has it.';
comment on column git_commit.sha is 'Full hash, 40 hex digits, lower case.';
comment on column git_commit.author is
    'Login of its author at the source, else the name that the commit has. Null when it was not told. Read for bots.login only.';
comment on column git_commit.author_at is 'When its author wrote it. UTC. From author.date of the payload, otherwise its timestamp.';
comment on column git_commit.author_at_rank is
    'Where author_at comes from: 1 the payload''s author.date, 2 its timestamp, 3 its timestamp where that is the committer''s. The lower wins.';
comment on column git_commit.first_seen_at is
    'Earliest time of all pushes that list it. UTC, the source''s own clock. Null while no push that lists it is known.';
comment on column git_commit.is_merge is
    'Whether its message is that of a merge commit, as git and the forges write it (definitions 1.4). A merge by another message is told by what arrived with its change.';
comment on column git_commit.is_bot is 'Whether a bot wrote it: the login or the name of its author ends in [bot].';
comment on column git_commit.title_hash is
    'title_hash() of the first line of its message. Null when the delivery was read before it was kept: a replay tells.';
comment on column git_commit.reverts is 'Hashes, or prefixes of at least 7 digits, that it reverts according to its message.';
comment on column git_commit.reverts_changes is
    'Changes that its message says it reverts: #12 of its own repository, git.example.com/acme/shop#12 of another, in lower case; null when none.';
comment on column git_commit.reverts_title_hash is
    'title_hash() of what its first line, revert: <title>, says it reverts; null when it is no such line.';
comment on column git_commit.picked_from is 'Hashes that it was cherry-picked from according to its message.';
comment on column git_commit.closes_issues is
    'Issues that its message says it closes (closing keywords), as in change.closes_issues; null when it says nothing.';
comment on column git_commit.fixes_incidents is 'Numbers or URLs of incidents that it fixes according to its message (Fixes-incident:).';

create index git_commit_by_sha on git_commit (sha);
comment on index git_commit_by_sha is 'A hash or a prefix of one over all repositories: root causes, reverts.';

create index git_commit_remedies on git_commit (repository_id) where reverts <> '{}' or fixes_incidents <> '{}';
comment on index git_commit_remedies is 'The commits that repair something, among very many that do not.';

create index git_commit_by_closed_issue on git_commit using gin (closes_issues) where closes_issues is not null;
comment on index git_commit_by_closed_issue is 'Which commits close an issue.';

create index git_commit_by_title on git_commit (title_hash);
comment on index git_commit_by_title is 'Which commits have the title that a revert names.';

create index git_commit_reverting_title on git_commit (repository_id) where reverts_title_hash is not null;
comment on index git_commit_reverting_title is 'The commits that revert a title, among very many that do not.';

create index git_commit_reverting_change on git_commit (repository_id) where reverts_changes is not null;
comment on index git_commit_reverting_change is 'The commits that revert a change by its number, among very many that do not.';

create table commit_path (
    sha   text   not null primary key collate "C",
    paths text[] not null
);
comment on table commit_path is 'The files that commits touch, if a source said so and a service needs them.';
comment on column commit_path.sha is 'The commit.';
comment on column commit_path.paths is 'Files that it adds, changes or removes, in order; empty when it touches none.';

create table push (
    id            uuid        not null primary key,
    repository_id bigint      not null references repository,
    ref           text        not null,
    before_sha    text        collate "C",
    after_sha     text        not null collate "C",
    head_sha      text        collate "C",
    base_ref      text,
    is_created    boolean     not null,
    is_forced     boolean     not null,
    is_truncated  boolean     not null,
    total_commits integer,
    pushed_at     timestamptz not null
);
comment on table push is 'A ref that moved: a branch or a tag. Deletions are not kept.';
comment on column push.id is 'UUIDv5 of repository, ref, before, after and the source''s own time: the same push from two hooks is one row.';
comment on column push.repository_id is 'Repository it was pushed to.';
comment on column push.ref is 'Full name of the ref, e.g. refs/heads/main.';
comment on column push.before_sha is 'Where the ref pointed before; null when it was created.';
comment on column push.after_sha is 'Where the ref points after; for an annotated tag the tag object.';
comment on column push.head_sha is 'The commit behind after_sha: differs from it for annotated tags. Null when the source did not say.';
comment on column push.base_ref is 'Ref that a created branch starts from, if the source says so.';
comment on column push.is_created is 'Whether the push created the ref.';
comment on column push.is_forced is 'Whether it was forced: then before_sha need not be an ancestor.';
comment on column push.is_truncated is
    'Whether it brought more commits than it lists (GitHub lists 2,048, GitLab the newest 20): those between before_sha and the first that is listed are hidden.';
comment on column push.total_commits is 'How many commits came with it, a count, listed or not; null when the source does not say.';
comment on column push.pushed_at is 'When it was pushed. UTC; the source''s own time, else the receipt of the delivery.';

create index push_by_after on push (repository_id, after_sha);
comment on index push_by_after is 'Where a walk enters a push at its head, and which branch starts where.';

create index push_by_ref on push (repository_id, ref, pushed_at);
comment on index push_by_ref is 'The head of a branch at a time, and the pushes to the branch of a change.';

create index push_by_before on push (repository_id, before_sha);
comment on index push_by_before is 'Which branches start at a commit.';

create index push_truncated on push (repository_id) where is_truncated;
comment on index push_truncated is 'Which pushes of a repository hide commits: hardly any.';

create table push_commit (
    push_id       uuid    not null,
    position      integer not null,
    repository_id bigint  not null,
    sha           text    not null collate "C",
    primary key (push_id, position)
);
comment on table push_commit is 'The commits that a push listed, oldest first.';
comment on column push_commit.push_id is 'The push.';
comment on column push_commit.position is 'Place in the list, from 0.';
comment on column push_commit.repository_id is 'Repository of the push.';
comment on column push_commit.sha is 'Hash of the commit.';

create index push_commit_by_sha on push_commit (repository_id, sha);
comment on index push_commit_by_sha is 'Which pushes list a commit.';

create table branch_base (
    repository_id bigint  not null references repository,
    ref           text    not null,
    head_sha      text    not null collate "C",
    base_sha      text    not null collate "C",
    commits       integer not null,
    primary key (repository_id, ref, head_sha, base_sha, commits)
);
comment on table branch_base is
    'Where a branch stood against the one that its change wants to be merged into: a set, so that the order of arrival does not matter.';
comment on column branch_base.repository_id is 'Repository of the branch.';
comment on column branch_base.ref is 'Full name of the branch.';
comment on column branch_base.head_sha is 'Head of the branch, according to an event of the change.';
comment on column branch_base.base_sha is 'Head of the other branch, according to the same event: the branch continues from somewhere in its history.';
comment on column branch_base.commits is 'How many commits the branch had in addition to that history, according to the same event.';

create table tag (
    repository_id bigint      not null references repository,
    name          text        not null,
    sha           text        not null collate "C",
    stated_at     timestamptz not null,
    stated_by     text        not null,
    primary key (repository_id, name)
);
comment on table tag is 'Which commit a tag points to, by the newest statement. A push of the tag counts before it.';
comment on column tag.repository_id is 'Repository that has it.';
comment on column tag.name is 'Its name, without refs/tags/.';
comment on column tag.sha is 'The commit behind it.';
comment on column tag.stated_at is 'The source''s own time of the statement. UTC.';
comment on column tag.stated_by is 'Delivery that reported it.';

create table change (
    id                   uuid        not null primary key,
    repository_id        bigint      not null references repository,
    number               bigint,
    title                text        not null,
    url                  text,
    labels               text[]      not null,
    author               text        collate "C",
    author_at            timestamptz,
    is_bot               boolean     not null default false,
    head_repository      text,
    head_ref             text        not null,
    head_sha             text        not null collate "C",
    base_ref             text        not null,
    commits              integer,
    commits_at           timestamptz,
    opened_at            timestamptz not null,
    first_review_at      timestamptz,
    approved_at          timestamptz,
    merged_at            timestamptz,
    merged_by            timestamptz,
    merge_commit_sha     text        collate "C",
    named_merge          text        collate "C",
    named_merge_at       timestamptz,
    named_merge_by       text        collate "C",
    is_unnamed           boolean     not null default false,
    reverts_changes      text[]      not null,
    reverts_commits      text[]      not null,
    bare_reverts_changes text[]      not null default '{}',
    bare_reverts_commits text[]      not null default '{}',
    reverts_title        text,
    closes_issues        text[]      not null,
    fixes_incidents      text[]      not null,
    stated_at            timestamptz not null,
    stated_by            text        not null,
    unique (repository_id, number)
);
comment on table change is 'A pull request, in its newest known state.';
comment on column change.id is 'UUIDv5 of source, repository and number.';
comment on column change.repository_id is 'Repository it is to be merged into.';
comment on column change.number is 'Its number in the repository; null when the source has no numbers.';
comment on column change.title is 'Its title.';
comment on column change.url is 'Its page at the source.';
comment on column change.labels is 'Its labels, in lower case.';
comment on column change.author is 'Login of who opened it, according to the newest delivery that has it; null when none does.';
comment on column change.author_at is 'When the statement with the author was made; null when none does.';
comment on column change.is_bot is 'Whether a bot opened it, according to any delivery.';
comment on column change.head_repository is 'The source''s id of the repository its branch is in; null when that is gone.';
comment on column change.head_ref is 'Name of its branch, without refs/heads/.';
comment on column change.head_sha is 'Head of its branch.';
comment on column change.base_ref is 'Branch it is to be merged into, without refs/heads/.';
comment on column change.commits is 'How many commits it has, a count, as the source says; null when it did not.';
comment on column change.commits_at is 'The source''s own time of the statement with the number of commits. UTC.';
comment on column change.opened_at is 'When it was opened. UTC.';
comment on column change.first_review_at is 'When somebody other than its author first reviewed it. UTC; null when nobody has.';
comment on column change.approved_at is 'When it was first approved. UTC; null when it was not.';
comment on column change.merged_at is 'When it was merged. UTC; null when it is not.';
comment on column change.merged_by is
    'The earliest time at which it is told to be merged already, where its source tells no more: merged_at then. Null elsewhere.';
comment on column change.merge_commit_sha is 'The commit that its merge, squash or rebase resulted in; null unless it is merged.';
comment on column change.named_merge is
    'The commit that merge, squash or rebase ended in, as the newest statement that named one said; null when none did.';
comment on column change.named_merge_at is 'As of when that statement is. UTC; null when none named a commit.';
comment on column change.named_merge_by is 'Delivery of that statement; null when none named a commit.';
comment on column change.is_unnamed is
    'Whether it is merged and no statement named the commit that it ended in: merge_commit_sha is one that was found then, or null.';
comment on column change.reverts_changes is
    'Changes that it says it reverts: #12 of its own repository, github.com/acme/shop#12 of another, in lower case.';
comment on column change.reverts_commits is 'Hashes or prefixes that its body says it reverts.';
comment on column change.bare_reverts_changes is
    'What reverts_changes would be if a bot had opened it: its title and its branch count, its body does not.';
comment on column change.bare_reverts_commits is 'What reverts_commits would be if a bot had opened it.';
comment on column change.reverts_title is 'The title that its own title says it reverts, Revert "…" or revert: …; null when it says none.';
comment on column change.closes_issues is
    'Issues that it says it closes (closing keywords): #12 of its own repository, github.com/acme/shop#12 of another, in lower case.';
comment on column change.fixes_incidents is 'Numbers or URLs of incidents that it fixes according to its text (Fixes-incident:).';
comment on column change.stated_at is 'The source''s own time of this state. UTC. The newest wins.';
comment on column change.stated_by is 'Delivery that told it; breaks ties of stated_at, the greater wins.';

create index change_by_merge on change (repository_id, merge_commit_sha);
comment on index change_by_merge is 'Which change ended in a commit.';

create index change_by_branch on change (repository_id, head_ref) where merge_commit_sha is not null;
comment on index change_by_branch is 'The changes of a branch whose push came late.';

create index change_fixing on change (repository_id) where fixes_incidents <> '{}';
comment on index change_fixing is 'The changes that fix an incident, among very many that do not.';

create index change_hotfix on change (repository_id)
    where labels && array['hotfix', 'incident'] or head_ref ~ '^hotfix[-/]';
comment on index change_hotfix is 'The hotfixes among all changes.';

create index change_by_merge_time on change (repository_id, merged_at, (id::text collate "C")) where merged_at is not null;
comment on index change_by_merge_time is 'The newest merged changes of a repository, page by page.';

create index change_fixing_bug on change (repository_id) where labels && array['bug'];
comment on index change_fixing_bug is 'The fixes of bugs among all changes (option rework.bugs).';

create index change_by_head on change (repository_id, head_sha) where merged_at is not null;
comment on index change_by_head is 'Which merged changes ended their branch in a commit.';

create index change_by_arrival on change (merge_commit_sha) where merge_commit_sha is not null;
comment on index change_by_arrival is 'Which change ended in a commit that an incident names, of any repository.';

create index change_reverting on change (repository_id)
   
    where reverts_changes <> '{}' or reverts_commits <> '{}' or reverts_title is not null;
comment on index change_reverting is 'The changes that revert something, among very many that do not.';

create index change_closing on change (repository_id) where closes_issues <> '{}';
comment on index change_closing is 'The changes that close something, among very many that do not.';

create index change_by_closed_issue on change using gin (closes_issues) where closes_issues <> '{}';
comment on index change_by_closed_issue is 'Which changes close an issue.';

create index change_by_title on change (repository_id, title_hash(title)) where merge_commit_sha is not null;
comment on index change_by_title is 'Which merged changes have the title that a revert names.';

create index change_unnamed on change (repository_id, title_hash(title)) where is_unnamed;
comment on index change_unnamed is 'Which changes of a title still look for the commit that they ended in.';

create index change_unnamed_by_head on change (repository_id, head_sha) where is_unnamed;
comment on index change_unnamed_by_head is 'Which of them a commit is the head of.';

-- The commits of a change are a fact of their own: what later says how the change stands need not list them again.
create table change_commits (
    change_id     uuid          not null,
    repository_id bigint        not null references repository,
    head_sha      text          collate "C",
    shas          text[]        not null check (shas <> '{}'),
    author_at     timestamptz[] not null,
    stated_at     timestamptz   not null,
    stated_by     text          not null,
    unique NULLS not DISTINCT (change_id, head_sha)
);
comment on table change_commits is 'The commits of a change while its branch stood at one head. The change itself may come later.';
comment on column change_commits.change_id is 'The change.';
comment on column change_commits.repository_id is 'Repository of the change.';
comment on column change_commits.head_sha is 'Where the branch stood; null where a report lists the commits, wherever it stood.';
comment on column change_commits.shas is 'All of its own commits, merges included, oldest first as its source lists them.';
comment on column change_commits.author_at is 'When the author of each of shas wrote it. UTC.';
comment on column change_commits.stated_at is 'The source''s own time of the newest list, which this is. UTC.';
comment on column change_commits.stated_by is 'Delivery that reported it.';

create index change_commits_by_commit on change_commits using gin (shas);
comment on index change_commits_by_commit is 'Which changes list a commit.';

create index change_commits_by_repository on change_commits (repository_id);
comment on index change_commits_by_repository is 'Whether any change of a repository lists commits at all.';

create table deployment (
    id            uuid        not null primary key,
    repository_id bigint      not null references repository,
    service_id    bigint      references service,
    external_id   text        not null,
    sha           text        collate "C",
    tag           text,
    ref           text,
    commits_in    text,
    version       text,
    digest        text,
    environment   text        not null,
    tier          text        not null
        check (tier in ('production', 'staging', 'testing', 'development', 'other')),
    source_tier   text        not null,
    said_tier     text check (said_tier in ('production', 'staging', 'testing', 'development', 'other')),
    named_tier    text check (named_tier in ('production', 'staging', 'testing', 'development', 'other')),
    is_rollback   boolean     not null,
    is_unplanned  boolean,
    read_from     text check (read_from in ('tag', 'release', 'workflow', 'pipeline', 'job', 'deployment')),
    read_name     text,
    is_usual      boolean     not null default true,
    matched       text[]      not null default '{}',
    created_at    timestamptz not null,
    url           text,
    stated_at     timestamptz not null,
    stated_by     text        not null
);
comment on table deployment is 'A deployment as a source reported it, whatever came of it.';
comment on column deployment.id is
    'UUIDv5 of source, repository and external id, of the environment where it is not the one that it was made for, and of read_from where that is not usual and has ids of its own: stable over replays, for people''s verdicts hang on it.';
comment on column deployment.repository_id is 'Repository that was deployed.';
comment on column deployment.service_id is
    'The one service that it belongs to, see service_of_deployment; null when no service of the configuration takes its environment.';
comment on column deployment.external_id is 'The source''s own id for it. Orders deployments of the same instant, as text.';
comment on column deployment.sha is 'Commit that was deployed; null while it is the head of a tag whose push is not known.';
comment on column deployment.tag is 'Tag that was deployed, when only that is known (a release); null otherwise.';
comment on column deployment.ref is 'What was requested to be deployed, e.g. main or v1.2; for display.';
comment on column deployment.commits_in is 'Name, in lower case, of the repository that has its commit, where a report names one; null otherwise.';
comment on column deployment.version is
    'Name of what was built from the commit, e.g. 1.4.2; null when the source tells none. Part of what tells a redeploy.';
comment on column deployment.digest is
    'Digest of the artifact or of its configuration; null when the source tells none. Part of what tells a redeploy.';
comment on column deployment.environment is 'Name of the environment.';
comment on column deployment.tier is 'What its environment is for: by throughline.tiers, else source_tier.';
comment on column deployment.source_tier is
    'Tier by the word of its source with it, else with the earliest deployment of the same repository and environment that has one, else named_tier.';
comment on column deployment.said_tier is 'Tier of its environment as its source said with it, in so many words; null when it did not.';
comment on column deployment.named_tier is
    'Tier of its environment as far as it alone tells, by its name: counts while its source says one of no deployment there.';
comment on column deployment.is_rollback is 'Whether the source flags it as a rollback (task ^rollback).';
comment on column deployment.is_unplanned is 'Whether it was unplanned remediation, by the word of its source; null when that says nothing.';
comment on column deployment.read_from is
    'Kind of event that it was read from: tag, release, workflow, pipeline, job or deployment; null for a report.';
comment on column deployment.read_name is
    'The tag, also of a release, the workflow, the pipeline, the job or the environment: what a pattern has to match. Null for a report.';
comment on column deployment.is_usual is
    'Whether it deploys every service of its repository that has no rule of its own. One that is not usual and that no service takes is none.';
comment on column deployment.matched is 'Those of all service.deploys_pattern that read_name matches as a whole.';
comment on column deployment.created_at is 'When it was asked for. UTC.';
comment on column deployment.url is 'Its page at the source.';
comment on column deployment.stated_at is 'The source''s own time of this state. UTC. The newest wins.';
comment on column deployment.stated_by is 'Delivery that told it; breaks ties of stated_at, the greater wins.';

create index deployment_by_service on deployment (service_id);
comment on index deployment_by_service is 'The deployments of a service.';

create index deployment_by_tag on deployment (repository_id, tag) where tag is not null;
comment on index deployment_by_tag is 'What a tag deploys, once it is pushed.';

create index deployment_by_external_id on deployment (repository_id, external_id);
comment on index deployment_by_external_id is 'Which deployments a source calls so.';

create index deployment_saying_tier on deployment (repository_id, environment, created_at, id) where said_tier is not null;
comment on index deployment_saying_tier is 'Which deployment was the first to say what an environment is for.';

create table deployment_status (
    deployment_id uuid        not null references deployment,
    external_id   text        not null,
    state         text        not null
        check (state in ('waiting', 'in_progress', 'success', 'failure', 'cancelled')),
    stated_at     timestamptz not null,
    primary key (deployment_id, external_id)
);
comment on table deployment_status is 'What a source said of a deployment, and when: a set, so that the order of arrival does not matter.';
comment on column deployment_status.deployment_id is 'The deployment.';
comment on column deployment_status.external_id is 'The source''s own id of the status.';
comment on column deployment_status.state is 'waiting (asked for, queued, not approved yet), in_progress, success, failure or cancelled.';
comment on column deployment_status.stated_at is 'When it came about. UTC, the source''s own clock.';

create table deployment_run (
    deployment_id uuid not null primary key references deployment,
    rollout       text not null collate "C",
    job           text collate "C"
);
comment on table deployment_run is 'Which attempt of which run made a deployment, where its source names one.';
comment on column deployment_run.deployment_id is 'The deployment.';
comment on column deployment_run.rollout is
    'The source''s own id of the attempt within the repository: for GitHub <run>/<attempt>, of several that were told the first as text; where job is known, the outermost pipeline.';
comment on column deployment_run.job is
    'Name of the job of that run: its first success belongs to the run, a later one is a deployment of its own. Null when the source names runs itself.';

create index deployment_run_by_rollout on deployment_run (rollout);
comment on index deployment_run_by_rollout is 'What else one attempt of a run deployed.';

create table deployment_job (
    deployment_id uuid   not null primary key references deployment,
    repository_id bigint not null references repository,
    job           text   not null collate "C"
);
comment on table deployment_job is 'Which job made a deployment, where its source names one.';
comment on column deployment_job.deployment_id is 'The deployment.';
comment on column deployment_job.repository_id is 'Repository of the deployment and of the job.';
comment on column deployment_job.job is 'The source''s own id of the job within the repository. Of several that were told, the first as text.';

create index deployment_job_by_job on deployment_job (repository_id, job);
comment on index deployment_job_by_job is 'Which deployments a job made.';

create table pipeline_job (
    repository_id bigint not null references repository,
    job           text   not null collate "C",
    pipeline      text   not null collate "C",
    name          text   not null collate "C",
    primary key (repository_id, job)
);
comment on table pipeline_job is 'A job of a pipeline. Of several statements of one job, the first as text counts.';
comment on column pipeline_job.repository_id is 'Repository in which it ran.';
comment on column pipeline_job.job is 'The source''s own id of the job.';
comment on column pipeline_job.pipeline is 'The source''s own id for its pipeline.';
comment on column pipeline_job.name is 'Its name: a job that runs again has another id and the same name.';

create index pipeline_job_by_pipeline on pipeline_job (repository_id, pipeline);
comment on index pipeline_job_by_pipeline is 'The jobs of a pipeline.';

create table child_pipeline (
    repository_id bigint not null references repository,
    pipeline      text   not null collate "C",
    parent        text   not null collate "C",
    primary key (repository_id, pipeline)
);
comment on table child_pipeline is 'A pipeline that another one of the same repository started: it counts as that one.';
comment on column child_pipeline.repository_id is 'Repository in which both ran.';
comment on column child_pipeline.pipeline is 'The source''s own id of the pipeline.';
comment on column child_pipeline.parent is 'That of the pipeline which started it. Of several that were told, the first as text.';

create index child_pipeline_by_parent on child_pipeline (repository_id, parent);
comment on index child_pipeline_by_parent is 'What a pipeline started.';

create table incident (
    id               uuid        not null primary key,
    repository_id    bigint      not null references repository,
    service_id       bigint      references service,
    external_id      text        not null,
    number           bigint,
    title            text        not null,
    url              text,
    labels           text[]      not null,
    is_incident      boolean     not null,
    excluded_as      text check (excluded_as in ('not_planned', 'duplicate', 'moved', 'promoted')),
    is_deleted       boolean     not null,
    about            text[]      not null default '{}',
    about_at         timestamptz,
    about_by         text,
    opened_at        timestamptz,
    stated_opened_at timestamptz,
    first_opened_at  timestamptz,
    resolved_at      timestamptz,
    causes           text[]      not null,
    is_explicit      boolean     not null default false,
    stated_at        timestamptz not null,
    stated_by        text        not null,
    unique (repository_id, external_id)
);
comment on table incident is 'An issue, in its newest known state. Issues that are no incidents are kept too: a label may come or go.';
comment on column incident.id is 'UUIDv5 of source, repository and external id.';
comment on column incident.repository_id is 'Repository it was filed in.';
comment on column incident.service_id is
    'The one service that it belongs to, see service_of_incident; null when its repository is shared and its labels do not decide, or when no service takes what it is about.';
comment on column incident.external_id is 'The source''s own id for it.';
comment on column incident.number is 'Its number in the repository; null when the source has no numbers.';
comment on column incident.title is 'Its title.';
comment on column incident.url is 'Its page at the source.';
comment on column incident.labels is 'Its labels, in lower case.';
comment on column incident.is_incident is 'Whether one of its labels or its type is on the list of incident labels, and nothing excludes it.';
comment on column incident.excluded_as is
    'Why it is no incident although it is called one: not_planned, duplicate, moved or promoted, as its source closed it. Null when it is one, or never was called one.';
comment on column incident.is_deleted is 'Whether it was deleted or moved elsewhere; then it is no incident.';
comment on column incident.about is
    'What a pager or a tracker says that it concerns: keys and names of its own, in lower case. Empty for a source whose repositories say it.';
comment on column incident.about_at is
    'When the source made the last statement that says what it is about. UTC; null when none does. From the payload.';
comment on column incident.about_by is 'Key of the delivery of that statement; null when none says what it is about.';
comment on column incident.opened_at is
    'When it began: by the newest statement, else by the earliest that any told. UTC; null while nothing tells it, and then it counts nowhere.';
comment on column incident.stated_opened_at is 'When it began by the newest statement. UTC; null when that does not say.';
comment on column incident.first_opened_at is 'The earliest beginning that any statement told. UTC; null when none did.';
comment on column incident.resolved_at is 'When it was resolved; null while it is open, also when it was reopened. UTC.';
comment on column incident.causes is
    'What its newest title and body declare as root causes: hash prefixes, deployment ids, change numbers (#12), addresses. Lower case.';
comment on column incident.is_explicit is 'Whether its causes are named as such, in a report; otherwise its body declares them.';
comment on column incident.stated_at is 'The source''s own time of this state. UTC. The newest wins; at equal times resolved beats open.';
comment on column incident.stated_by is 'Delivery that told it; breaks ties, the greater wins.';

create index incident_by_number on incident (repository_id, number);
comment on index incident_by_number is 'The issue that a change closes.';

create index incident_by_repository on incident (repository_id, opened_at) where (is_incident or excluded_as is not null) and not is_deleted;
comment on index incident_by_repository is 'The incidents of a repository, those that were none among them, newest first.';

create index incident_by_service on incident (service_id, opened_at) where (is_incident or excluded_as is not null) and not is_deleted;
comment on index incident_by_service is 'The incidents of a service since a time, those that may count among them.';

create index incident_with_causes on incident (id)
    where causes <> '{}' and (is_incident or excluded_as is not null) and not is_deleted;
comment on index incident_with_causes is 'The incidents that declare a cause.';

create index incident_by_about on incident using gin (about) where about <> '{}';
comment on index incident_by_about is 'The incidents that are about a service which came or went.';

create index incident_without_service on incident (repository_id) where service_id is null;
comment on index incident_without_service is 'The incidents that no service takes.';

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
comment on table incident_comment is
    'A comment on an issue, in its newest known state: of those that declare a cause, and that were edited or deleted and may have.';
comment on column incident_comment.repository_id is 'Repository of the issue.';
comment on column incident_comment.external_id is 'The source''s own id for it.';
comment on column incident_comment.incident_id is 'The issue; it may not have been told of yet.';
comment on column incident_comment.causes is
    'What it declares as root causes: hash prefixes, deployment ids, change numbers (#12), addresses. Lower case.';
comment on column incident_comment.is_deleted is 'Whether it was deleted; then it declares nothing.';
comment on column incident_comment.stated_at is 'The source''s own time of this state. UTC. The newest wins.';
comment on column incident_comment.stated_by is 'Delivery that told it; breaks ties, the greater wins.';

create index incident_comment_by_incident on incident_comment (incident_id) where causes <> '{}' and not is_deleted;
comment on index incident_comment_by_incident is 'What the comments on an incident declare.';
