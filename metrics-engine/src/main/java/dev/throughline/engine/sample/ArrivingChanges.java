package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.LogicalDeployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The merged changes that arrive with deployments, read for several at once. */
final class ArrivingChanges {

    private final MergedChanges changes;
    private final OwnCommits ownCommits;
    private Map<CommitSha, List<MergedChange>> merged = Map.of();
    private Map<CommitSha, List<MergedChange>> headed = Map.of();

    ArrivingChanges(MergedChanges changes, OwnCommits ownCommits) {
        this.changes = changes;
        this.ownCommits = ownCommits;
    }

    /** Forgets what was read, and reads what will be needed for these deployments. */
    void expect(List<LogicalDeployment> deployments, Collection<CommitSha> delivered) {
        merged = new HashMap<>();
        expect(delivered);
        headed =
                changes
                        .headedAt(deployments.stream()
                                .map(LogicalDeployment::sha)
                                .filter(Objects::nonNull)
                                .toList())
                        .stream()
                        .collect(Collectors.groupingBy(MergedChange::head));
    }

    /** Also reads the changes that resulted in these commits. Returns whether there are any. */
    boolean expect(Collection<CommitSha> shas) {
        List<MergedChange> ended = changes.mergedAs(shas);
        ended.forEach(change -> merged.computeIfAbsent(change.mergeCommit(), sha -> new ArrayList<>())
                .add(change));
        ownCommits.expect(ended);
        return !ended.isEmpty();
    }

    /** Those that resulted in one of these commits, in the order of their merges. */
    List<MergedChange> endedIn(Collection<CommitSha> shas) {
        return shas.stream()
                .flatMap(sha -> bestKnown(merged.getOrDefault(sha, List.of())))
                .sorted(MergedChange.BY_MERGE)
                .toList();
    }

    /** If several resulted in one commit, those with a list of commits: other sources report the same changes. */
    private static Stream<MergedChange> bestKnown(List<MergedChange> changes) {
        boolean isAnyListed = changes.stream().anyMatch(MergedChange::isListed);
        return changes.stream().filter(change -> change.isListed() || !isAnyListed);
    }

    /** Those whose branch a deployment deployed, and that were open by then. */
    List<MergedChange> headedAt(@Nullable CommitSha head, Instant at) {
        return headed.getOrDefault(head, List.of()).stream()
                .filter(change -> !change.openedAt().isAfter(at))
                .toList();
    }
}
