package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ref that moved, branch or tag. Deletions are no facts.
 *
 * @param ref full name, e.g. {@code refs/heads/main}
 * @param before where the ref pointed; null when it was created
 * @param after where it points now; for an annotated tag the tag object
 * @param head the commit behind {@code after}; null when the source did not say
 * @param isTruncated whether the source cut the list of commits off
 * @param total how many commits came with it, listed or not; null when the source does not say
 * @param baseRef ref that a created branch starts from, full name; null when the source names none
 * @param pushedAt the source's own time of the push; null when it gives none
 * @param receivedAt when the delivery was received: stands in for {@code pushedAt}
 * @param commits the commits that it lists, oldest first
 */
public record Push(
        RepositoryId repository,
        String ref,
        @Nullable CommitSha before,
        CommitSha after,
        @Nullable CommitSha head,
        boolean isCreated,
        boolean isForced,
        boolean isTruncated,
        @Nullable Integer total,
        @Nullable String baseRef,
        @Nullable Instant pushedAt,
        Instant receivedAt,
        List<Commit> commits)
        implements Fact {

    /** A push of which the source says no number of commits. */
    public Push(
            RepositoryId repository,
            String ref,
            @Nullable CommitSha before,
            CommitSha after,
            @Nullable CommitSha head,
            boolean isCreated,
            boolean isForced,
            boolean isTruncated,
            @Nullable String baseRef,
            @Nullable Instant pushedAt,
            Instant receivedAt,
            List<Commit> commits) {
        this(
                repository,
                ref,
                before,
                after,
                head,
                isCreated,
                isForced,
                isTruncated,
                null,
                baseRef,
                pushedAt,
                receivedAt,
                commits);
    }

    /** When it was pushed, as well as is known. */
    public Instant at() {
        return pushedAt != null ? pushedAt : receivedAt;
    }
}
