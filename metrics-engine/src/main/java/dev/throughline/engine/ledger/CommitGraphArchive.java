package dev.throughline.engine.ledger;

import dev.throughline.engine.fact.GraphCommit;
import java.util.List;

/** The whole commit graph, to export it to another installation. */
public interface CommitGraphArchive {

    /**
     * A commit with its place.
     *
     * @param commit its repository is not stored, so the name is empty
     */
    record Kept(long id, GraphCommit commit) {}

    /** Some commits in the order in which they were stored: those after a place, 0 for the first. */
    List<Kept> after(long id, int limit);
}
