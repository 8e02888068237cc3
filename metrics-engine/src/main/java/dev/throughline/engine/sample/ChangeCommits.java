package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.linking.PushNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which commits a merged change consists of, from the pushes to its branch and the push that landed it. */
final class ChangeCommits {

    /** A squash is made by the merge: its author time is the merge's, give or take. */
    private static final Duration SQUASHED_WITHIN = Duration.ofSeconds(60);

    private final PushGraph graph;

    ChangeCommits(PushGraph graph) {
        this.graph = graph;
    }

    /** Says that these changes will be asked for. */
    void expect(List<MergedChange> changes) {
        List<PushGraph.Tip> tips = new ArrayList<>();
        for (MergedChange change : changes) {
            tips.add(new PushGraph.Tip(change.baseBranch(), change.mergeCommit()));
            if (change.headBranch() != null) {
                tips.add(new PushGraph.Tip(change.headBranch(), change.head()));
            }
        }
        graph.expect(tips);
    }

    /** Whether the change arrived as one commit in the place of its own (definitions 1.4). */
    boolean isSquashed(MergedChange change, KnownCommit arrived) {
        boolean isPushedToItsBranch = change.listed().contains(arrived.sha())
                || graph.listing(arrived.sha()).stream()
                        .anyMatch(push -> push.ref().equals(change.headBranch()));
        return !arrived.isMerge()
                && !arrived.sha().equals(change.head())
                && !isPushedToItsBranch
                && Duration.between(arrived.authorAt(), change.mergedAt()).abs().compareTo(SQUASHED_WITHIN) <= 0;
    }

    /** The commits of the branch of a change, merges included; empty when not all of them are known. */
    Set<CommitSha> pushed(MergedChange change) {
        if (!change.listed().isEmpty()) {
            return new LinkedHashSet<>(change.listed());
        }
        if (change.headBranch() == null) {
            return Set.of();
        }
        Set<CommitSha> own = new LinkedHashSet<>();
        boolean isComplete = collect(change, change.headBranch(), own);
        boolean isAsManyAsSaid = change.commits() != null && own.size() == change.commits();
        return isComplete || isAsManyAsSaid ? own : Set.of();
    }

    /** Walks the branch back to where it left the base; false when a piece is missing. */
    private boolean collect(MergedChange change, String branch, Set<CommitSha> own) {
        Set<CommitSha> passed = new HashSet<>();
        CommitSha head = change.head();
        while (passed.add(head)) {
            if (isOnBase(head, change)) {
                return true;
            }
            List<PushNode> pushes = graph.endingAt(branch, head);
            if (pushes.isEmpty()) {
                return false;
            }
            PushNode push = pushes.getFirst();
            push.commits().stream().filter(sha -> !isOnBase(sha, change)).forEach(own::add);
            if (push.isBroken()) {
                return false;
            }
            if (push.before() == null) {
                return true;
            }
            head = push.before();
        }
        return false;
    }

    /** Whether the base had the commit before the merge of this change, and so not by it. */
    private boolean isOnBase(CommitSha sha, MergedChange change) {
        return graph.listing(sha).stream()
                .filter(push -> push.ref().equals(change.baseBranch()))
                .filter(push -> !push.at().isAfter(change.mergedAt()))
                .anyMatch(push -> !push.commits().contains(change.mergeCommit()));
    }

    /** The commits that arrived with a change that was merged or rebased: those of the push that its merge made. */
    Set<CommitSha> landed(MergedChange change) {
        Optional<PushNode> landing = graph.endingAt(change.baseBranch(), change.mergeCommit()).stream()
                .findFirst();
        Set<CommitSha> pushed = pushed(change);
        return landing.map(push -> {
                    Set<CommitSha> listed = new LinkedHashSet<>(push.commits());
                    Set<CommitSha> common = new LinkedHashSet<>(listed);
                    common.retainAll(pushed);
                    return common.isEmpty() ? listed : common;
                })
                .orElseGet(() -> pushed.isEmpty() ? Set.of(change.mergeCommit()) : pushed);
    }
}
