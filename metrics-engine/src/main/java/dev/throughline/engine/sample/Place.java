package dev.throughline.engine.sample;

import dev.throughline.engine.linking.LogicalDeployment;
import java.time.Instant;
import java.util.Comparator;

/** A place in the order of a production history. */
public record Place(Instant at, String externalId) implements Comparable<Place> {

    private static final Comparator<Place> IN_ORDER =
            Comparator.comparing(Place::at).thenComparing(Place::externalId);

    static Place of(LogicalDeployment deployment) {
        return new Place(deployment.at(), deployment.first().externalId());
    }

    static Place of(StoredDeployment deployment) {
        return new Place(deployment.at(), deployment.externalId());
    }

    @Override
    public int compareTo(Place other) {
        return IN_ORDER.compare(this, other);
    }
}
