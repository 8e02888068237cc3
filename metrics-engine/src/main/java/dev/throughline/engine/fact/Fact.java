package dev.throughline.engine.fact;

/** Something that a source said. Facts merge: the same for any order and any number of arrivals. */
public sealed interface Fact
        permits RepositoryName,
                Push,
                RepositoryCommit,
                CommitFiles,
                Tag,
                Change,
                ChangeCommits,
                BranchBase,
                Deployment,
                DeploymentStatus,
                DeploymentRun,
                DeploymentJob,
                PipelineJob,
                ChildPipeline,
                Incident,
                IncidentComment {

    /** The repository that it concerns. */
    RepositoryId repository();
}
