-- Where a deployment names no run, the job that made it may be known, and of that job its pipeline.
create table deployment_job (
    deployment_id uuid   not null primary key references deployment,
    repository_id bigint not null references repository,
    job           text   not null collate "C"
);
comment on table deployment_job is 'Which job made a deployment, where its source names one.';
comment on column deployment_job.deployment_id is 'The deployment.';
comment on column deployment_job.repository_id is 'Repository of the deployment and of the job.';
comment on column deployment_job.job is 'The source''s own id of the job within the repository. Of several that were told, the first as text.';
create index deployment_job_by_job on deployment_job (repository_id, job);
comment on index deployment_job_by_job is 'Which deployments a job made.';

create table pipeline_job (
    repository_id bigint not null references repository,
    job           text   not null collate "C",
    pipeline      text   not null collate "C",
    name          text   not null collate "C",
    primary key (repository_id, job)
);
comment on table pipeline_job is 'A job of a pipeline. Of several statements of one job, the first as text counts.';
comment on column pipeline_job.repository_id is 'Repository in which it ran.';
comment on column pipeline_job.job is 'The source''s own id of the job.';
comment on column pipeline_job.pipeline is 'The source''s own id of its pipeline.';
comment on column pipeline_job.name is 'Its name: a job that runs again has another id and the same name.';
create index pipeline_job_by_pipeline on pipeline_job (repository_id, pipeline);
comment on index pipeline_job_by_pipeline is 'The jobs of a pipeline.';

create table child_pipeline (
    repository_id bigint not null references repository,
    pipeline      text   not null collate "C",
    parent        text   not null collate "C",
    primary key (repository_id, pipeline)
);
comment on table child_pipeline is 'A pipeline that another one of the same repository started: it counts as that one.';
comment on column child_pipeline.repository_id is 'Repository in which both ran.';
comment on column child_pipeline.pipeline is 'The source''s own id of the pipeline.';
comment on column child_pipeline.parent is 'That of the pipeline which started it. Of several that were told, the first as text.';
create index child_pipeline_by_parent on child_pipeline (repository_id, parent);
comment on index child_pipeline_by_parent is 'What a pipeline started.';

alter table deployment_run add column job text collate "C";
comment on column deployment_run.job is
    'Name of the job of that run: its first success belongs to the run, a later one is a deployment of its own. Null when the source names runs itself.';
comment on column deployment_run.rollout is
    'The source''s own id of the attempt within the repository: for GitHub <run>/<attempt>, of several that were told the first as text; where job is known, the outermost pipeline.';
