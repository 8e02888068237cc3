-- Samples: what the engine concludes from the facts. Derived; a recompute empties and fills them again.

create table derivation_due (
    id          bigint      generated always as identity primary key,
    service_id  bigint      not null,
    shas        text[]      not null default '{}',
    deployments uuid[],
    is_graph    boolean     not null default false,
    is_full     boolean     not null default false,
    due_at      timestamptz not null default now()
);
comment on table derivation_due is 'Services whose samples lag behind their facts. A row is written with the fact and removed with the samples.';
comment on column derivation_due.id is 'Order of arrival.';
comment on column derivation_due.service_id is 'Service to derive again.';
comment on column derivation_due.shas is 'Commits that the new fact speaks of: deployments that they touch are linked again, and all later ones.';
comment on column derivation_due.deployments is
    'Deployments that the new facts speak of. Null: something else changed, and the whole history is to be looked at again.';
comment on column derivation_due.is_graph is 'Whether the commit graph grew: deployments that were linked without it can be linked by it.';
comment on column derivation_due.is_full is 'Whether all of its samples are to be derived again: deployments or repositories came or went.';
comment on column derivation_due.due_at is 'When the fact was stored. UTC. samples_behind_seconds is the age of the oldest.';

create index derivation_due_by_service on derivation_due (service_id, id);
comment on index derivation_due_by_service is 'What is due for one service.';

create table incident_due (
    id          bigint      generated always as identity primary key,
    incident_id uuid        not null references incident,
    due_at      timestamptz not null default now()
);
comment on table incident_due is 'Incidents that changed and whose services are still to be found: a root cause may name a commit of any service.';
comment on column incident_due.id is 'Order of arrival.';
comment on column incident_due.incident_id is 'The incident.';
comment on column incident_due.due_at is 'When the fact was stored. UTC.';

create table deployment_fact (
    service_id          bigint      not null references service,
    deployment_id       uuid        not null primary key references deployment,
    environment         text        not null,
    merged_environments text[]      not null default '{}',
    at                  timestamptz not null,
    external_id         text        not null collate "C",
    sha                 text        collate "C",
    kind                text        not null check (kind in ('initial', 'redeploy', 'rollback', 'forward')),
    counts              boolean     not null,
    in_fail_rate        boolean     not null default true,
    in_frequency        boolean,
    linked_by           text        not null check (linked_by in ('graph', 'push', 'head')),
    has_baseline        boolean     not null,
    flags               text[]      not null,
    commits             integer     not null,
    failed              boolean     not null,
    rework              boolean     not null,
    failed_at           timestamptz,
    restored_at         timestamptz,
    remedied_at         timestamptz,
    recovery_seconds    integer,
    lead_seconds        integer[]   not null,
    lead_starts         integer[]   not null default '{0,0,0,0,0,0}',
    lead_change_seconds integer[]   not null,
    lead_merge_seconds  integer[]   not null,
    lacks               uuid[]      default '{}',
    delivered_again     uuid[]      default '{}',
    lead_again_seconds  integer[]   default '{}',
    changes_again       uuid[]      not null default '{}',
    changed_in          xid8        not null default pg_current_xact_id(),
    constraint every_lead_starts_somewhere
        check (lead_starts[1] + lead_starts[2] + lead_starts[3] + lead_starts[4] + lead_starts[5] + lead_starts[6] = cardinality(lead_seconds))
);
comment on table deployment_fact is
    'One row per eligible logical deployment to production, with its verdicts. All five metrics are computed from it and from nothing else.';
comment on column deployment_fact.service_id is 'Service that was deployed.';
comment on column deployment_fact.deployment_id is 'The deployment; of several that were merged, the first.';
comment on column deployment_fact.environment is 'Its environment.';
comment on column deployment_fact.merged_environments is
    'The other environments of the same rollout, each once: asked for one of them, it counts too.';
comment on column deployment_fact.at is 'Its first success. UTC. Time of the metric.';
comment on column deployment_fact.external_id is 'The source''s own id: orders deployments of the same instant.';
comment on column deployment_fact.sha is 'Commit that was deployed.';
comment on column deployment_fact.kind is 'initial, redeploy, rollback or forward (definitions 1.2).';
comment on column deployment_fact.counts is 'Whether it is a member of D: an eligible deployment that is no redeploy. Denominator of the rates.';
comment on column deployment_fact.in_fail_rate is
    'Whether it is in numerator and denominator of the change fail rate, if it counts at all (option cfr.denominator).';
