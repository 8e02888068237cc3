package dev.throughline.engine.verdict;

import java.util.List;
import java.util.UUID;

/**
 * Where verdicts are stored: apart from the deliveries, the only thing that cannot be derived again. They are keyed by ids that stay the
 * same in every replay, and everything that they affect is derived again as soon as they are stored.
 */
public interface VerdictBook {

    /**
     * Stores what was said about a deployment.
     *
     * @return false when no source has reported such a deployment; then nothing is stored
     */
    boolean keepOfDeployment(UUID deployment, List<Verdict> verdicts);

    /**
     * Stores what was said about an incident.
     *
     * @return false when there is no such incident; then nothing is stored
     */
    boolean keepOfIncident(UUID incident, List<Verdict> verdicts);

    /** Everything that was ever said about a deployment or an incident, oldest first. For each field the last one counts. */
    List<Verdict> of(UUID target);

    /** Whether something that affects a deployment or an incident is still to be derived, so that its numbers may change. */
    boolean isPending(UUID target);
}
