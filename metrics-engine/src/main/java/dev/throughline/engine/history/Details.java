package dev.throughline.engine.history;

import java.util.Optional;
import java.util.UUID;

/** What is known about one deployment, incident or change beyond its entry in the list. Empty for an unknown id. */
public interface Details {

    /** How many commits are shown for one deployment or change. */
    int MOST_COMMITS = 500;

    Optional<DeploymentDetails> ofDeployment(UUID id);

    Optional<IncidentDetails> ofIncident(UUID id);

    /** For a merged change; empty before. */
    Optional<ChangeDetails> ofChange(UUID id);
}
