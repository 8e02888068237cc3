package dev.throughline.engine.sample;

import dev.throughline.engine.linking.Attempt;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The deployments of one service that succeeded in production and that nobody took out, in no order. */
public interface Attempts {

    /** All of them. */
    List<Attempt> all();

    /** Those of these deployments. */
    List<Attempt> of(Collection<UUID> deployments);

    /** Those of these deployments and of whatever else their runs deployed. */
    List<Attempt> rollouts(Collection<UUID> deployments);
}
