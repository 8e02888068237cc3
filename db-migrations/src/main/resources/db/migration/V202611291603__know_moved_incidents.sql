-- What was moved or promoted goes on as something else: here it is no incident, whatever is said of closed ones.
alter table incident
    drop constraint incident_excluded_as_check,
    add check (excluded_as in ('not_planned', 'duplicate', 'moved', 'promoted'));
comment on column incident.excluded_as is
    'Why it is no incident although it is called one: not_planned, duplicate, moved or promoted, as its source closed it. Null when it is one, or never was called one.';
