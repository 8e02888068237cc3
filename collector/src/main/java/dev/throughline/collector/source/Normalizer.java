package dev.throughline.collector.source;

import dev.throughline.engine.fact.SourceTraits;

/** Turns stored deliveries into facts. Reads raw bytes: what it cannot read today can be replayed when it has learned to. */
public interface Normalizer {

    /** What has to be known to understand its facts. They have the name that stands there: all sources of a kind share it. */
    SourceTraits traits();

    /** The name of its source in addresses, tags and keys: of several of a kind each has another. */
    default String name() {
        return traits().name();
    }

    /** The facts in a delivery, or why there are none. Never throws over what a body holds. */
    Normalization normalize(Delivery delivery);
}
