package dev.throughline.engine.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.story.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveredCommitsTest {

    private final Pushes pushes = new Pushes();

    /** Pushes to one branch after the other, asked for in memory. */
    private static final class Pushes implements PushGraph {

        private final Map<CommitSha, List<PushNode>> listing = new HashMap<>();

        void add(CommitSha before, List<CommitSha> commits) {
            add(before, commits, false);
        }

        void add(CommitSha before, List<CommitSha> commits, boolean isTruncated) {
            PushNode push = new PushNode(
                    UUID.randomUUID(),
                    "refs/heads/main",
                    before,
                    commits.getLast(),
                    false,
                    isTruncated,
                    null,
                    Instant.EPOCH,
                    commits,
                    false,
                    Set.of());
            commits.forEach(
                    sha -> listing.computeIfAbsent(sha, _ -> new ArrayList<>()).add(push));
        }

        @Override
        public List<PushNode> listing(CommitSha sha) {
            return listing.getOrDefault(sha, List.of());
        }

        @Override
        public void expectListings(Collection<CommitSha> shas) {}

        @Override
        public Optional<CommitSha> base(PushNode push) {
            return Optional.ofNullable(push.before());
        }

        @Override
        public Set<CommitSha> bases(PushNode push) {
            return Set.of();
        }

        @Override
        public List<PushNode> endingAt(String ref, CommitSha head) {
            return List.of();
        }

        @Override
        public void expect(Collection<Tip> tips) {}

        @Override
        public Set<CommitSha> takeRead() {
            return Set.of();
        }
    }

    private static final CommitGraph NO_GRAPH = new CommitGraph() {
        @Override
        public Optional<List<CommitSha>> parents(CommitSha sha) {
            return Optional.empty();
        }

        @Override
        public void forget(Collection<CommitSha> shas) {}

        @Override
        public Set<CommitSha> takeRead() {
            return Set.of();
        }
    };

    private static EarlierDeliveries earlier(Set<CommitSha> delivered) {
        return new EarlierDeliveries() {
            @Override
            public Set<CommitSha> certain(Collection<CommitSha> shas) {
                Set<CommitSha> found = new HashSet<>(shas);
                found.retainAll(delivered);
                return found;
            }

            @Override
            public Set<CommitSha> possible(Collection<CommitSha> shas) {
                return Set.of();
            }
        };
    }

    private static LogicalDeployment deployed(CommitSha sha) {
        Attempt attempt = new Attempt(
                UUID.randomUUID(),
                Story.FORGE,
                "s",
                "1",
                "production",
                sha,
                null,
                null,
                false,
                null,
                Instant.EPOCH,
                null,
                null);
        return new LogicalDeployment(attempt, List.of(), List.of(), DeploymentKind.FORWARD, false);
    }

    @Test
    void takesNothingForNewThatItRemembersWhenItForgets() {
        CommitSha base = Story.sha("base");
        CommitSha fix = Story.sha("fix");
        List<CommitSha> many = new ArrayList<>(
                IntStream.range(0, 60_000).mapToObj(i -> Story.sha("c" + i)).toList());
        many.add(1, fix);
        pushes.add(base, many);
        pushes.add(many.getLast(), List.of(fix, Story.sha("next")));
        DeliveredCommits commits = new DeliveredCommits(
                NO_GRAPH, pushes, earlier(Set.of(base, fix)), shas -> Set.of(), HiddenCommits.none());

        Link first = commits.link(deployed(many.getLast()));
        Link second = commits.link(deployed(Story.sha("next")));

        assertThat(first.certain()).hasSize(60_000).doesNotContain(fix, base);
        assertThat(second.certain()).containsExactly(Story.sha("next"));
    }

    @Test
    void flagsTheFirstThatReachesATruncatedPushAndWhatMayHaveBeenHiddenInIt() {
        CommitSha root = Story.sha("root");
        pushes.add(root, List.of(Story.sha("c"), Story.sha("d")), true);
        pushes.add(Story.sha("d"), List.of(Story.sha("e")));
        pushes.add(root, List.of(Story.sha("old")));
        pushes.add(root, List.of(Story.sha("young")));
        HiddenCommits hidden = HiddenCommits.after(List.of(), DeliveredCommitsTest::times);
        DeliveredCommits commits =
                new DeliveredCommits(NO_GRAPH, pushes, earlier(Set.of(root)), shas -> Set.of(), hidden);

        assertThat(certainties(commits, "d", "e", "old", "young"))
                .containsExactly(
                        Link.Certainty.AMBIGUOUS, Link.Certainty.EXACT, Link.Certainty.AMBIGUOUS, Link.Certainty.EXACT);
        assertThat(hidden.news()).extracting(HiddenCommits.Reached::until).containsExactly(Instant.ofEpochSecond(10));
    }

    @Test
    void goesOnFromWhatEarlierDeploymentsReached() {
        CommitSha root = Story.sha("root");
        pushes.add(root, List.of(Story.sha("old")));
        HiddenCommits hidden = HiddenCommits.after(
                List.of(new HiddenCommits.Reached(UUID.randomUUID(), UUID.randomUUID(), Instant.ofEpochSecond(10))),
                DeliveredCommitsTest::times);

        assertThat(certainties(
                        new DeliveredCommits(NO_GRAPH, pushes, earlier(Set.of(root)), shas -> Set.of(), hidden), "old"))
                .containsExactly(Link.Certainty.AMBIGUOUS);
        assertThat(hidden.news()).isEmpty();
    }

    @Test
    void entersATruncatedPushInItsMiddleOnlyWhereNoOtherTellsMore() {
        CommitSha root = Story.sha("root");
        pushes.add(root, List.of(Story.sha("a"), Story.sha("c")));
        pushes.add(root, List.of(Story.sha("c"), Story.sha("d")), true);
        HiddenCommits hidden = HiddenCommits.after(List.of(), DeliveredCommitsTest::times);
        DeliveredCommits commits =
                new DeliveredCommits(NO_GRAPH, pushes, earlier(Set.of(root)), shas -> Set.of(), hidden);

        assertThat(certainties(commits, "c", "d")).containsExactly(Link.Certainty.EXACT, Link.Certainty.AMBIGUOUS);
    }

    private static List<Link.Certainty> certainties(DeliveredCommits commits, String... words) {
        return Stream.of(words)
                .map(word -> commits.link(deployed(Story.sha(word))).certainty())
                .toList();
    }

    /** When some commits were written, in seconds. */
    private static Map<CommitSha, Instant> times(Collection<CommitSha> shas) {
        Map<CommitSha, Instant> times = new HashMap<>();
        Map.of("old", 10, "c", 10, "d", 11, "young", 11, "e", 12).forEach((word, second) -> {
            if (shas.contains(Story.sha(word))) {
                times.put(Story.sha(word), Instant.ofEpochSecond(second));
            }
        });
        return times;
    }
}
