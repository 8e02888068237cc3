package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.ChildPipeline;
import dev.throughline.engine.fact.DeploymentJob;
import dev.throughline.engine.fact.PipelineJob;
import java.sql.ResultSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The jobs that made deployments, and their pipelines: what is known of both says which run made a deployment, whichever came first. */
final class JobRows {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final Due due;

    JobRows(JdbcClient jdbc, BatchRepositories repositories, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.due = due;
    }

    void merge(List<DeploymentJob> made, List<PipelineJob> jobs, List<ChildPipeline> children) {
        Set<UUID> concerned = new TreeSet<>();
        if (!made.isEmpty()) {
            concerned.addAll(insertMade(made));
        }
        if (!jobs.isEmpty()) {
            concerned.addAll(insertJobs(jobs));
        }
        if (!children.isEmpty()) {
            concerned.addAll(insertChildren(children));
        }
        if (!concerned.isEmpty()) {
            name(concerned);
        }
    }

    private List<UUID> insertMade(List<DeploymentJob> made) {
        return jdbc.sql("""
                        insert into deployment_job as known (deployment_id, repository_id, job)
                        select deployment_id, repository_id, min(job collate "C")
                          from unnest(:deployment::uuid[], :repository::bigint[], :job::text[])
                               as told (deployment_id, repository_id, job)
                         group by deployment_id, repository_id
                            on conflict (deployment_id) do update
                           set job = excluded.job
                         where excluded.job < known.job
                        returning deployment_id
                        """)
                .param("deployment", Column.of(made, each -> each.deployment().id()))
                .param("repository", Column.of(made, each -> repositories.id(each.repository())))
                .param("job", Column.of(made, DeploymentJob::job))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    private List<UUID> insertJobs(List<PipelineJob> jobs) {
        return jdbc.sql("""
                        with named as (
                        insert into pipeline_job as known (repository_id, job, pipeline, name)
                        select distinct on (repository_id, job collate "C") *
                          from unnest(:repository::bigint[], :job::text[], :pipeline::text[], :name::text[])
                               as told (repository_id, job, pipeline, name)
                         order by repository_id, job collate "C", pipeline collate "C", name collate "C"
                            on conflict (repository_id, job) do update
                           set pipeline = excluded.pipeline, name = excluded.name
                         where (excluded.pipeline, excluded.name) < (known.pipeline, known.name)
                        returning repository_id, job)
                        select made.deployment_id
                          from named
                          join deployment_job made on made.repository_id = named.repository_id and made.job = named.job
                        """)
                .param("repository", Column.of(jobs, job -> repositories.id(job.repository())))
                .param("job", Column.of(jobs, PipelineJob::job))
                .param("pipeline", Column.of(jobs, PipelineJob::pipeline))
                .param("name", Column.of(jobs, PipelineJob::name))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Returns the deployments of these pipelines and of all that those started. */
    private List<UUID> insertChildren(List<ChildPipeline> children) {
        jdbc.sql("""
                        insert into child_pipeline as known (repository_id, pipeline, parent)
                        select repository_id, pipeline, min(parent collate "C")
                          from unnest(:repository::bigint[], :pipeline::text[], :parent::text[])
                               as told (repository_id, pipeline, parent)
                         group by repository_id, pipeline
                            on conflict (repository_id, pipeline) do update
                           set parent = excluded.parent
                         where excluded.parent < known.parent
                        """)
                .param("repository", Column.of(children, child -> repositories.id(child.repository())))
                .param("pipeline", Column.of(children, ChildPipeline::pipeline))
                .param("parent", Column.of(children, ChildPipeline::parent))
                .update();
        return jdbc.sql("""
                        with recursive started (repository_id, pipeline) as (
                            select repository_id, pipeline collate "C"
                              from unnest(:repository::bigint[], :pipeline::text[]) as told (repository_id, pipeline)
                             union
                            select child.repository_id, child.pipeline
                              from started
                              join child_pipeline child on child.repository_id = started.repository_id
                                                       and child.parent = started.pipeline
                        )
                        select made.deployment_id
                          from started
                          join pipeline_job job on job.repository_id = started.repository_id and job.pipeline = started.pipeline
                          join deployment_job made on made.repository_id = job.repository_id and made.job = job.job
                        """)
                .param("repository", Column.of(children, child -> repositories.id(child.repository())))
                .param("pipeline", Column.of(children, ChildPipeline::pipeline))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** A run that the source names itself stays. A pipeline that is its own ancestor has no outermost one: ten steps are enough. */
    private void name(Set<UUID> deployments) {
        jdbc.sql("""
                        with recursive above (deployment_id, repository_id, name, pipeline, steps) as (
                            select made.deployment_id, job.repository_id, job.name, job.pipeline, 0
                              from deployment_job made
                              join pipeline_job job on job.repository_id = made.repository_id and job.job = made.job
                             where made.deployment_id = any(:deployments::uuid[])
                             union all
                            select above.deployment_id, above.repository_id, above.name, child.parent, above.steps + 1
                              from above
                              join child_pipeline child on child.repository_id = above.repository_id
                                                       and child.pipeline = above.pipeline
                             where above.steps < 10
                        ), named as (
                        insert into deployment_run as known (deployment_id, rollout, job)
                        select distinct on (deployment_id) deployment_id, pipeline, name
                          from above
                         order by deployment_id, steps desc
                            on conflict (deployment_id) do update
                           set rollout = excluded.rollout, job = excluded.job
                         where known.job is not null
                           and (known.rollout, known.job) is distinct from (excluded.rollout, excluded.job)
                        returning deployment_id)
                        select deployment.service_id, deployment.id
                          from named
                          join deployment on deployment.id = named.deployment_id
                         where deployment.service_id is not null
                        """)
                .param("deployments", Column.of(List.copyOf(deployments), id -> id))
                .query((ResultSet row) -> {
                    due.deployment(row.getLong("service_id"), row.getObject("id", UUID.class));
                });
    }
}
