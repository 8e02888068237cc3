package dev.throughline.collector.source;

/** Turns stored deliveries into facts. Reads raw bytes: what it cannot read today can be replayed when it has learned to. */
public interface Normalizer {

    /** The name of its source in tags and facts, e.g. {@code github}. */
    String name();

    /** The facts in a delivery, or why there are none. Never throws over what a body holds. */
    Normalization normalize(Delivery delivery);
}
