package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pull request in the state reported by a delivery.
 *
 * @param commits how many it has, not counting its merge into another branch; null when the source does not say
 * @param merge null unless merged
 * @param claims what its title, its body and its branch say
 * @param claimsOfBot the part of that which counts if a bot opened it, which not every delivery says
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

    /** One whose every delivery says who opened it. */
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

    /** Its id in the API: the same in every replay. */
    public UUID id() {
        return entry.idAs("change");
    }
}