comment on column deployment_fact.in_frequency is
    'Whether it counts in the deployment frequency (options df.count_redeploys, df.count_rollbacks); null when it does as counts says.';
comment on column deployment_fact.linked_by is 'How its commits are known: graph, push, or head when only the deployed commit itself is certain.';
comment on column deployment_fact.has_baseline is 'Whether an earlier deployment tells what it was the first to deliver.';
comment on column deployment_fact.flags is 'ambiguous, unlinked, redelivered, non_fast_forward, negative_clamped (of its recovery).';
comment on column deployment_fact.commits is 'Number of commits that it delivered first, merges included.';
comment on column deployment_fact.failed is 'Whether there is evidence that it failed.';
comment on column deployment_fact.rework is 'Whether it was unplanned remediation.';
comment on column deployment_fact.failed_at is 'When its failure began to hurt (definitions 1.6). UTC; null unless it failed.';
comment on column deployment_fact.restored_at is 'When service was restored. UTC; null while it is not, or unless it failed.';
comment on column deployment_fact.remedied_at is
    'When the first deployment succeeded that remedied it: a rollback, a revert, a hotfix. UTC; null while none has, or unless it failed.';
comment on column deployment_fact.recovery_seconds is 'restored_at - failed_at, at least 0; null while open, or unless it failed.';
comment on column deployment_fact.lead_seconds is 'Lead time in seconds of each commit it was the first to deliver, per commit.';
comment on column deployment_fact.lead_starts is
    'How many of lead_seconds start where, in this order: pr_commits, branch_push, trailer, pr_opened, commit, committed. Counts.';
comment on column deployment_fact.lead_change_seconds is 'The same from the first commit of each change.';
comment on column deployment_fact.lead_merge_seconds is 'The same from the merge of each change.';
comment on column deployment_fact.lacks is
    'Earlier deployments of its repository of whose commits it contains none, in order: rolled back, or on a branch that was not merged. Null when that is not known.';
comment on column deployment_fact.delivered_again is
    'Those whose commits it contains while the deployment before it lacks them, in order. Null when that is not known.';
comment on column deployment_fact.lead_again_seconds is
    'Lead time in seconds until this deployment, of each commit of delivered_again that gave one or was part of the initial deployment. Null when they are not known.';
comment on column deployment_fact.changes_again is
    'Changes that arrived with it although their commits were delivered before, by another way: they give no lead time and are evidence of nothing.';
comment on column deployment_fact.changed_in is
    'Transaction that wrote the row last. What a snapshot may lack was written by its oldest running transaction or a later one.';

create index deployment_fact_by_service on deployment_fact (service_id, at) include (environment, counts);
comment on index deployment_fact_by_service is 'Every metric: the deployments of a service in a window.';

create index deployment_fact_by_time on deployment_fact using brin (at);
comment on index deployment_fact_by_time is 'Every metric over all services.';

create index deployment_fact_by_failure on deployment_fact (service_id, failed_at) where failed;
comment on index deployment_fact_by_failure is 'Recovery is bucketed by the start of the failure.';

create index deployment_fact_without_graph on deployment_fact (service_id, at) where linked_by <> 'graph';
comment on index deployment_fact_without_graph is 'What a greater graph may link better.';

create index deployment_fact_by_sha on deployment_fact (service_id, sha) where sha is not null;
comment on index deployment_fact_by_sha is 'Whether a commit was deployed before.';

create index deployment_fact_by_environment on deployment_fact (environment);
comment on index deployment_fact_by_environment is 'From one environment to the next without reading all deployments: pages offer those that count.';

create index deployment_fact_by_merged on deployment_fact (service_id) where merged_environments <> '{}';
comment on index deployment_fact_by_merged is 'Those that count for several environments, among very many that do not.';

create index deployment_fact_by_change on deployment_fact (changed_in);
comment on index deployment_fact_by_change is 'What changed since a snapshot.';

