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

    /** Where an unfinished reading of a list began, so that its pages are the same as before; empty the first time. */
    Optional<String> start();

    /** Notes where the reading of a list begins. */
    void startsAt(String start);

    /** Where the list began when it was last read to its end: everything after it is known. */
    Optional<String> end();

    /** Those that are neither in the commit graph nor have been read. */
    Set<String> unknownCommits(Collection<String> shas);

    /** Notes commits that have just been read and will soon be in the graph. */
    default void readCommits(Collection<String> shas) {}
}
