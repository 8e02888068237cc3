package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A commit that a push listed or the commit graph has, as the lead times need it.
 *
 * @param isCommitted whether {@code authorAt} is its committer time, because the author time is unknown
 * @param firstSeenAt earliest time of all pushes that list it; when none does, the time its author wrote it
 * @param isBot whether a bot wrote it; a commit known only from the graph counts as a person's
 * @param author login of its author, otherwise the author's name; null when unknown
 * @param scope whether it touches a file of the service
 * @param pickedFrom the commit that its message says it was cherry-picked from; null when it says nothing like that
 */
public record KnownCommit(
        CommitSha sha,
        Instant authorAt,
        boolean isCommitted,
        Instant firstSeenAt,
        boolean isMerge,
        boolean isBot,
        @Nullable String author,
        Scope scope,
        @Nullable CommitSha pickedFrom) {

    /** Whether a commit touches a file of the service; a service that is not a part of a repository has every commit. */
    public enum Scope {
        OWN(null),
        FOREIGN(Exclusion.PATH),
        UNKNOWN(Exclusion.UNKNOWN_PATHS);

        private final @Nullable Exclusion reason;

        Scope(@Nullable Exclusion reason) {
            this.reason = reason;
        }

        /** Why a commit is left out; null when it is not. */
        @Nullable
        Exclusion reason() {
            return reason;
        }
    }

    boolean isOwn() {
        return scope == Scope.OWN;
    }

    /** The commit that it repeats, otherwise itself: each origin gives one lead time. */
    public CommitSha origin() {
        return pickedFrom == null ? sha : pickedFrom;
    }

    boolean isPicked() {
        return !origin().equals(sha);
    }

    /** Whether its author's clock was ahead: nobody pushes a commit before writing it. */
    boolean isSkewed() {
        return authorAt.isAfter(firstSeenAt);
    }

    /** The same, written at this time by its author. */
    public KnownCommit writtenAt(Instant known) {
        return new KnownCommit(sha, known, false, firstSeenAt, isMerge, isBot, author, scope, pickedFrom);
    }

    /** When it was written, as well as is known. */
    Instant startedAt() {
        return isSkewed() ? firstSeenAt : authorAt;
    }
}
