package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.linking.PushNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which commits a merged change consists of, from the pushes to its branch and the push that landed it. */
final class OwnCommits {

    private final PushGraph graph;
    private final KnownCommits commits;
    private final MergedChanges changes;
    private final Map<CommitSha, Set<UUID>> endings = new HashMap<>();

    OwnCommits(PushGraph graph, KnownCommits commits, MergedChanges changes) {
        this.graph = graph;
        this.commits = commits;
        this.changes = changes;
    }

    /** Announces that these changes will be needed. */
    void expect(List<MergedChange> changes) {
        List<PushGraph.Tip> tips = new ArrayList<>();
        for (MergedChange change : changes) {
            tips.add(new PushGraph.Tip(change.baseBranch(), change.mergeCommit()));
            if (change.headBranch() != null) {
                tips.add(new PushGraph.Tip(change.headBranch(), change.head()));
            }
        }
        graph.expect(tips);
        expectEndings(changes.stream()
                .flatMap(change -> graph.endingAt(change.baseBranch(), change.mergeCommit()).stream())
                .map(PushNode::commits)
                .flatMap(List::stream)
                .collect(Collectors.toSet()));
    }

    /** Reads which changes resulted in these commits, all at once. */
    private void expectEndings(Collection<CommitSha> shas) {
        Set<CommitSha> unread =
                shas.stream().filter(sha -> !endings.containsKey(sha)).collect(Collectors.toSet());
        if (unread.isEmpty()) {
            return;
        }
        Map<CommitSha, Set<UUID>> ended = changes.mergedAs(unread).stream()
                .collect(Collectors.groupingBy(
                        MergedChange::mergeCommit, Collectors.mapping(MergedChange::id, Collectors.toSet())));
        unread.forEach(sha -> endings.put(sha, ended.getOrDefault(sha, Set.of())));
    }

    /** Whether the change resulted in a commit that is neither a merge nor one of its own: a squash, or the last of a rebase. */
    boolean isRewritten(MergedChange change, KnownCommit arrived) {
        if (arrived.isMerge() || arrived.sha().equals(change.head())) {
            return false;
        }
        Set<CommitSha> own = pushed(change);
        return own.isEmpty()
                ? graph.listing(arrived.sha()).stream()
                        .noneMatch(push -> push.ref().equals(change.headBranch()))
                : !own.contains(arrived.sha());
    }

    /** Its own commits, without merges; empty when not all of them are known. */
    List<KnownCommit> originals(MergedChange change) {
        return commits.of(pushed(change)).values().stream()
                .filter(commit -> !commit.isMerge())
                .sorted(Comparator.comparing(commit -> commit.sha().value()))
                .toList();
    }

    /**
     * Whether a rewritten change arrived as one commit instead of its own (definitions 1.4). Decided by what arrived, never by when: a
     * merge queue creates its commits long before it merges.
     *
     * @param originals its own commits; empty when unknown
     */
    boolean isSquashed(MergedChange change, KnownCommit arrived, Collection<KnownCommit> originals) {
        if (!originals.isEmpty()) {
            Set<Instant> times = originals.stream().map(KnownCommit::authorAt).collect(Collectors.toSet());
            return !times.contains(arrived.authorAt())
                    && beforeIt(change).stream().map(KnownCommit::authorAt).noneMatch(times::contains);
        }
        Integer commits = change.commits();
        return commits != null && commits > 1 && landing(change).isPresent()
                ? beforeIt(change).size() < commits - 1
                : arrived.authorAt().isAfter(change.openedAt());
    }

    /**
     * The squash under a merge commit: the one other commit that came with the merge, if it is neither the head of the change nor on its
     * branch (definitions 1.4). Empty when there is none.
     *
     * @param merge what the change resulted in
     */
    Optional<CommitSha> squashUnder(MergedChange change, KnownCommit merge) {
        List<CommitSha> listed = landing(change).map(PushNode::commits).orElse(List.of());
        return Optional.of(listed)
                .filter(both ->
                        merge.isMerge() && both.size() == 2 && both.getLast().equals(merge.sha()))
                .map(List::getFirst)
                .filter(squash -> !squash.equals(change.head()))
                .filter(squash -> graph.listing(squash).stream()
                        .noneMatch(push -> push.ref().equals(change.headBranch())));
    }

