package dev.throughline.engine.fact;

/**
 * Which job made a deployment, of a source whose deployments name no run: with the {@link PipelineJob}, whenever that comes, its
 * pipeline is known. The {@link Deployment} itself comes with it, in the same list of facts.
 *
 * @param job the source's own id of the job within the repository; of several that were told, the first as text counts
 */
public record DeploymentJob(DeploymentKey deployment, String job) implements Fact {

    @Override
    public RepositoryId repository() {
        return deployment.repository();
    }
}
