-- Every sample says which transaction wrote it last, and a sample that is gone leaves a mark: whoever keeps samples in memory learns by two
-- questions what changed since its last snapshot, however many processes write, and without waiting for any of them.
alter table deployment_fact add column changed_in xid8 not null default pg_current_xact_id();
comment on column deployment_fact.changed_in is 'Transaction that wrote the row last. What a snapshot may lack was written by its oldest running transaction or a later one.';
create index deployment_fact_by_change on deployment_fact (changed_in);

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
