package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The commits with their parents, as far as they were uploaded, read piece by piece: a history may be long. */
public interface CommitGraph {

    /** Parents of a commit, none for a root; empty when the graph does not have the commit. */
    Optional<List<CommitSha>> parents(CommitSha sha);

    /** Says that these commits are not likely to be needed again. */
    void forget(Collection<CommitSha> shas);

    /** The commits that were read since the last call: a walk is likely to pass them. */
    Set<CommitSha> takeRead();
}
