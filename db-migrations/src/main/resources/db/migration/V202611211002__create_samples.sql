-- Samples: what the engine concludes from the facts. Derived; a recompute empties and fills them again.

create table derivation_due (
    id         bigint generated always as identity primary key,
    service_id bigint      not null references service,
    shas       text[]      not null default '{}',
    due_at     timestamptz not null default now()
);
comment on table derivation_due is 'Services whose samples lag behind their facts. A row is written with the fact and removed with the samples.';
comment on column derivation_due.id is 'Order of arrival.';
comment on column derivation_due.service_id is 'Service to derive again.';
comment on column derivation_due.shas is 'Commits that the new fact speaks of: deployments that they touch are linked again, and all later ones.';
comment on column derivation_due.due_at is 'When the fact was stored. UTC. samples_behind_seconds is the age of the oldest.';
-- what is due for one service
create index derivation_due_by_service on derivation_due (service_id, id);

create table incident_due (
    incident_id uuid        not null references incident,
    id          bigint generated always as identity primary key,
    due_at      timestamptz not null default now()
);
comment on table incident_due is 'Incidents that changed and whose services are still to be found: a root cause may name a commit of any service.';
comment on column incident_due.incident_id is 'The incident.';
comment on column incident_due.id is 'Order of arrival.';
comment on column incident_due.due_at is 'When the fact was stored. UTC.';

create table deployment_fact (
    service_id             bigint      not null references service,
    deployment_id          uuid        not null primary key references deployment,
    environment            text        not null,
    merged_environments    text[]      not null default '{}',
    at                     timestamptz not null,
    external_id            text        not null collate "C",
    sha                    text        collate "C",
    kind                   text        not null check (kind in ('initial', 'redeploy', 'rollback', 'forward')),
    counts                 boolean     not null,
    linked_by              text        not null check (linked_by in ('graph', 'push', 'head')),
    has_baseline           boolean     not null,
    flags                  text[]      not null,
    commits                integer     not null,
    failed                 boolean     not null,
    rework                 boolean     not null,
    failed_at              timestamptz,
    restored_at            timestamptz,
    recovery_seconds       integer,
    lead_seconds           integer[]   not null,
    lead_change_seconds    integer[]   not null,
    lead_merge_seconds     integer[]   not null
);
comment on table deployment_fact is 'One row per eligible logical deployment to production, with its verdicts. All five metrics are computed from it and from nothing else.';
comment on column deployment_fact.service_id is 'Service that was deployed.';
comment on column deployment_fact.deployment_id is 'The deployment; of several that were merged, the first.';
comment on column deployment_fact.environment is 'Its environment.';
comment on column deployment_fact.merged_environments is 'The other environments of the same rollout: asked for one of them, it counts too.';
comment on column deployment_fact.at is 'Its first success. UTC. Time of the metric.';
comment on column deployment_fact.external_id is 'The source''s own id: orders deployments of the same instant.';
comment on column deployment_fact.sha is 'Commit that was deployed.';
comment on column deployment_fact.kind is 'initial, redeploy, rollback or forward (definitions 1.2).';
comment on column deployment_fact.counts is 'Whether it is a member of D: an eligible deployment that is no redeploy. Denominator of the rates.';
comment on column deployment_fact.linked_by is 'How its commits are known: graph, push, or head when only the deployed commit itself is certain.';
comment on column deployment_fact.has_baseline is 'Whether an earlier deployment tells what it was the first to deliver.';
comment on column deployment_fact.flags is 'ambiguous, unlinked, redelivered, non_fast_forward, negative_clamped (of its recovery).';
comment on column deployment_fact.commits is 'Commits it was the first to deliver, merges included, a count.';
comment on column deployment_fact.failed is 'Whether there is evidence that it failed.';
comment on column deployment_fact.rework is 'Whether it was unplanned remediation.';
comment on column deployment_fact.failed_at is 'When its failure began to hurt (definitions 1.6). UTC; null unless it failed.';
comment on column deployment_fact.restored_at is 'When service was restored. UTC; null while it is not, or unless it failed.';
comment on column deployment_fact.recovery_seconds is 'restored_at - failed_at, at least 0; null while open, or unless it failed.';
comment on column deployment_fact.lead_seconds is 'Lead time in seconds of each commit it was the first to deliver, per commit.';
comment on column deployment_fact.lead_change_seconds is 'The same from the first commit of each change.';
comment on column deployment_fact.lead_merge_seconds is 'The same from the merge of each change.';
-- every metric: the deployments of a service in a window
create index deployment_fact_by_service on deployment_fact (service_id, at) include (environment, counts);
-- every metric over all services
create index deployment_fact_by_time on deployment_fact using brin (at);
-- recovery is bucketed by the start of the failure
create index deployment_fact_by_failure on deployment_fact (service_id, failed_at) where failed;

