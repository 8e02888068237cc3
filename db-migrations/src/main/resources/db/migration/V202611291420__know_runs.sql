-- The jobs of one attempt of a run are one deployment, however many deployments their source makes of them.
create table deployment_run (
    deployment_id uuid not null primary key references deployment,
    rollout       text not null collate "C"
);
comment on table deployment_run is 'Which attempt of which run made a deployment, where its source names one.';
comment on column deployment_run.deployment_id is 'The deployment.';
comment on column deployment_run.rollout is
    'The source''s own id of the attempt within the repository: for GitHub <run>/<attempt>. Of several that were told, the first as text.';

create index deployment_run_by_rollout on deployment_run (rollout);
comment on index deployment_run_by_rollout is 'What else one attempt of a run deployed.';

comment on column deployment_fact.merged_environments is
    'The other environments of the same rollout, each once: asked for one of them, it counts too.';
comment on table merged_deployment is 'Deployments that are one rollout with another one and went into it.';
