package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the commits that each deployment of a service delivered first (definitions 1.4): those reachable from it and from no earlier one.
 * The commit graph says what is reachable from a commit that it has; for any other, the pushes do. Deployments are linked in order, each
 * once; a walk ends where an earlier deployment begins, so its length is that of what is new.
 */
public final class DeliveredCommits {

    /** Answers that are remembered: a walk may be as long as the history of a repository. */
    private static final int MOST_REMEMBERED = 50_000;

    private final CommitGraph commits;
    private final PushGraph graph;
    private final EarlierDeliveries earlier;
    private final SplitPushes splits;
    private final HiddenCommits hidden;
    private final Map<CommitSha, Boolean> deliveredBefore = new HashMap<>();
    private final Set<CommitSha> delivered = new CommitSet();
    private final Set<CommitSha> possiblyDelivered = new HashSet<>();

    /**
     * @param earlier what was delivered before the first deployment that will be linked
     * @param deployed those of the service's whole production history: where pushes are entered
     * @param hidden what truncated pushes hid from the deployments before the first that will be linked; it learns of those that are
     */
    public DeliveredCommits(
            CommitGraph commits,
            PushGraph graph,
            EarlierDeliveries earlier,
            DeployedCommits deployed,
            HiddenCommits hidden) {
        this.commits = commits;
        this.graph = graph;
        this.earlier = earlier;
        this.splits = new SplitPushes(graph, deployed);
        this.hidden = hidden;
    }

    /** Says which deployments will be linked next, so that the pushes of each can be read together. */
    public void expect(Collection<LogicalDeployment> next) {
        Set<CommitSha> heads = next.stream()
                .map(LogicalDeployment::sha)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        heads.removeAll(deliveredAmong(heads));
        Iterator<CommitSha> each = heads.iterator();
        // the graph has all of them, or none
        if (each.hasNext() && commits.parents(each.next()).isEmpty()) {
            graph.expectListings(heads);
        }
    }

    /** Links the next deployment of the history. */
    public Link link(LogicalDeployment deployment) {
        CommitSha sha = deployment.sha();
        boolean isInitial = deployment.kind() == DeploymentKind.INITIAL;
        if (sha == null) {
            return new Link(
                    isInitial ? Link.Certainty.INITIAL : Link.Certainty.UNLINKED,
                    Set.of(),
                    Set.of(),
                    false,
                    false,
                    Set.of(),
                    false);
        }
        boolean isNonFastForward =
                deployment.kind() == DeploymentKind.FORWARD && !deployment.isRedelivered() && isDelivered(sha);
        Walk walk = new Walk(deployment.id());
        walk.from(sha);
        Link link = new Link(
                isInitial ? Link.Certainty.INITIAL : walk.certainty(),
                walk.certain,
                walk.possible,
                isNonFastForward,
                !walk.needsPushes && commits.parents(sha).isPresent(),
                walk.reached,
                walk.continuesSomewhere);
        delivered.addAll(walk.certain);
        possiblyDelivered.addAll(walk.possible);
        return link;
    }

    /** What the linked deployments certainly deliver. */
    public Collection<CommitSha> soFar() {
        return Collections.unmodifiableCollection(delivered);
    }

    private Set<CommitSha> deliveredAmong(Collection<CommitSha> shas) {
        if (deliveredBefore.size() > MOST_REMEMBERED) {
            deliveredBefore.clear(); // before the answers that are needed now, not among them
        }
        List<CommitSha> unasked = shas.stream().filter(this::isUnasked).toList();
        if (!unasked.isEmpty()) {
            ask(unasked);
        }
        return shas.stream()
                .filter(sha -> delivered.contains(sha) || Boolean.TRUE.equals(deliveredBefore.get(sha)))
                .collect(Collectors.toSet());
    }

    private boolean isDelivered(CommitSha sha) {
        if (delivered.contains(sha)) {
            return true;
        }
        if (!earlier.mayContain(sha)) {
            return false;
        }
        Boolean before = deliveredBefore.get(sha);
        return before == null ? !deliveredAmong(List.of(sha)).isEmpty() : before;
    }

    private boolean isUnasked(CommitSha sha) {
        return earlier.mayContain(sha) && !delivered.contains(sha) && !deliveredBefore.containsKey(sha);
    }

