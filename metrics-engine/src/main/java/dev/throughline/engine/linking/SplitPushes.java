package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Recognises the split push of definitions 1.4: one that lists a merge and is entered, by a deployment or by a branch that starts there, at
 * a commit other than its head. Which part of it was delivered is then unknown without the commit graph.
 */
public final class SplitPushes {

    private final PushGraph graph;
    private final DeployedCommits deployed;
    private final Map<UUID, Boolean> known = new HashMap<>();

    public SplitPushes(PushGraph graph, DeployedCommits deployed) {
        this.graph = graph;
        this.deployed = deployed;
    }

    /** The push that is entered in its middle when starting at this commit; empty when the entry is exact or unknown. */
    public static Optional<PushNode> enteredAt(CommitSha sha, PushGraph graph) {
        List<PushNode> listing = graph.listing(sha);
        boolean isExact = listing.stream().anyMatch(push -> push.isExactAt(sha));
        return isExact || listing.isEmpty()
                ? Optional.empty()
                : Optional.of(Collections.min(listing, PushNode.BY_TIME));
    }

    /** Whether a split push lists one of these commits. */
    boolean splitsAny(Collection<CommitSha> shas) {
        Set<PushNode> candidates = shas.stream()
                .flatMap(sha -> graph.listing(sha).stream())
                .filter(PushNode::listsMerge)
                .collect(Collectors.toSet());
        return candidates.stream().anyMatch(push -> known.computeIfAbsent(push.id(), id -> isEnteredInItsMiddle(push)));
    }

    private boolean isEnteredInItsMiddle(PushNode push) {
        Set<CommitSha> entries = new HashSet<>(push.starts());
        entries.addAll(deployed.among(push.commits()));
        return push.commits().stream()
                .filter(entries::contains)
                .anyMatch(sha -> enteredAt(sha, graph)
                        .filter(entered -> entered.id().equals(push.id()))
                        .isPresent());
    }
}
