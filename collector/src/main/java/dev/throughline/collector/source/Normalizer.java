package dev.throughline.collector.source;

import dev.throughline.engine.fact.SourceTraits;

/** Turns stored deliveries into facts. Reads raw bytes: what it cannot read today can be replayed when it has learned to. */
public interface Normalizer {

    /** What has to be known of its source to understand the facts. */
    SourceTraits traits();

    /** The name of its source in tags and facts, e.g. {@code github}. */
    default String name() {
        return traits().name();
    }

    /** The facts in a delivery, or why there are none. Never throws over what a body holds. */
    Normalization normalize(Delivery delivery);
}
