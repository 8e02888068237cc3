-- A new deployment at the end of a long history is derived without reading the history: what changed is noted, and what reaches back is looked up.

alter table derivation_due add column deployments uuid[];
comment on column derivation_due.deployments is 'Deployments that the new facts speak of. Null: something else changed, and the whole history is to be looked at again.';

-- whether a commit was deployed before
create index deployment_fact_by_sha on deployment_fact (service_id, sha) where sha is not null;
-- what a tag deploys, once it is pushed
create index deployment_by_tag on deployment (repository_id, tag) where tag is not null;
-- what went into a deployment
drop index merged_deployment_by_service;
create index merged_deployment_by_service on merged_deployment (service_id, merged_into);
-- incidents since a deployment
drop index incident_by_service;
create index incident_by_service on incident (service_id, opened_at) where is_incident and not is_deleted;
