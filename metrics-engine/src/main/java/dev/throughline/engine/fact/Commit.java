package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit as a push lists it.
 *
 * @param authorAt when its author wrote it
 * @param authorTime where {@code authorAt} was read
 * @param paths files that it adds, changes or removes; null when the source does not say
 */
public record Commit(
        CommitSha sha,
        Instant authorAt,
        AuthorTime authorTime,
        Author author,
        Message message,
        @Nullable List<String> paths) {

    /** Where the time of a commit was read, best first: the better one wins when two deliveries differ. */
    public enum AuthorTime {
        /** Its author's. */
        AUTHOR_DATE,
        /** Taken for its author's. */
        TIMESTAMP,
        /** Its committer's: rebased work seems younger than it is. */
        COMMITTED
    }

    /**
     * What the message of a commit says.
     *
     * @param title its first line; null when unknown
     * @param isMerge whether it is the message of a merge commit (definitions 1.4)
     * @param pickedFrom hashes that the commit was cherry-picked from
     */
    public record Message(@Nullable String title, boolean isMerge, List<String> pickedFrom, Claims claims) {

        public static final Message UNKNOWN = new Message(null, false, List.of(), Claims.NONE);
    }
}