create table merged_deployment (
    service_id    bigint not null references service,
    deployment_id uuid   not null primary key references deployment,
    merged_into   uuid   not null references deployment
);
comment on table merged_deployment is 'Deployments that are one rollout with an earlier one and went into it.';
comment on column merged_deployment.service_id is 'The service.';
comment on column merged_deployment.deployment_id is 'The deployment that went into another.';
comment on column merged_deployment.merged_into is 'The logical deployment that it went into.';
-- what is to be derived again for a service
create index merged_deployment_by_service on merged_deployment (service_id);

create table delivered_commit (
    service_id       bigint      not null references service,
    deployment_id    uuid        not null references deployment,
    sha              text        not null collate "C",
    repository_id    bigint      not null references repository,
    at               timestamptz not null,
    is_certain       boolean     not null,
    is_first         boolean     not null,
    is_known         boolean     not null,
    is_merge         boolean     not null,
    author_at        timestamptz,
    started_at       timestamptz,
    start_provenance text        check (start_provenance in ('pr_commits', 'branch_push', 'trailer', 'pr_opened', 'commit')),
    lead_seconds     integer,
    origin_sha       text        collate "C",
    delivered_as     text        collate "C",
    change_id        uuid,
    excluded         text,
    flags            text[]      not null,
    primary key (service_id, deployment_id, sha)
);
comment on table delivered_commit is 'The commits that a deployment reached first, with where each lead time came from. Read for explanations and for linking, never for a number.';
comment on column delivered_commit.service_id is 'Service that was deployed.';
comment on column delivered_commit.deployment_id is 'Deployment that reached it first.';
comment on column delivered_commit.sha is 'The commit.';
comment on column delivered_commit.repository_id is 'Repository of the commit.';
comment on column delivered_commit.at is 'When that deployment succeeded. UTC.';
comment on column delivered_commit.is_certain is 'Whether the deployment surely contains it; false for what an ambiguous deployment may contain.';
comment on column delivered_commit.is_first is 'Whether the deployment was surely the first to contain it: then it is evidence and may be a sample.';
comment on column delivered_commit.is_known is 'Whether a push listed it; false for a bare hash at the edge of what is known.';
comment on column delivered_commit.is_merge is 'Whether it is a merge commit.';
comment on column delivered_commit.author_at is 'When its author wrote it. UTC; null when it is not known.';
comment on column delivered_commit.started_at is 'Where its lead time starts. UTC; null when it gives no sample.';
comment on column delivered_commit.start_provenance is 'Where started_at comes from (definitions 1.4); null when it gives no sample.';
comment on column delivered_commit.lead_seconds is 'Its lead time in seconds, per commit; null when it gives no sample.';
comment on column delivered_commit.origin_sha is 'The commit that it repeats (cherry-pick), else itself: one sample per origin.';
comment on column delivered_commit.delivered_as is 'For an original commit of a squashed change: the commit that arrived in its place; null otherwise.';
comment on column delivered_commit.change_id is 'The change it belongs to; null when none is known.';
comment on column delivered_commit.excluded is 'Why it gives no sample: merge, squashed, no_baseline, unlinked, ambiguous, already_delivered; null when it gives one.';
comment on column delivered_commit.flags is 'clock_skew, negative_clamped, stale, pr_opened.';
-- which deployment delivered this commit first (also by prefix), and does a new push touch it
create index delivered_commit_by_sha on delivered_commit (sha, service_id);
-- one sample per origin
create index delivered_commit_by_origin on delivered_commit (service_id, origin_sha) where lead_seconds is not null;

create table evidence (
    service_id    bigint not null references service,
    deployment_id uuid   not null references deployment,
    rule          text   not null check (rule in ('explicit', 'declared', 'rollback', 'revert', 'hotfix', 'window')),
    confidence    text   not null check (confidence in ('explicit', 'declared', 'inferred', 'heuristic')),
    incident_id   uuid   references incident,
    by_deployment uuid   references deployment,
    sha           text   collate "C"
);
comment on table evidence is 'Why a deployment is held to have failed: one row per piece of evidence.';
comment on column evidence.service_id is 'Service of the deployment.';
comment on column evidence.deployment_id is 'The deployment that failed.';
comment on column evidence.rule is 'The rule of definitions 1.5 that applies.';
comment on column evidence.confidence is 'explicit, declared, inferred or heuristic.';
comment on column evidence.incident_id is 'The incident that is the evidence; null otherwise.';
comment on column evidence.by_deployment is 'The deployment that remedied it; null otherwise.';
comment on column evidence.sha is 'The commit that is the evidence, or that the incident names; null otherwise.';
-- the evidence of a deployment, and of a service when it is derived again
create index evidence_by_deployment on evidence (service_id, deployment_id);
-- what an incident is linked to
create index evidence_by_incident on evidence (incident_id) where incident_id is not null;

-- which branches start at a commit
create index push_by_before on push (repository_id, before_sha);
-- the changes of a branch whose push came late
create index change_by_branch on change (repository_id, head_ref) where merge_commit_sha is not null;
-- the commits that repair something, among very many that do not
create index git_commit_remedies on git_commit (repository_id) where reverts <> '{}' or fixes_incidents <> '{}';
