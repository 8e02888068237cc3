-- What was sent of the weekly reports: a row is taken before anything is sent, so that no two processes send the same, and none sends it twice.

create table report_sending (
    week            date        not null,
    team            text        not null,
    destination     text        not null,
    state           text        not null check (state in ('sending', 'waiting', 'sent', 'refused', 'unclear', 'given_up')),
    attempts        integer     not null,
    next_attempt_at timestamptz,
    changed_at      timestamptz not null,
    primary key (week, team, destination)
);
comment on table report_sending is 'Weekly reports that were sent, or tried to be: one row a report and destination.';
comment on column report_sending.week is 'Monday of the week that is reported.';
comment on column report_sending.team is 'Name of the team in lower case, from the configuration; empty for all services.';
comment on column report_sending.destination is 'webhook, or mail: and the first 32 hexadecimal digits of the SHA-256 of the address in lower case. No address and no URL.';
comment on column report_sending.state is 'sending while a process is at it; waiting for the next attempt; sent; refused by the other side for good; unclear when nobody knows whether it arrived, and then it is not sent again; given_up after the last attempt.';
comment on column report_sending.attempts is 'How often it was tried, the one that is under way included.';
comment on column report_sending.next_attempt_at is 'When a waiting one is tried again, by our clock; null in every other state.';
comment on column report_sending.changed_at is 'When its state was last changed, by our clock.';

create index report_sending_under_way on report_sending (changed_at) where state = 'sending';
comment on index report_sending_under_way is 'Sendings whose process may have died.';
