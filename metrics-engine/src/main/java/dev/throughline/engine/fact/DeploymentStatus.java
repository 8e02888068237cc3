package dev.throughline.engine.fact;

import java.time.Instant;

/**
 * What a source said of a deployment. A set: several of the same deployment stand beside each other. The {@link Deployment}
 * itself comes with it, in the same list of facts.
 *
 * @param externalId the source's own id of the status
 * @param at when it came about
 */
public record DeploymentStatus(DeploymentKey deployment, String externalId, State state, Instant at) implements Fact {

    /** Id of a success whose time is the best that an API tells: any other success of the same deployment stands in its place. */
    public static final String BY_API = "history";

    /** What a status says, as far as it says anything. */
    public enum State {
        /** Asked for, queued or waiting for somebody: it does not run yet. */
        WAITING,
        IN_PROGRESS,
        SUCCESS,
        FAILURE,
        CANCELLED
    }

    @Override
    public RepositoryId repository() {
        return deployment.repository();
    }
}
