package dev.throughline.engine.sample;

import java.util.Collection;
import java.util.UUID;

/** What has to be looked at again beyond one service, for what became of its deployments. */
public interface Reconsiderations {

    /**
     * Has the incidents looked at again that declare one of these commits, or a prefix of one: it may have become ambiguous.
     *
     * @param shas the commits that new facts speak of
     */
    void causesNaming(Collection<String> shas);

    /**
     * Has other services derived again that deliver a declared cause which these deployments deliver too: an incident counts for
     * the first of all to deliver it.
     */
    void rivalsOf(Collection<UUID> deployments);
}
