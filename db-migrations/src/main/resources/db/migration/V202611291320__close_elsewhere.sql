-- A closing keyword and the word Reverts may name an issue or a change of another repository, in a change and in a commit.

drop index change_closing, change_reverting;
alter table change
    alter column closes_issues type text[]
        using string_to_array(case when closes_issues = '{}' then '' else '#' || array_to_string(closes_issues, ',#') end, ','),
    alter column reverts_changes type text[]
        using string_to_array(case when reverts_changes = '{}' then '' else '#' || array_to_string(reverts_changes, ',#') end, ',');
comment on column change.closes_issues is
    'Issues that it says it closes (closing keywords): #12 of its own repository, github.com/acme/shop#12 of another, in lower case.';
comment on column change.reverts_changes is
    'Changes that it says it reverts: #12 of its own repository, github.com/acme/shop#12 of another, in lower case.';
create index change_reverting on change (repository_id)
    where reverts_changes <> '{}' or reverts_commits <> '{}' or reverts_title is not null;
-- the changes of a service that close something, and which close an issue
create index change_closing on change (repository_id) where closes_issues <> '{}';
create index change_by_closed_issue on change using gin (closes_issues) where closes_issues <> '{}';

alter table git_commit add column closes_issues text[];
comment on column git_commit.closes_issues is
    'Issues that its message says it closes (closing keywords), as in change.closes_issues; null when it says nothing.';
create index git_commit_by_closed_issue on git_commit using gin (closes_issues) where closes_issues is not null;

create function reference_repository(repository bigint, reference text) returns bigint
    language sql stable parallel safe
as $$
    select case when reference ~ '^[#!]' then repository else repository_called(regexp_replace(reference, '[#!][0-9]+$', '')) end
$$;
comment on function reference_repository(bigint, text) is
    'The repository of what a reference such as #12 or github.com/acme/shop#12 names, written in this repository; null when it is not known.';

create function reference_number(reference text) returns bigint
    language sql immutable parallel safe
as $$
    select substring(reference from '[#!]([0-9]{1,18})$')::bigint
$$;
comment on function reference_number(text) is 'The number in a reference such as #12 or github.com/acme/shop#12; null for any other word.';
