package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pull request in the state that a delivery tells.
 *
 * @param commits how many it has, apart from what brings it into another branch; null when the source does not say
 * @param merge null unless merged
 * @param claims what its title, its body and its branch say
 * @param claimsOfBot what counts of that when it turns out that a bot opened it, which not every delivery tells
 */
public record Change(
        Entry entry,
        Opening opening,
        Branch branch,
        @Nullable Integer commits,
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
            @Nullable Integer commits,
            Reviews reviews,
            @Nullable Merge merge,
            Claims claims,
            Statement statement) {
        this(entry, opening, branch, commits, reviews, merge, claims, claims, statement);
    }

    /** When a change was opened, and who did it. */
    public record Opening(Instant at, Author by) {}

    @Override
    public RepositoryId repository() {
        return entry.repository();
    }

    /** The id that the API shows: the same over every replay. */
    public UUID id() {
        return entry.idAs("change");
    }
}
