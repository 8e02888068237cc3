-- Options: what a service is measured by beside the definitions. They decide what is derived, so what the samples say is what was chosen.

create table service_option (
    service_id bigint not null references service,
    name       text   not null,
    value      text   not null,
    primary key (service_id, name)
);
comment on table service_option is 'The options that the samples of a service were derived under, where they differ from the definitions. Written with the samples.';
comment on column service_option.service_id is 'The service.';
comment on column service_option.name is 'Name of the option in the definitions, e.g. rollback.blame.';
comment on column service_option.value is 'What was chosen, as the API shows it; a length of time in whole seconds, e.g. 43200s.';

alter table deployment_fact
    add column remedied_at timestamptz,
    add column in_fail_rate boolean not null default true,
    add column in_frequency boolean;
comment on column deployment_fact.remedied_at is 'When the first deployment succeeded that remedied it: a rollback, a revert, a hotfix. UTC; null while none has, or unless it failed.';
comment on column deployment_fact.in_fail_rate is 'Whether it is in numerator and denominator of the change fail rate, if it counts at all (option cfr.denominator).';
comment on column deployment_fact.in_frequency is 'Whether it counts in the deployment frequency (options df.count_redeploys, df.count_rollbacks); null when it does as counts says.';

-- the fixes of bugs among all changes (option rework.bugs)
create index change_fixing_bug on change (repository_id) where labels && array['bug'];

-- failures that were derived before do not say what remedied them; judging finds out, without linking anything again
insert into derivation_due (service_id) select id from service;
