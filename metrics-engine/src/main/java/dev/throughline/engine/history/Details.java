package dev.throughline.engine.history;

import java.util.Optional;
import java.util.UUID;

/** What is known of one deployment, incident or change beyond what its list shows. Empty for an id that nothing has. */
public interface Details {

    /** Of one deployment or change, so many commits are told. */
    int MOST_COMMITS = 500;

    Optional<DeploymentDetails> ofDeployment(UUID id);

    Optional<IncidentDetails> ofIncident(UUID id);

    /** Of a change that was merged; empty before. */
    Optional<ChangeDetails> ofChange(UUID id);
}
