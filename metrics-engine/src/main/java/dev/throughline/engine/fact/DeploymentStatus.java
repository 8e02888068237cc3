package dev.throughline.engine.fact;

import java.time.Instant;

/**
 * What a source said about a deployment. A set: several for the same deployment coexist. The {@link Deployment} itself
 * comes with it, in the same list of facts.
 *
 * @param externalId the source's own id of the status
 * @param at when it happened
 */
public record DeploymentStatus(DeploymentKey deployment, String externalId, State state, Instant at) implements Fact {

    /** Id of a success whose time is the best that an API provides: any other success of the same deployment replaces it. */
    public static final String BY_API = "history";

    /** What a status says, as far as it says anything. */
    public enum State {
        /** Requested, queued or waiting for somebody: it is not running yet. */
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
