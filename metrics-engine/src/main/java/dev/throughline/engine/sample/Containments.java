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

/** What the deployments of one service contain of what earlier ones delivered. */
public interface Containments {

    /**
     * Which deployments' commits these lack, of those that lack some; empty where that is not known.
     *
     * @param deployments null for all of the service
     */
    Map<UUID, Optional<List<UUID>>> lacks(@Nullable Collection<UUID> deployments);

    /** The deployments that surely were the first to deliver some commits. */
    Set<UUID> deliverers(Collection<CommitSha> shas);

    /** Keeps what deployments contain that do not simply contain everything; their samples were added before. */
    void contain(Map<UUID, Containment.Contained> contained);
}
