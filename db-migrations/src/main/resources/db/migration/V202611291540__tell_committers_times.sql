-- A commit whose time is its committer's has no author's time yet: a lead time that starts there is the least certain of all.
comment on column git_commit.author_at_rank is
    'Where author_at comes from: 1 the payload''s author.date, 2 its timestamp, 3 its timestamp where that is the committer''s. The lower wins.';

alter table delivered_commit drop constraint delivered_commit_start_provenance_check;
alter table delivered_commit add constraint delivered_commit_start_provenance_check
    check (start_provenance in ('pr_commits', 'branch_push', 'trailer', 'pr_opened', 'commit', 'committed'));
comment on column delivered_commit.start_provenance is
    'Where the start was read, best first: pr_commits, branch_push, trailer, pr_opened, commit, committed (its committer''s time, for want of its author''s).';

alter table deployment_fact drop constraint every_lead_starts_somewhere;
alter table deployment_fact alter column lead_starts set default '{0,0,0,0,0,0}';
update deployment_fact set lead_starts = lead_starts || 0;
alter table deployment_fact add constraint every_lead_starts_somewhere
    check (lead_starts[1] + lead_starts[2] + lead_starts[3] + lead_starts[4] + lead_starts[5] + lead_starts[6] = cardinality(lead_seconds));
comment on column deployment_fact.lead_starts is
    'How many of lead_seconds start where, in this order: pr_commits, branch_push, trailer, pr_opened, commit, committed. Counts.';
