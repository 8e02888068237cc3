package dev.throughline.engine.fact;

/**
 * Which job made a deployment, for a source whose deployments name no run: with the {@link PipelineJob}, whenever that arrives, its
 * pipeline is known. The {@link Deployment} itself comes with it, in the same list of facts.
 *
 * @param job the source's own id of the job within the repository; if several were reported, the first in text order counts
 */
public record DeploymentJob(DeploymentKey deployment, String job) implements Fact {

    @Override
    public RepositoryId repository() {
        return deployment.repository();
    }
}
