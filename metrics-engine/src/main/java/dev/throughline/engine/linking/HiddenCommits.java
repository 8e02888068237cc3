package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What truncated pushes do not list (definitions 1.4): the first deployment that reaches such a push delivered unknown commits, all of them
 * older than those that it lists. A later deployment that would deliver a commit as old may deliver one of them again.
 */
public final class HiddenCommits {

    private final boolean isAny;
    private final Times times;
    private final Set<UUID> reached = new HashSet<>();
    private final List<Reached> news = new ArrayList<>();
    private @Nullable Instant latest;

    /** Tells when commits were written. */
    @FunctionalInterface
    public interface Times {

        Map<CommitSha, Instant> of(Collection<CommitSha> shas);
    }

    /**
     * A deployment that was the first to reach a truncated push.
     *
     * @param until time of the first commit that the push lists and that had not been delivered before
     */
    public record Reached(UUID deployment, UUID push, Instant until) {}

    private HiddenCommits(boolean isAny, Collection<Reached> earlier, Times times) {
        this.isAny = isAny;
        this.times = times;
        earlier.forEach(this::note);
    }

    /** For a history without truncated pushes. */
    public static HiddenCommits none() {
        return new HiddenCommits(false, List.of(), shas -> Map.of());
    }

    /** For a history with some, of which earlier deployments reached these. */
    public static HiddenCommits after(Collection<Reached> earlier, Times times) {
        return new HiddenCommits(true, earlier, times);
    }

    /** What the deployments that were linked since reached first. */
    public List<Reached> news() {
        return Collections.unmodifiableList(news);
    }

    /** Whether one of these commits may have been delivered already, by a deployment that reached a truncated push. */
    boolean mayHaveDelivered(Collection<CommitSha> shas) {
        Instant until = latest;
        return until != null && times.of(shas).values().stream().anyMatch(at -> !at.isAfter(until));
    }

    /**
     * The truncated pushes that no deployment reached before one that delivers these commits, known from pushes alone. Whatever contains
     * the head of such a push reaches it; it is entered in its middle if no other push knows more.
     */
    Set<PushNode> reachedFirstBy(Collection<CommitSha> shas, PushGraph graph, CommitGraph commits) {
        Set<PushNode> pushes = new LinkedHashSet<>();
        if (isAny) {
            for (CommitSha sha : shas) {
                List<PushNode> listing = graph.listing(sha);
                listing.stream()
                        .filter(PushNode::isTruncated)
                        .filter(push -> !reached.contains(push.id()) && !pushes.contains(push))
                        .filter(push -> commits.parents(sha).isEmpty())
                        .filter(push -> push.after().equals(sha)
                                || listing.stream().noneMatch(other -> tellsAll(other, sha, graph)))
                        .forEach(pushes::add);
            }
        }
        return pushes;
    }

    private static boolean tellsAll(PushNode push, CommitSha sha, PushGraph graph) {
        return !push.isTruncated() && push.isExactAt(sha) && graph.base(push).isPresent();
    }

    /** @param fresh what the push lists and was not delivered before, oldest first */
    void reach(UUID deployment, PushNode push, List<CommitSha> fresh) {
        Instant until = fresh.stream()
                .limit(1)
                .flatMap(sha -> times.of(List.of(sha)).values().stream())
                .min(Comparator.naturalOrder())
                .orElse(push.at());
        Reached first = new Reached(deployment, push.id(), until);
        note(first);
        news.add(first);
    }

    private void note(Reached first) {
        reached.add(first.push());
        if (latest == null || first.until().isAfter(latest)) {
            latest = first.until();
        }
    }
}
