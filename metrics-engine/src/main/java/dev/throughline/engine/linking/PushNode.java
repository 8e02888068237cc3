package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A push to a branch, as a piece of history: everything reachable from {@code after} is what is reachable from where the branch
 * was before, and the listed commits.
 *
 * @param ref full name of the branch
 * @param before where the branch was; null when it was created
 * @param after where it is now
 * @param isBroken whether nothing follows from {@code before}: the push was forced
 * @param isTruncated whether it brought commits that it does not list, older than those that it does
 * @param baseRef branch that it was created from; null when the source names none
 * @param at when it was pushed
 * @param commits what it lists, oldest first
 * @param listsMerge whether one of them is a merge: then their order says nothing about ancestry
 * @param starts at which of them a branch starts or continues; known only for a push that lists a merge, empty otherwise
 */
public record PushNode(
        UUID id,
        String ref,
        @Nullable CommitSha before,
        CommitSha after,
        boolean isBroken,
        boolean isTruncated,
        @Nullable String baseRef,
        Instant at,
        List<CommitSha> commits,
        boolean listsMerge,
        Set<CommitSha> starts) {

    /** Earliest first; of two in the same second the one with the lesser id, so that every replay chooses the same. */
    public static final Comparator<PushNode> BY_TIME =
            Comparator.comparing(PushNode::at).thenComparing(PushNode::id);

    /** Whether its history up to this commit of its list is certain. */
    boolean isExactAt(CommitSha sha) {
        return after.equals(sha) || !listsMerge;
    }

    /** What it lists up to this commit, and the commit itself. */
    public List<CommitSha> upTo(CommitSha sha) {
        return after.equals(sha) ? commits : commits.subList(0, commits.indexOf(sha) + 1);
    }
}
