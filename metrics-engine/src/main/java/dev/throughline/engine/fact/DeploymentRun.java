package dev.throughline.engine.fact;

/**
 * Which run made a deployment: what the jobs of one attempt of a run deploy is one deployment (definitions 1.2). The
 * {@link Deployment} itself comes with it, in the same list of facts.
 *
 * @param rollout the source's own id of the attempt within the repository; if several were reported, the first in text order counts
 */
public record DeploymentRun(DeploymentKey deployment, String rollout) implements Fact {

    @Override
    public RepositoryId repository() {
        return deployment.repository();
    }
}
