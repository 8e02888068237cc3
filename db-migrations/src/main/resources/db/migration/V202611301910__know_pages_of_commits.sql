-- Where a source shows a commit, said by each source of itself as all else that is known of it.

alter table source add column commit_path text check (commit_path like '/%/');
comment on column source.commit_path is
    'What stands between the address of a repository and the hash of a commit on the page that shows it, e.g. /commit/; null: there is no such page.';
