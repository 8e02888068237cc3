-- What a reader looks for among deliveries: the repository, and what became of each. Nothing is filled in for older ones: a replay does.

alter table delivery_state
    add column repository text,
    add column outcome    text;
comment on column delivery_state.repository is 'Full name of the repository that its first fact speaks of, as the delivery has it; null when it names none, and until it is processed.';
comment on column delivery_state.outcome is 'What its facts come to, in a line, e.g. "deployment of 3f2c9b1 to production succeeded"; null unless it was processed.';

create index delivery_state_by_repository on delivery_state (lower(repository) text_pattern_ops, id) where repository is not null;
comment on index delivery_state_by_repository is 'Deliveries of a repository, or of an owner, newest first.';

-- deliveries come about in the order of their times, so a range of them is a range of the table
create index delivery_by_arrival on delivery using brin (received_at) with (pages_per_range = 16, autosummarize = on);
comment on index delivery_by_arrival is 'How many came today.';
