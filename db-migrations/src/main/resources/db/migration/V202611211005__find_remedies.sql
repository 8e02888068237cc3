-- The few changes that repair something, among very many that do not: what linking and attribution look for at each derivation.
create index change_fixing on change (repository_id) where fixes_incidents <> '{}';
create index change_closing on change (repository_id) where closes_issues <> '{}';
create index change_reverting on change (repository_id)
    where reverts_changes <> '{}' or reverts_commits <> '{}' or reverts_title is not null;
create index change_hotfix on change (repository_id)
    where labels && array['hotfix', 'incident'] or head_ref ~ '^hotfix[-/]';
-- the issue that a change closes
create index incident_by_number on incident (repository_id, number);
