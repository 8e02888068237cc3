create table history_night (
    is_only boolean primary key default true check (is_only),
    minute  integer not null check (minute between 0 and 1439)
);
comment on table history_night is 'When each night the last days are read again by API: another minute in each installation, so that they do not ask a forge all at once';
comment on column history_night.is_only is 'there is one row';
comment on column history_night.minute is 'minutes after midnight, UTC';
insert into history_night (minute) values (60 + floor(random() * 240)::integer);
