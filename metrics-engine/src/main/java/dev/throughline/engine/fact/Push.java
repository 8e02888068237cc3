package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ref that moved, with the commits that this brought. Deletions are not facts.
 *
 * @param commits the commits that it lists, oldest first
 * @param isTruncated whether the source cut the list of commits off
 * @param total how many commits came with it, listed or not; null when the source does not say
 * @param pushedAt the source's own time of the push; null when it gives none
 * @param receivedAt when the delivery was received: used if {@code pushedAt} is missing
 */
public record Push(
        RepositoryId repository,
        RefUpdate update,
        List<Commit> commits,
        boolean isTruncated,
        @Nullable Integer total,
        @Nullable Instant pushedAt,
        Instant receivedAt)
        implements Fact {

    /** A push with a complete list, for which the source does not give the number of commits. */
    public Push(
            RepositoryId repository,
            RefUpdate update,
            List<Commit> commits,
            @Nullable Instant pushedAt,
            Instant receivedAt) {
        this(repository, update, commits, false, null, pushedAt, receivedAt);
    }

    /** The best known time of the push. */
    public Instant at() {
        return pushedAt != null ? pushedAt : receivedAt;
    }
}
