package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Containment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which deliveries of earlier deployments the deployments of one service contain. */
public interface Containments {

    /**
     * Which deployments' commits these lack, for those that lack some; empty if unknown.
     *
     * @param deployments null for all of the service
     */
    Map<UUID, Optional<List<UUID>>> lacks(@Nullable Collection<UUID> deployments);

    /** The deployments that certainly delivered some commits first. */
    Set<UUID> deliverers(Collection<CommitSha> shas);

    /** Stores the contents of deployments that do not simply contain everything; their samples were added before. */
    void contain(Map<UUID, Containment.Contained> contained);
}
