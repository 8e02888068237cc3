-- Where the lead times of a deployment start, counted, so that a coverage need not look at every commit.

alter table deployment_fact
    add column lead_starts integer[] not null default '{0,0,0,0,0}';
alter table deployment_fact
    add constraint every_lead_starts_somewhere
        check (lead_starts[1] + lead_starts[2] + lead_starts[3] + lead_starts[4] + lead_starts[5] = cardinality(lead_seconds));
comment on column deployment_fact.lead_starts is 'How many of lead_seconds start where, in this order: pr_commits, branch_push, trailer, pr_opened, commit. Counts.';
