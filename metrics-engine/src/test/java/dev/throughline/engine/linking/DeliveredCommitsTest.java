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
import org.junit.jupiter.api.Test;

class DeliveredCommitsTest {

    private final Pushes pushes = new Pushes();

    /** Pushes to one branch after the other, asked for in memory. */
    private static final class Pushes implements PushGraph {

        private final Map<CommitSha, List<PushNode>> listing = new HashMap<>();

        void add(CommitSha before, List<CommitSha> commits) {
            PushNode push = new PushNode(
                    UUID.randomUUID(),
                    "refs/heads/main",
                    before,
                    commits.getLast(),
                    false,
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
                "github",
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
        DeliveredCommits commits = new DeliveredCommits(NO_GRAPH, pushes, earlier(Set.of(base, fix)), shas -> Set.of());

        Link first = commits.link(deployed(many.getLast()));
        Link second = commits.link(deployed(Story.sha("next")));

        assertThat(first.certain()).hasSize(60_000).doesNotContain(fix, base);
        assertThat(second.certain()).containsExactly(Story.sha("next"));
    }
}
