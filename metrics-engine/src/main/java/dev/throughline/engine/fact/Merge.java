package dev.throughline.engine.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The merge of a change.
 *
 * @param commit the commit that merge, squash or rebase resulted in; null when the source does not say
 * @param isLatest whether {@code at} is only an upper bound: the earliest of all bounds for a change counts
 */
public record Merge(Instant at, @Nullable CommitSha commit, boolean isLatest) {

    /** One whose time its source provides. */
    public Merge(Instant at, @Nullable CommitSha commit) {
        this(at, commit, false);
    }

    /**
     * One that was over at this time: its source reports the current state of the change, and not when it was merged. Without a commit it
     * resulted in its head if that arrived, otherwise in a squash that is to be found (definitions 1.4).
     */
    public static Merge atLatest(Instant at, @Nullable CommitSha commit) {
        return new Merge(at, commit, true);
    }
}
