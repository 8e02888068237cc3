package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Term;
import java.util.Set;

/**
 * What a deployment was the first to deliver, and how far that is known.
 *
 * @param certain commits it surely contains and no earlier deployment surely does, in no order
 * @param possible commits it may contain beside those
 * @param isNonFastForward whether an earlier deployment surely contains the very commit that it deploys
 * @param isByGraph whether the commit graph tells all of it
 * @param reached the commits at which it meets what earlier deployments delivered; it contains what is reachable from them
 * @param continuesSomewhere whether it meets what they delivered at a commit that is not known, too
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
        /** No earlier deployment lies in its known history. */
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

    /** What it is made from: the graph, the pushes, or nothing but the deployed commit itself. */
    public By linkedBy() {
        return switch (certainty) {
            case INITIAL, EXACT -> isByGraph ? By.GRAPH : By.PUSH;
            case UNLINKED, AMBIGUOUS -> By.HEAD;
        };
    }

    /** Whether an earlier deployment tells what this one was the first to deliver. */
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
