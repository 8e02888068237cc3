package dev.throughline.engine.fact;

import org.jspecify.annotations.Nullable;

/**
 * What was deployed.
 *
 * @param sha its commit; null when only the tag is known
 * @param tag its tag, when the source names no commit (a release); null otherwise
 * @param ref what was requested to be deployed, for display; null when the source does not say
 */
public record Revision(
        @Nullable CommitSha sha,
        @Nullable String tag,
        @Nullable String ref) {

    /** A commit, by whatever name it was requested. */
    public static Revision of(CommitSha sha, @Nullable String ref) {
        return new Revision(sha, null, ref);
    }

    /** What a tag points to, which the source does not say. */
    public static Revision ofTag(String tag) {
        return new Revision(null, tag, tag);
    }
}
