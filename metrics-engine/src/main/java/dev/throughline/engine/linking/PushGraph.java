package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pushes to the branches of a service's repositories, read piece by piece: a history may be long. */
public interface PushGraph {

    /** Every push that lists this commit. */
    List<PushNode> listing(CommitSha sha);

    /** Says that the pushes of these commits will be asked for, so that they can be read together. */
    void expectListings(Collection<CommitSha> shas);

    /** The commit that a push builds on: its {@code before}, or the head of the branch it was created from; empty if unknown. */
    Optional<CommitSha> base(PushNode push);

    /**
     * Commits of another branch in whose history a created branch continues somewhere, where its push does not say at which commit: those that its
     * changes tell, when as many commits were pushed to it as they count. Empty for a branch that was ever forced.
     */
    Set<CommitSha> bases(PushNode push);

    /** The pushes that moved this branch to this commit. */
    List<PushNode> endingAt(String ref, CommitSha head);

    /** Announces that these tips will be needed, so that they can be read together. */
    void expect(Collection<Tip> tips);

    /** The commits of the pushes that were read since the last call: a walk is likely to pass them. */
    Set<CommitSha> takeRead();

    /** A branch where it ended at a commit. */
    record Tip(String ref, CommitSha head) {}
}
