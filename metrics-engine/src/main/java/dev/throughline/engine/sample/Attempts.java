package dev.throughline.engine.sample;

import dev.throughline.engine.linking.Attempt;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The deployments of one service that succeeded in production and were not excluded, in any order. */
public interface Attempts {

    /** All of them. */
    List<Attempt> all();

    /** Those of these deployments. */
    List<Attempt> of(Collection<UUID> deployments);

    /** These deployments and everything else that their runs deployed. */
    List<Attempt> rollouts(Collection<UUID> deployments);
}