-- Every sample says which transaction wrote it last, and a sample that is gone leaves a mark: whoever keeps samples in memory learns by two questions
-- what changed since its last snapshot, however many processes write, and without waiting for any of them.
create table withdrawn_sample (
    service_id    bigint,
    deployment_id uuid,
    changed_in    xid8        not null default pg_current_xact_id(),
    withdrawn_at  timestamptz not null default now()
);
comment on table withdrawn_sample is 'Samples that are no longer there, for a day: after that, whoever has not asked reads them all again.';
comment on column withdrawn_sample.service_id is 'Service whose sample it was; null when all samples of all services are gone.';
comment on column withdrawn_sample.deployment_id is 'The deployment; null when all are gone.';
comment on column withdrawn_sample.changed_in is 'Transaction that withdrew it.';
comment on column withdrawn_sample.withdrawn_at is 'When. UTC.';

create index withdrawn_sample_by_change on withdrawn_sample (changed_in);
comment on index withdrawn_sample_by_change is 'What is gone since a snapshot.';

create function note_changed_sample() returns trigger
    language plpgsql
as $$
begin
    new.changed_in := pg_current_xact_id();
    return new;
end $$;
comment on function note_changed_sample() is 'Notes on a row of deployment_fact which transaction changed it.';

create function note_withdrawn_samples() returns trigger
    language plpgsql
as $$
begin
    insert into withdrawn_sample (service_id, deployment_id)
    select service_id, deployment_id from withdrawn;
    -- some of the oldest go with each that comes
    delete from withdrawn_sample
     where ctid = any (array(select oldest.ctid
                               from (select ctid, withdrawn_at from withdrawn_sample order by changed_in limit 500 for update skip locked) oldest
                              where oldest.withdrawn_at < now() - interval '1 day'));
    return null;
end $$;
comment on function note_withdrawn_samples() is 'Keeps for a day which rows of deployment_fact are gone.';

create function note_withdrawn_all() returns trigger
    language plpgsql
as $$
begin
    insert into withdrawn_sample (service_id, deployment_id) values (null, null);
    return null;
end $$;
comment on function note_withdrawn_all() is 'Notes that deployment_fact was emptied.';

create trigger note_change before update on deployment_fact for each row execute function note_changed_sample();
create trigger note_withdrawal after delete on deployment_fact referencing old table as withdrawn for each statement execute function note_withdrawn_samples();
create trigger note_withdrawal_of_all after truncate on deployment_fact for each statement execute function note_withdrawn_all();

create table merged_deployment (
    service_id    bigint not null references service,
    deployment_id uuid   not null primary key references deployment,
    merged_into   uuid   not null references deployment
);
comment on table merged_deployment is 'Deployments that are one rollout with another one and went into it.';
comment on column merged_deployment.service_id is 'The service.';
comment on column merged_deployment.deployment_id is 'The deployment that went into another.';
comment on column merged_deployment.merged_into is 'The logical deployment that it went into.';

create index merged_deployment_by_service on merged_deployment (service_id, merged_into);
comment on index merged_deployment_by_service is 'What went into a deployment.';

create table delivered_commit (
    service_id       bigint      not null,
    deployment_id    uuid        not null,
    sha              text        not null collate "C",
    repository_id    bigint      not null,
    at               timestamptz not null,
    is_certain       boolean     not null,
    is_first         boolean     not null,
    is_known         boolean     not null,
    is_merge         boolean     not null,
    author_at        timestamptz,
    started_at       timestamptz,
    start_provenance text
        check (start_provenance in ('pr_commits', 'branch_push', 'trailer', 'pr_opened', 'commit', 'committed')),
    lead_seconds     integer,
    origin_sha       text        collate "C",
    delivered_as     text        collate "C",
    change_id        uuid,
    excluded         text,
    flags            text[]      not null
);
comment on table delivered_commit is
    'The commits that a deployment reached first, with where each lead time came from. Read for explanations and for linking, never for a number.';
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
comment on column delivered_commit.start_provenance is
    'Where the start was read, best first: pr_commits, branch_push, trailer, pr_opened, commit, committed (its committer''s time, for want of its author''s).';
