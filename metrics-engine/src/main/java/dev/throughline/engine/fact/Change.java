package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pull request in the state that a delivery tells.
 *
 * @param externalId the source's own id of it within the repository: its number, where it has one
 * @param number its number; null when the source has no numbers
 * @param labels lower case
 * @param headRepository the source's id of the repository of its branch; null when that is gone
 * @param headRef its branch, without {@code refs/heads/}
 * @param baseRef the branch it wants to be merged into, without {@code refs/heads/}
 * @param commits how many commits it has; null when the source does not say
 * @param firstReviewAt earliest review by somebody else that this delivery tells of; merged by the earliest
 * @param approvedAt earliest approval that this delivery tells of; merged by the earliest
 * @param mergedAt null unless merged
 * @param mergeCommit the commit that merge, squash or rebase ended in; null unless merged
 * @param revertsChanges changes that it says it reverts: {@code #12} of the same repository, {@code github.com/acme/shop#12} of another
 * @param revertsCommits hashes or prefixes that its body says it reverts
 * @param revertsTitle the title that its own says it reverts, {@code Revert "…"} or {@code revert: …}
 * @param closesIssues issues that it says it closes, named alike
 * @param fixesIncidents numbers or URLs of incidents that it says it fixes
 * @param listed its own commits, where the source lists them; empty otherwise
 * @param commitsIn name of the repository that has its commits, where a report names one; null otherwise
 * @param isBot whether a bot opened it, by the type or the login of its author
 * @param author login of who opened it; null when the source does not say
 */
public record Change(
        RepositoryId repository,
        String externalId,
        @Nullable Long number,
        String title,
        @Nullable String url,
        List<String> labels,
        @Nullable String headRepository,
        String headRef,
        CommitSha head,
        String baseRef,
        @Nullable Integer commits,
        Instant openedAt,
        @Nullable Instant firstReviewAt,
        @Nullable Instant approvedAt,
        @Nullable Instant mergedAt,
        @Nullable CommitSha mergeCommit,
        List<String> revertsChanges,
        List<String> revertsCommits,
        @Nullable String revertsTitle,
        List<String> closesIssues,
        List<String> fixesIncidents,
        List<Listed> listed,
        @Nullable String commitsIn,
        boolean isBot,
        @Nullable String author,
        Statement statement)
        implements Fact {

    /** A commit of a change and when its author wrote it. */
    public record Listed(CommitSha sha, Instant authorAt) {}

    /** The id that the API shows: the same over every replay. */
    public UUID id() {
        return repository.idOf("change", externalId);
    }
}
