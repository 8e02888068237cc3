package dev.throughline.collector.source;

import dev.throughline.engine.fact.SourceTraits;

/** Turns stored deliveries into facts. Reads raw bytes: what it cannot read today can be replayed once it can. */
public interface Normalizer {

    /** What is needed to understand its facts. They carry the name in it, which all sources of a kind share. */
    SourceTraits traits();

    /** The name of its source in addresses, tags and keys; several sources of a kind have different names. */
    default String name() {
        return traits().name();
    }

    /** The facts in a delivery, or why there are none. Never throws because of the content of a body. */
    Normalization normalize(Delivery delivery);
}
