-- The commit graph: what is reachable from what. Not derived from deliveries: whoever uploads it can do so again at any time.

create table graph_commit (
    sha          text        not null primary key collate "C",
    id           bigint      generated always as identity,
    parents      text[]      not null collate "C",
    author_at    timestamptz not null,
    committer_at timestamptz not null
);
comment on table graph_commit is 'Commits with their parents, over all repositories: a hash means the same everywhere.';
comment on column graph_commit.sha is 'Full hash of the commit, lower case.';
comment on column graph_commit.id is 'Order of arrival. What stands close together in a log stands close together here, and is read together.';
comment on column graph_commit.parents is 'Hashes of the parents, the first first; empty for a root, and where a shallow clone was cut off.';
comment on column graph_commit.author_at is 'When its author wrote it, by the author''s clock.';
comment on column graph_commit.committer_at is 'When it was made as it is, by the committer''s clock.';
-- what stands around a commit in the log
create unique index graph_commit_by_id on graph_commit (id);

alter table derivation_due add column is_graph boolean not null default false;
comment on column derivation_due.is_graph is 'Whether the commit graph grew: deployments that were linked without it can be linked by it.';
-- what a greater graph may link better
create index deployment_fact_without_graph on deployment_fact (service_id, at) where linked_by <> 'graph';
