package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The commits of a change while its branch pointed to one head, including merges, oldest first. A separate fact: later states of the change
 * need not list them again. Of several lists for the same change and head the newest counts.
 *
 * @param change the source's own id of the change within the repository, as in its {@link Entry}
 * @param head where the branch pointed; null for a report, whose list counts wherever the branch pointed
 * @param commits all of them; never empty
 * @param in name of the repository that has them, if a report names one; null otherwise
 */
public record ChangeCommits(
        RepositoryId repository,
        String change,
        @Nullable CommitSha head,
        List<Listed> commits,
        @Nullable String in,
        Statement statement)
        implements Fact {

    public ChangeCommits {
        commits = List.copyOf(commits);
    }

    /** A commit of a change and when its author wrote it. */
    public record Listed(CommitSha sha, Instant authorAt) {}

    /** The id of the change in the API. */
    public UUID id() {
        return repository.idOf("change", change);
    }
}
