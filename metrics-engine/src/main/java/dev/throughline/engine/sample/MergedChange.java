package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merged change, as the lead times need it.
 *
 * @param number the source's own, within its repository; 0 when the source has no numbers
 * @param headBranch full name of its branch when that is in the same repository; null for a fork's
 * @param baseBranch full name of the branch it was merged into
 * @param commits how many commits it has; null when the source does not say
 * @param isBot whether a bot opened it
 * @param author login of who opened it; null when unknown
 * @param mergeCommit the commit that its merge, squash or rebase resulted in
 * @param listed its own commits, including merges, if a list has them; empty otherwise
 */
public record MergedChange(
        UUID id,
        long number,
        @Nullable String headBranch,
        CommitSha head,
        String baseBranch,
        @Nullable Integer commits,
        Instant openedAt,
        Instant mergedAt,
        boolean isBot,
        @Nullable String author,
        CommitSha mergeCommit,
        List<CommitSha> listed) {

    /** Earliest merge first; of two in the same second the one with the lower number. */
    static final Comparator<MergedChange> BY_MERGE = Comparator.comparing(MergedChange::mergedAt)
            .thenComparing(MergedChange::number)
            .thenComparing(MergedChange::id);

    /** Whether a list has its commits. */
    boolean isListed() {
        return !listed.isEmpty();
    }
}
