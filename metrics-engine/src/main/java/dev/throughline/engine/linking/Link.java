package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Term;
import java.util.Set;

/**
 * What a deployment delivered first, and how far that is known.
 *
 * @param certain commits it certainly contains and no earlier deployment certainly does, in any order
 * @param possible further commits it may contain
 * @param isNonFastForward whether an earlier deployment certainly contains the very commit that it deploys
 * @param isByGraph whether the commit graph has all of it
 * @param reached the commits at which it meets what earlier deployments delivered; it contains what is reachable from them
 * @param continuesSomewhere whether it also meets what they delivered at an unknown commit
 */
public record Link(
        Certainty certainty,
        Set<CommitSha> certain,
        Set<CommitSha> possible,
        boolean isNonFastForward,
        boolean isByGraph,
        Set<CommitSha> reached,
        boolean continuesSomewhere) {

    /** How far the commits of a deployment are known. */
    public enum Certainty {
        /** The first of its service: everything reachable was delivered by it or before it. */
        INITIAL,
        /** Exact. */
        EXACT,
        /** No earlier deployment is in its known history. */
        UNLINKED,
        /** Some of its commits may have been delivered earlier. */
        AMBIGUOUS
    }

    /** Where a link comes from, by its name in the API. */
    public enum By implements Term {
        GRAPH,
        PUSH,
        HEAD
    }

    /** Its basis: the graph, the pushes, or only the deployed commit itself. */
    public By linkedBy() {
        return switch (certainty) {
            case INITIAL, EXACT -> isByGraph ? By.GRAPH : By.PUSH;
            case UNLINKED, AMBIGUOUS -> By.HEAD;
        };
    }

    /** Whether there is an earlier deployment that shows what this one delivered first. */
    public boolean hasBaseline() {
        return switch (certainty) {
            case EXACT, AMBIGUOUS -> true;
            case INITIAL, UNLINKED -> false;
        };
    }

    /** Whether its commits are evidence: they can be blamed, and can be remedies. */
    public boolean isEvidence() {
        return certainty != Certainty.AMBIGUOUS;
    }
}