    /** Also looks up what was read along with them, which a walk will pass. */
    private void ask(Collection<CommitSha> shas) {
        Set<CommitSha> asked = new HashSet<>(shas);
        Stream.of(graph.takeRead(), commits.takeRead())
                .flatMap(Set::stream)
                .filter(this::isUnasked)
                .forEach(asked::add);
        Set<CommitSha> found = earlier.certain(asked);
        asked.forEach(sha -> deliveredBefore.put(sha, found.contains(sha)));
    }

    private boolean mayBeDelivered(Set<CommitSha> shas) {
        return !Collections.disjoint(shas, possiblyDelivered)
                || !earlier.possible(shas).isEmpty();
    }

    /** A walk back from one deployed commit. */
    private final class Walk {

        private final UUID deployment;
        private final Set<CommitSha> certain = new CommitSet();
        private final Set<CommitSha> possible = new LinkedHashSet<>();
        private final Deque<Step> ahead = new ArrayDeque<>();
        private final Set<CommitSha> reached = new LinkedHashSet<>();
        private final Set<CommitSha> pushed = new CommitSet();
        private boolean entersSplit;
        private boolean hidesSome;
        private boolean needsPushes;
        private boolean continuesSomewhere;

        Walk(UUID deployment) {
            this.deployment = deployment;
        }

        /** @param isCertain whether the deployment certainly contains the commit */
        private record Step(CommitSha sha, boolean isCertain) {}

        void from(CommitSha head) {
            ahead.add(new Step(head, true));
            while (!ahead.isEmpty()) {
                take(ahead.pop());
            }
            possible.removeAll(certain);
            hidesSome = hidden.mayHaveDelivered(certain);
            for (PushNode push : hidden.reachedFirstBy(pushed, graph, commits)) {
                Set<CommitSha> known = deliveredAmong(push.commits());
                hidden.reach(
                        deployment,
                        push,
                        push.commits().stream()
                                .filter(sha -> !known.contains(sha))
                                .toList());
                hidesSome = true;
            }
        }

        private void take(Step step) {
            if (isDelivered(step.sha)) {
                reached.add(step.sha);
                return;
            }
            if (!visit(step)) {
                return;
            }
            Optional<List<CommitSha>> parents = commits.parents(step.sha);
            if (parents.isPresent()) {
                parents.get().forEach(parent -> ahead.push(new Step(parent, step.isCertain)));
            } else {
                takePushes(step);
            }
        }

        private void takePushes(Step step) {
            needsPushes = true;
            List<PushNode> listing = graph.listing(step.sha);
            List<PushNode> exact =
                    listing.stream().filter(push -> push.isExactAt(step.sha)).toList();
            exact.forEach(push -> collect(push, push.upTo(step.sha), step.isCertain));
            if (exact.isEmpty() && !listing.isEmpty()) {
                PushNode entered = Collections.min(listing, PushNode.BY_TIME);
                collect(entered, entered.commits(), false);
            }
        }

        /** Notes the commit; false if it was noted before with the same certainty. */
        private boolean visit(Step step) {
            if (certain.contains(step.sha)) {
                return false;
            }
            return step.isCertain ? certain.add(step.sha) : possible.add(step.sha);
        }

        /** A walk that only possibly passes here passes through commits that are only possibly contained. */
        private void collect(PushNode push, List<CommitSha> commits, boolean isCertain) {
            Set<CommitSha> known = deliveredAmong(commits);
            reached.addAll(known);
            List<CommitSha> fresh = new ArrayList<>(commits);
            fresh.removeAll(known);
            (isCertain ? certain : possible).addAll(fresh);
            pushed.addAll(fresh);
            entersSplit |= splits.splitsAny(fresh);
            graph.base(push)
                    .ifPresentOrElse(base -> ahead.push(new Step(base, isCertain)), () -> continueFromChange(push));
        }

        /** An earlier deployment that contains the base of a change contains what its branch continues from, wherever that is. */
        private void continueFromChange(PushNode push) {
            continuesSomewhere |=
                    push.before() == null && !deliveredAmong(graph.bases(push)).isEmpty();
        }

        Link.Certainty certainty() {
            // by the graph alone it went to the roots: then everything that it passed is new, and complete
            if (reached.isEmpty() && needsPushes && !continuesSomewhere) {
                return Link.Certainty.UNLINKED;
            }
            boolean isAmbiguous = !possible.isEmpty() || entersSplit || hidesSome || mayBeDelivered(certain);
            return isAmbiguous ? Link.Certainty.AMBIGUOUS : Link.Certainty.EXACT;
        }
    }
}
