package dev.throughline.engine.verdict;

import java.util.List;
import java.util.UUID;

/**
 * Where verdicts are kept: beside the deliveries the only thing that nothing can derive again. They hang on ids that are the same
 * over every replay, and whatever they touch is derived again as soon as they are kept.
 */
public interface VerdictBook {

    /**
     * Keeps what was said of a deployment.
     *
     * @return false when no source has told of such a deployment; then nothing is kept
     */
    boolean keepOfDeployment(UUID deployment, List<Verdict> verdicts);

    /**
     * Keeps what was said of an incident.
     *
     * @return false when there is no such incident; then nothing is kept
     */
    boolean keepOfIncident(UUID incident, List<Verdict> verdicts);

    /** Everything that was ever said of a deployment or an incident, oldest first. Of one field the last one stands. */
    List<Verdict> of(UUID target);

    /** Whether something that touches a deployment or an incident is still to be derived, so that its numbers may change. */
    boolean isPending(UUID target);
}
