package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The origins of cherry-picked commits that represent others: a squash, or a merge. */
final class Picks {

    private final KnownCommits commits;
    private final MergedChanges changes;
    private final OwnCommits ownCommits;
    private final Map<CommitSha, Optional<Picked>> picked = new HashMap<>();

    Picks(KnownCommits commits, MergedChanges changes, OwnCommits ownCommits) {
        this.commits = commits;
        this.changes = changes;
        this.ownCommits = ownCommits;
    }

    /**
     * A change that resulted in the commit that was picked.
     *
     * @param brought the commits that it represents
     */
    record Picked(MergedChange change, List<KnownCommit> brought) {}

    /** Empty when it was not picked, or picked from a commit that represents only itself. */
    Optional<Picked> from(KnownCommit commit) {
        return commit.isPicked() ? picked.computeIfAbsent(commit.origin(), this::broughtBy) : Optional.empty();
    }

    /** The origin of a pick represents others if a change resulted in it, by a squash or a merge. */
    private Optional<Picked> broughtBy(CommitSha origin) {
        KnownCommit arrived = commits.of(Set.of(origin)).get(origin);
        return arrived == null
                ? Optional.empty()
                : changes.mergedAs(Set.of(origin)).stream()
                        .sorted(MergedChange.BY_MERGE)
                        .map(change -> new Picked(change, ownCommits.broughtBy(change, arrived)))
                        .filter(from -> !from.brought().isEmpty())
                        .findFirst();
    }
}
