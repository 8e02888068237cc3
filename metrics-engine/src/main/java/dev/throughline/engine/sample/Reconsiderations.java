package dev.throughline.engine.sample;

import java.util.Collection;
import java.util.UUID;

/** What must be reconsidered beyond one service, because of changes to its deployments. */
public interface Reconsiderations {

    /**
     * Has incidents reconsidered that declare one of these commits, or a prefix of one: it may have become ambiguous.
     *
     * @param shas the commits that new facts concern
     */
    void causesNaming(Collection<String> shas);

    /**
     * Has other services derived again that also deliver a declared cause delivered by these deployments: an incident counts for the first
     * service to deliver it.
     */
    void rivalsOf(Collection<UUID> deployments);
}
