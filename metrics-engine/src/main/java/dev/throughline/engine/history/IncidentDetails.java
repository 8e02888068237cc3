package dev.throughline.engine.history;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An incident with everything on its page.
 *
 * @param repository that it was filed in
 * @param blamed the deployments that it is evidence against, strongest evidence first
 * @param causes what it names as its cause
 * @param deployments those that are named above, by id
 */
public record IncidentDetails(
        ListedIncident incident,
        RepositoryPlace repository,
        List<Blamed> blamed,
        List<Cause> causes,
        Map<UUID, ListedDeployment> deployments) {

    /** A deployment with why it is blamed. */
    public record Blamed(UUID deployment, Evidence evidence) {}

    /**
     * What is named as a cause.
     *
     * @param word a hash, an id of a deployment, or a change
     * @param isExplicit whether a person or a report says so, rather than its text
     */
    public record Cause(String word, boolean isExplicit) {}
}
