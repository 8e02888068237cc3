-- What people say, and what is sent to them.

-- Neither derived nor derivable, so precious like the deliveries. Rows are added and never changed. Some are taken over from other installations,
-- after what was said here: the newest counts, whichever arrived first.
create table verdict (
    id     bigint      generated always as identity primary key,
    target uuid        not null,
    field  text        not null check (field in ('failed', 'unplanned', 'excluded', 'caused_by')),
    truth  boolean,
    causes text[],
    reason text,
    actor  text        not null,
    at     timestamptz not null,
    check (truth is null or field <> 'caused_by'),
    check (causes is null or field = 'caused_by'),
    check (truth is not null or field <> 'excluded')
);
comment on table verdict is
    'What a person said of a deployment or an incident. The newest word on a field stands and wins over every rule; older ones are the audit trail.';
comment on column verdict.id is 'Order in which they were stored: of one field and time the greatest stands.';
comment on column verdict.target is
    'Id of the deployment or incident in the API. No foreign key: facts are emptied and filled again by a replay, this is not.';
comment on column verdict.field is 'What was said: failed, unplanned or excluded, of an incident caused_by or excluded.';
comment on column verdict.truth is 'true or false; null takes back what was said before, and always for caused_by.';
comment on column verdict.causes is
    'For caused_by the deployments or commits that are named, none when the list is empty; null takes back what was said before.';
comment on column verdict.reason is 'Why, in the person''s own words; null when none was given.';
comment on column verdict.actor is 'Who: the header X-Throughline-Actor, else ''api token''.';
comment on column verdict.at is 'When it was said. UTC, server clock.';

create index verdict_by_target on verdict (target, field, at desc, id desc);
comment on index verdict_by_target is 'The word that stands, and the trail of one thing.';

-- A row is taken before anything is sent, so that no two processes send the same, and none sends it twice.
create table report_sending (
    week            date        not null,
    team            text        not null,
    destination     text        not null,
    state           text        not null
        check (state in ('sending', 'waiting', 'sent', 'refused', 'unclear', 'given_up')),
    attempts        integer     not null,
    next_attempt_at timestamptz,
    changed_at      timestamptz not null,
    primary key (week, team, destination)
);
comment on table report_sending is 'Weekly reports that were sent, or tried to be: one row a report and destination.';
comment on column report_sending.week is 'Monday of the week that is reported.';
comment on column report_sending.team is 'Name of the team in lower case, from the configuration; empty for all services.';
comment on column report_sending.destination is
    'webhook, or mail: and the first 32 hexadecimal digits of the SHA-256 of the address in lower case. No address and no URL.';
comment on column report_sending.state is
    'sending while a process is at it; waiting for the next attempt; sent; refused by the other side for good; unclear when nobody knows whether it arrived, and then it is not sent again; given_up after the last attempt.';
comment on column report_sending.attempts is 'How often it was tried, the one that is under way included.';
comment on column report_sending.next_attempt_at is 'When a waiting one is tried again, by our clock; null in every other state.';
comment on column report_sending.changed_at is 'When its state was last changed, by our clock.';

create index report_sending_under_way on report_sending (changed_at) where state = 'sending';
comment on index report_sending_under_way is 'Sendings whose process may have died.';
