package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit as a push lists it.
 *
 * @param authorAt when its author wrote it
 * @param authorTime where {@code authorAt} was read
 * @param isMerge whether its message is that of a merge commit (definitions 1.4)
 * @param reverts hashes, or prefixes of at least 7 digits, that its message says it reverts
 * @param pickedFrom hashes that its message says it was cherry-picked from
 * @param fixesIncidents numbers or URLs of incidents that its message says it fixes
 * @param closesIssues issues that its message says it closes: {@code #12} of the same repository, {@code github.com/acme/shop#12} of another
 * @param isBot whether a bot wrote it, by the login of its author
 * @param paths files that it adds, changes or removes; null when the source does not say
 * @param author login of its author, else the author's name; null when the source does not say
 * @param title the first line of its message; null when it is not known
 * @param revertsTitle the title that its first line says it reverts; null when it says none
 */
public record Commit(
        CommitSha sha,
        Instant authorAt,
        AuthorTime authorTime,
        boolean isMerge,
        List<String> reverts,
        List<String> pickedFrom,
        List<String> fixesIncidents,
        List<String> closesIssues,
        boolean isBot,
        @Nullable List<String> paths,
        @Nullable String author,
        @Nullable String title,
        @Nullable String revertsTitle) {

    /** A commit of which no title is known. */
    public Commit(
            CommitSha sha,
            Instant authorAt,
            AuthorTime authorTime,
            boolean isMerge,
            List<String> reverts,
            List<String> pickedFrom,
            List<String> fixesIncidents,
            List<String> closesIssues,
            boolean isBot,
            @Nullable List<String> paths,
            @Nullable String author) {
        this(
                sha,
                authorAt,
                authorTime,
                isMerge,
                reverts,
                pickedFrom,
                fixesIncidents,
                closesIssues,
                isBot,
                paths,
                author,
                null,
                null);
    }

    /** Where the time of a commit was read, best first: the better one wins when two deliveries differ. */
    public enum AuthorTime {
        AUTHOR_DATE,
        TIMESTAMP
    }
}