    /** The push that brought the change to its branch. */
    private Optional<PushNode> landing(MergedChange change) {
        return graph.listing(change.mergeCommit()).stream()
                .filter(push -> push.ref().equals(change.baseBranch()))
                .min(PushNode.BY_TIME);
    }

    /** What came right before the commit that it resulted in, without merges. */
    private List<KnownCommit> beforeIt(MergedChange change) {
        return commits.of(listedBefore(change)).values().stream()
                .filter(commit -> !commit.isMerge())
                .toList();
    }

    /** What the push that brought it lists right before the commit that it resulted in, back to where another change ended. */
    private List<CommitSha> listedBefore(MergedChange change) {
        List<CommitSha> before = landing(change).map(PushNode::commits).orElse(List.of());
        before = before.subList(0, Math.max(0, before.indexOf(change.mergeCommit())));
        expectEndings(before);
        return before.reversed().stream()
                .takeWhile(sha -> endings.getOrDefault(sha, Set.of()).stream().allMatch(change.id()::equals))
                .toList();
    }

    /**
     * The commits that a rebased change arrived as, each with the original of which it is a copy, whose author time it has.
     *
     * @param originals its own commits
     */
    Map<CommitSha, CommitSha> copies(MergedChange change, KnownCommit arrived, Collection<KnownCommit> originals) {
        Map<Instant, CommitSha> byTime = new HashMap<>();
        Set<Instant> twice = new HashSet<>();
        originals.forEach(original -> {
            if (byTime.put(original.authorAt(), original.sha()) != null) {
                twice.add(original.authorAt());
            }
        });
        twice.forEach(byTime::remove);
        Map<CommitSha, CommitSha> copies = new HashMap<>();
        Stream.concat(Stream.of(arrived), beforeIt(change).stream()).forEach(commit -> {
            CommitSha original = byTime.get(commit.authorAt());
            if (original != null && !original.equals(commit.sha())) {
                copies.put(commit.sha(), original);
            }
        });
        return copies;
    }

    /** What a merge brought, or a squash represents: its own commits, otherwise what arrived right before the merge. */
    List<KnownCommit> broughtBy(MergedChange change, KnownCommit arrived) {
        List<KnownCommit> originals = originals(change);
        if (arrived.isMerge()) {
            return originals.isEmpty() ? beforeIt(change) : originals;
        }
        return isRewritten(change, arrived) && isSquashed(change, arrived, originals) ? originals : List.of();
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
            if (push.isBroken() || push.isTruncated()) {
                return false;
            }
            if (push.before() == null) {
                return true;
            }
            head = push.before();
        }
        return false;
    }

    /** Whether the base had the commit before the merge of this change, and so not because of it. */
    private boolean isOnBase(CommitSha sha, MergedChange change) {
        return graph.listing(sha).stream()
                .filter(push -> push.ref().equals(change.baseBranch()))
                .filter(push -> !push.at().isAfter(change.mergedAt()))
                .anyMatch(push -> !push.commits().contains(change.mergeCommit()));
    }

    /**
     * The commits of a change that was not rewritten: its own, otherwise as many as its count right before the commit that it resulted in.
     * Empty when unknown.
     */
    Set<CommitSha> carried(MergedChange change) {
        Set<CommitSha> pushed = pushed(change);
        if (!pushed.isEmpty()) {
            return pushed;
        }
        if (change.head().equals(change.mergeCommit())) {
            return Set.of(change.mergeCommit());
        }
        List<CommitSha> before = listedBefore(change);
        return change.commits() != null && before.size() == change.commits() ? Set.copyOf(before) : Set.of();
    }

    /** The commits that arrived with a merged or rebased change: those of the push made by its merge. */
    Set<CommitSha> landed(MergedChange change) {
        Set<CommitSha> pushed = pushed(change);
        return landing(change)
                .map(push -> {
                    Set<CommitSha> listed = new LinkedHashSet<>(push.upTo(change.mergeCommit()));
                    Set<CommitSha> common = new LinkedHashSet<>(listed);
                    common.retainAll(pushed);
                    if (common.isEmpty() || !push.isTruncated()) {
                        return common.isEmpty() ? listed : common;
                    }
                    // what the push leaves out, the list of the change has
                    return pushed.stream()
                            .filter(sha -> common.contains(sha) || !isOnBase(sha, change))
                            .collect(Collectors.toCollection(LinkedHashSet::new));
                })
                .orElseGet(() -> pushed.isEmpty() ? Set.of(change.mergeCommit()) : pushed);
    }
}
