package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pull request in the state that a delivery tells.
 *
 * @param merge null unless merged
 * @param claims what its title, its body and its branch say
 * @param claimsOfBot what counts of that when it turns out that a bot opened it, which not every delivery tells
 */
public record Change(
        Entry entry,
        Opening opening,
        Branch branch,
        Commits commits,
        Reviews reviews,
        @Nullable Merge merge,
        Claims claims,
        Claims claimsOfBot,
        Statement statement)
        implements Fact {

    /** One whose every delivery tells who opened it. */
    public Change(
            Entry entry,
            Opening opening,
            Branch branch,
            Commits commits,
            Reviews reviews,
            @Nullable Merge merge,
            Claims claims,
            Statement statement) {
        this(entry, opening, branch, commits, reviews, merge, claims, claims, statement);
    }

    /** When a change was opened, and who did it. */
    public record Opening(Instant at, Author by) {}

    /**
     * The commits of a change, apart from what brings it into another branch.
     *
     * @param count how many there are; null when the source does not say
     * @param listed the commits themselves, where the source lists them; empty otherwise
     * @param in name of the repository that has them, where a report names one; null otherwise
     */
    public record Commits(
            @Nullable Integer count,
            List<Listed> listed,
            @Nullable String in) {

        /** So many commits, which come with pushes. */
        public static Commits counted(@Nullable Integer count) {
            return new Commits(count, List.of(), null);
        }

        /** All of them, which this repository has. */
        public static Commits listed(List<Listed> commits, String in) {
            return new Commits(commits.size(), commits, in);
        }
    }

    /** A commit of a change and when its author wrote it. */
    public record Listed(CommitSha sha, Instant authorAt) {}

    @Override
    public RepositoryId repository() {
        return entry.repository();
    }

    /** The id that the API shows: the same over every replay. */
    public UUID id() {
        return entry.idAs("change");
    }
}
