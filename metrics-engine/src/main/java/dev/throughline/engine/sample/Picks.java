package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What cherry-picked commits were picked from, where that stands for others: a squash, or a merge. */
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
     * A change that ended in the commit that was picked.
     *
     * @param brought the commits that it stands for
     */
    record Picked(MergedChange change, List<KnownCommit> brought) {}

    /** Empty when it was not picked, or from a commit that stands for itself. */
    Optional<Picked> from(KnownCommit commit) {
        return commit.isPicked() ? picked.computeIfAbsent(commit.origin(), this::broughtBy) : Optional.empty();
    }

    /** What a commit was picked from stands for others when a change ended in it, by a squash or a merge. */
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
