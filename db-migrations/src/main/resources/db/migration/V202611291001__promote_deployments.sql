-- A deployment that is promoted is one attempt in each environment that it reaches.
alter table deployment drop constraint deployment_repository_id_external_id_key;
create index deployment_by_external_id on deployment (repository_id, external_id);
comment on index deployment_by_external_id is 'Which deployments a source calls so.';
comment on column deployment.id is
    'UUIDv5 of source, repository and external id, and of the environment where it is not the one that it was made for: stable over replays, for people''s verdicts hang on it.';
