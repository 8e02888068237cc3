package dev.throughline.collector.backfill;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was read of a chapter before. */
public interface Memory {

    /** Whether this version of the object has become a delivery. */
    default boolean isKnown(String object, String version) {
        return !known(Map.of(object, version)).isEmpty();
    }

    /**
     * Which of these have become deliveries in these versions.
     *
     * @param versions of objects, by the object
     */
    Set<String> known(Map<String, String> versions);

    /** Where the reading of a list began that goes on, so that its pages are the same as before; empty at its first time. */
    Optional<String> start();

    /** Notes where the reading of a list begins. */
    void startsAt(String start);

    /** Where the list began when it was last read to its end: what lies behind is known. */
    Optional<String> end();

    /** Those of these that the commit graph does not have, and that have not been read either. */
    Set<String> unknownCommits(Collection<String> shas);

    /** Notes commits that are read now: they are in the graph a moment later only. */
    default void readCommits(Collection<String> shas) {}
}
