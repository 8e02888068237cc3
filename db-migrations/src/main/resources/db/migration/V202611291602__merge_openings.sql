-- Some events tell of the end of an incident and not of its beginning.
alter table incident
    alter column opened_at drop not null,
    add column stated_opened_at timestamptz,
    add column first_opened_at timestamptz;
update incident set stated_opened_at = opened_at, first_opened_at = opened_at;
comment on column incident.opened_at is
    'When it began: by the newest statement, else by the earliest that any told. UTC; null while nothing tells it, and then it counts nowhere.';
comment on column incident.stated_opened_at is 'When it began by the newest statement. UTC; null when that does not say.';
comment on column incident.first_opened_at is 'The earliest beginning that any statement told. UTC; null when none did.';
