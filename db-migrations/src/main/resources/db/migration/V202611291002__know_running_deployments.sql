-- What is queued or waits for an approval does not run yet.
alter table deployment_status drop constraint deployment_status_state_check;
alter table deployment_status
    add constraint deployment_status_state_check check (state in ('waiting', 'in_progress', 'success', 'failure', 'cancelled'));
comment on column deployment_status.state is 'waiting (asked for, queued, not approved yet), in_progress, success, failure or cancelled.';

-- an incident while a deployment runs is that deployment's
insert into derivation_due (service_id, is_full) select id, true from service;
