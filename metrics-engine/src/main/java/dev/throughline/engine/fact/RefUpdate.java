package dev.throughline.engine.fact;

import org.jspecify.annotations.Nullable;

/**
 * How a ref moved, branch or tag.
 *
 * @param ref full name, e.g. {@code refs/heads/main}
 * @param before where the ref pointed; null when it was created
 * @param after where it points now; for an annotated tag the tag object
 * @param head the commit behind {@code after}; null when the source did not say
 * @param baseRef ref that a created branch starts from, full name; null when the source names none
 */
public record RefUpdate(
        String ref,
        @Nullable CommitSha before,
        CommitSha after,
        @Nullable CommitSha head,
        boolean isCreated,
        boolean isForced,
        @Nullable String baseRef) {

    /** A ref that is new, at this commit. */
    public static RefUpdate created(String ref, CommitSha head) {
        return new RefUpdate(ref, null, head, head, true, false, null);
    }
}