comment on column delivered_commit.lead_seconds is 'Its lead time in seconds, per commit; null when it gives no sample.';
comment on column delivered_commit.origin_sha is 'The commit that it repeats (cherry-pick), else itself: one sample per origin.';
comment on column delivered_commit.delivered_as is
    'For an original commit of a squashed change: the commit that arrived in its place; null otherwise.';
comment on column delivered_commit.change_id is 'The change it belongs to; null when none is known.';
comment on column delivered_commit.excluded is
    'Why it gives no sample: merge, squashed, no_baseline, unlinked, ambiguous, already_delivered, or by the option bots bot, person; null when it gives one.';
comment on column delivered_commit.flags is 'clock_skew, negative_clamped, stale, pr_opened.';

create index delivered_commit_by_sha on delivered_commit (sha, service_id);
comment on index delivered_commit_by_sha is 'Which deployment delivered a commit first (also by prefix), and whether a new push touches it.';

create index delivered_commit_uncertain on delivered_commit (service_id, sha) where not is_certain;
comment on index delivered_commit_uncertain is 'The few commits that a deployment may have delivered.';

create index delivered_commit_squashed on delivered_commit (service_id, sha) where delivered_as is not null;
comment on index delivered_commit_squashed is 'The few commits that arrived as another one.';

create index delivered_commit_by_deployment on delivered_commit (service_id, deployment_id);
comment on index delivered_commit_by_deployment is
    'The commits of a deployment. Not unique: that each is there once is a matter of how they are derived, and a key that names a million commits a second time takes a fourth of the time to write them.';

create index delivered_commit_by_origin on delivered_commit (service_id, origin_sha) where origin_sha <> sha;
comment on index delivered_commit_by_origin is 'What was delivered as a copy of a commit.';

-- Which change gave which lead time: deployment_fact holds the seconds of the series change and merge, but not whose they are.
create table delivered_change (
    service_id    bigint      not null,
    deployment_id uuid        not null,
    change_id     uuid        not null,
    started_at    timestamptz not null,
    lead_seconds  integer     not null,
    flags         text[]      not null,
    merge_seconds integer     not null,
    merge_flags   text[]      not null,
    primary key (service_id, deployment_id, change_id)
);
comment on table delivered_change is
    'The changes that give lead times to a deployment: those whose merge it was surely the first to deliver. Read for explanations, never for a number.';
comment on column delivered_change.service_id is 'Service that was deployed.';
comment on column delivered_change.deployment_id is 'Deployment that delivered it first.';
comment on column delivered_change.change_id is 'The change.';
comment on column delivered_change.started_at is 'Where its lead time starts: its first commit, else its opening (flag pr_opened). UTC.';
comment on column delivered_change.lead_seconds is
    'From started_at to the success of the deployment, seconds, at least 0. One of lead_change_seconds.';
comment on column delivered_change.flags is 'Of lead_seconds: clock_skew, negative_clamped, stale, pr_opened.';
comment on column delivered_change.merge_seconds is
    'From its merge to the success of the deployment, seconds, at least 0. One of lead_merge_seconds.';
comment on column delivered_change.merge_flags is 'Of merge_seconds: negative_clamped, stale.';

create table reached_push (
    deployment_id uuid        not null references deployment_fact on delete cascade,
    push_id       uuid        not null references push on delete cascade,
    until         timestamptz not null,
    primary key (deployment_id, push_id)
);
comment on table reached_push is
    'Which deployments were the first of their service to reach a push that hides commits: they delivered those that nobody knows.';
comment on column reached_push.deployment_id is 'The deployment.';
comment on column reached_push.push_id is 'The push.';
comment on column reached_push.until is
    'When the first commit was written that the push lists and that was not delivered before; what it hides is not younger. UTC.';

create table evidence (
    service_id    bigint not null references service,
    deployment_id uuid   not null references deployment,
    rule          text   not null
        check (rule in ('explicit', 'declared', 'rollback', 'revert', 'hotfix', 'window')),
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

create index evidence_by_deployment on evidence (service_id, deployment_id);
comment on index evidence_by_deployment is 'The evidence of a deployment, and of a service when it is derived again.';

create index evidence_by_incident on evidence (incident_id) where incident_id is not null;
comment on index evidence_by_incident is 'What an incident is linked to.';
