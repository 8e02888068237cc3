package dev.throughline.engine.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The merge of a change.
 *
 * @param commit the commit that merge, squash or rebase ended in; null when the source does not say
 * @param isLatest whether it only is no later than {@code at}: of all that is told so of a change the earliest counts
 */
public record Merge(Instant at, @Nullable CommitSha commit, boolean isLatest) {

    /** One whose time its source tells. */
    public Merge(Instant at, @Nullable CommitSha commit) {
        this(at, commit, false);
    }

    /**
     * One that was over at this time: its source tells of the change as it is now, and not when it was merged. Without a commit it ended in its
     * head where that arrived, else in a squash that is to be found (definitions 1.4).
     */
    public static Merge atLatest(Instant at, @Nullable CommitSha commit) {
        return new Merge(at, commit, true);
    }
}
