package dev.throughline.engine.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.story.Story;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Histories made at random, with branches, merges, rollbacks, redeploys, failed attempts and failures after a success, held against
 * a model that knows no shortcut: it looks at every commit and every deployment each time.
 */
class RandomHistoryIT {

    /**
     * A commit.
     *
     * @param first where to look for its first parent among the earlier ones; of the very first it is none
     * @param second the same for a second parent; less than 0 for none
     * @param authoredAfter minutes
     */
    record Written(int first, int second, int authoredAfter) {}

    /** What becomes of an attempt to deploy. */
    enum End {
        SUCCESS,
        FAILURE,
        FAILURE_THEN_SUCCESS,
        SUCCESS_THEN_FAILURE,
        IN_STAGING
    }

    /**
     * An attempt.
     *
     * @param commit where to look for what it deploys
     * @param pause minutes since the one before; 0 for the same second
     */
    record Attempted(int commit, int pause, End end) {}

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void isWhatTheModelSays(
            @ForAll("commits") List<Written> commits,
            @ForAll("attempts") List<Attempted> attempts,
            @ForAll boolean isPushed) {
        Model model = new Model(commits, attempts);
        Story story = model.story(isPushed);
        Engine engine = new Engine().upload(model.graph()).record(story.facts()).derive();

        Set<String> sampled = new HashSet<>();
        assertThat(engine.deployments()).hasSize(model.deployments.size());
        for (Model.Deployed expected : model.deployments) {
            Engine.Row row = engine.deployment(story, expected.id);
            assertThat(row.kind()).as("kind of %s", expected).isEqualTo(expected.kind);
            assertThat(row.failed()).as("%s failed", expected).isEqualTo(expected.failed);
            assertThat(row.rework()).as("%s is rework", expected).isEqualTo(expected.kind.equals("rollback"));
            assertThat(row.lead()).as("lead times of %s", expected).isEqualTo(expected.lead);
            assertThat(row.flags()).as("flags of %s", expected).doesNotContain("ambiguous", "unlinked");
            List<Engine.CommitRow> rows = engine.commits(story, expected.id);
            assertThat(rows.stream().map(Engine.CommitRow::sha))
                    .containsExactlyInAnyOrderElementsOf(expected.delivered);
            rows.stream()
                    .filter(commit -> commit.lead() != null)
                    .forEach(commit -> assertThat(sampled.add(commit.sha()))
                            .as("a second sample of %s", commit)
                            .isTrue());
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void isTheSameInAnyOrderAndAnyNumber(
            @ForAll("commits") List<Written> commits,
            @ForAll("attempts") List<Attempted> attempts,
            @ForAll boolean isPushed,
            @ForAll Random random) {
        Model model = new Model(commits, attempts);
        Story story = model.story(isPushed);
        List<String> samples = new Engine()
                .upload(model.graph())
                .record(story.facts())
                .derive()
                .everything();

        List<List<Fact>> pieces = pieces(story.facts());
        pieces.addAll(List.copyOf(pieces));
        Collections.shuffle(pieces, random);
        List<GraphCommit> graph = new ArrayList<>(model.graph());
        Collections.shuffle(graph, random);
        int graphAfter = random.nextInt(pieces.size() + 1);
        Engine engine = new Engine();
        for (int i = 0; i <= pieces.size(); i++) {
            if (i == graphAfter) {
                engine.upload(graph);
            }
            if (i < pieces.size()) {
                engine.record(pieces.get(i));
            }
            if (random.nextInt(3) == 0) {
                engine.derive();
            }
        }

        assertThat(engine.derive().everything()).isEqualTo(samples);
    }

    /** A status cannot come without its deployment, as no source sends one so. */
    private static List<List<Fact>> pieces(List<Fact> facts) {
        List<List<Fact>> pieces = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof DeploymentStatus status) {
                facts.stream()
                        .filter(other -> other instanceof Deployment deployment
                                && deployment.key().equals(status.deployment()))
                        .findFirst()
                        .ifPresent(deployment -> pieces.add(List.of(deployment, status)));
            } else if (!(fact instanceof Deployment)) {
                pieces.add(List.of(fact));
            }
        }
        return pieces;
    }

    @Provide
    Arbitrary<List<Written>> commits() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(-30, 20),
                        Arbitraries.integers().between(0, 600))
                .as(Written::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(14);
    }

    @Provide
    Arbitrary<List<Attempted>> attempts() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 6).map(tens -> 10 * tens),
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(6, End.SUCCESS),
                                net.jqwik.api.Tuple.of(1, End.FAILURE),
                                net.jqwik.api.Tuple.of(1, End.FAILURE_THEN_SUCCESS),
                                net.jqwik.api.Tuple.of(1, End.SUCCESS_THEN_FAILURE),
                                net.jqwik.api.Tuple.of(1, End.IN_STAGING)))
                .as(Attempted::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(9);
    }

    /** The definitions, word by word, over all commits and all deployments. */
    private static final class Model {

        private static final LocalDateTime START = LocalDateTime.parse("2025-06-02T00:00:00");

        private final List<Written> commits;
        private final List<Attempted> attempts;
        private final List<Deployed> deployments = new ArrayList<>();

        /** A success in production, as it should be. */
        private static final class Deployed {
            private final String id;
            private final int commit;
            private final LocalDateTime at;
            private final boolean isBroken;
            private String kind = "";
            private boolean failed;
            private final Set<String> delivered = new TreeSet<>();
            private final List<Integer> lead = new ArrayList<>();

            private Deployed(String id, int commit, LocalDateTime at, boolean isBroken) {
                this.id = id;
                this.commit = commit;
                this.at = at;
                this.isBroken = isBroken;
            }

            @Override
            public String toString() {
                return "deployment " + id + " of c" + commit + " at " + at;
            }
        }

        Model(List<Written> commits, List<Attempted> attempts) {
            this.commits = commits;
            this.attempts = attempts;
            LocalDateTime at = START.plusHours(12);
            for (int i = 0; i < attempts.size(); i++) {
                Attempted attempt = attempts.get(i);
                at = at.plusMinutes(attempt.pause());
                int commit = attempt.commit() % commits.size();
                switch (attempt.end()) {
                    case SUCCESS -> deployments.add(new Deployed(id(i), commit, at, false));
                    case SUCCESS_THEN_FAILURE -> deployments.add(new Deployed(id(i), commit, at, true));
                    case FAILURE_THEN_SUCCESS -> deployments.add(new Deployed(id(i), commit, at.plusMinutes(1), false));
                    case FAILURE, IN_STAGING -> {}
                }
            }
            deployments.sort((a, b) -> a.at.equals(b.at) ? a.id.compareTo(b.id) : a.at.compareTo(b.at));
            for (int i = 0; i < deployments.size(); i++) {
                conclude(i);
            }
        }

        private static String id(int attempt) {
            return "d" + (char) ('a' + attempt);
        }

        private void conclude(int index) {
            Deployed deployed = deployments.get(index);
            deployed.kind = kind(index);
            Set<Integer> earlier = new HashSet<>();
            deployments.subList(0, index).forEach(other -> earlier.addAll(reachable(other.commit)));
            for (int commit : reachable(deployed.commit)) {
                if (!earlier.contains(commit)) {
                    deployed.delivered.add(Story.sha("c" + commit).value());
                    if (index > 0 && parents(commit).size() < 2) {
                        long seconds = java.time.Duration.between(authorAt(commit), deployed.at)
                                .toSeconds();
                        deployed.lead.add((int) Math.max(0, seconds));
                    }
                }
            }
            Collections.sort(deployed.lead);
            if (deployed.kind.equals("rollback")) {
                blame(index);
            }
            if (deployed.isBroken) {
                int repeated = index;
                while (deployments.get(repeated).kind.equals("redeploy")) {
                    repeated--;
                }
                deployments.get(repeated).failed = true;
            }
        }

        private String kind(int index) {
            int commit = deployments.get(index).commit;
            if (index == 0) {
                return "initial";
            }
            int current = deployments.get(index - 1).commit;
            if (current == commit) {
                return "redeploy";
            }
            int first = firstOf(commit);
            return first < index && first < firstOf(current) ? "rollback" : "forward";
        }

        private int firstOf(int commit) {
            int first = 0;
            while (deployments.get(first).commit != commit) {
                first++;
            }
            return first;
        }

        /** The first member of D after the latest run of what is rolled back to. */
        private void blame(int rollback) {
            int run = rollback - 1;
            while (deployments.get(run).commit != deployments.get(rollback).commit) {
                run--;
            }
            int next = run + 1;
            while (deployments.get(next).kind.equals("redeploy")) {
                next++;
            }
            deployments.get(next).failed = true;
        }

        private Set<Integer> reachable(int commit) {
            Set<Integer> reached = new HashSet<>(Set.of(commit));
            parents(commit).forEach(parent -> reached.addAll(reachable(parent)));
            return reached;
        }

        private List<Integer> parents(int commit) {
            if (commit == 0) {
                return List.of();
            }
            int first = commit - 1 - commits.get(commit).first() % Math.min(commit, 3);
            int second = commits.get(commit).second();
            return second < 0 || second % commit == first ? List.of(first) : List.of(first, second % commit);
        }

        private LocalDateTime authorAt(int commit) {
            return START.plusMinutes(commits.get(commit).authoredAfter() + 10L * commit);
        }

        private static Instant utc(LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }

        List<GraphCommit> graph() {
            List<GraphCommit> graph = new ArrayList<>();
            for (int i = 0; i < commits.size(); i++) {
                graph.add(new GraphCommit(
                        "acme/random",
                        Story.sha("c" + i),
                        parents(i).stream()
                                .map(parent -> Story.sha("c" + parent))
                                .toList(),
                        utc(authorAt(i)),
                        utc(authorAt(i))));
            }
            return graph;
        }

        /** The facts; with pushes, they are one push of everything, long after it was written: it tells nothing new. */
        Story story(boolean isPushed) {
            Story story = new Story("acme/random");
            if (isPushed) {
                Commit[] listed = new Commit[commits.size()];
                for (int i = 0; i < listed.length; i++) {
                    String time = authorAt(i).toString();
                    listed[i] = parents(i).size() < 2 ? Story.commit("c" + i, time) : Story.merge("c" + i, time);
                }
                story.push("main", null, "2025-06-04T00:00", listed);
            }
            LocalDateTime at = START.plusHours(12);
            for (int i = 0; i < attempts.size(); i++) {
                Attempted attempt = attempts.get(i);
                at = at.plusMinutes(attempt.pause());
                String word = "c" + attempt.commit() % commits.size();
                switch (attempt.end()) {
                    case SUCCESS -> story.deploy(id(i), word, at.toString());
                    case FAILURE -> story.failToDeploy(id(i), word, at.toString());
                    case FAILURE_THEN_SUCCESS ->
                        story.failToDeploy(id(i), word, at.toString())
                                .deploy(id(i), word, at.plusMinutes(1).toString());
                    case SUCCESS_THEN_FAILURE ->
                        story.deploy(id(i), word, at.toString())
                                .failToDeploy(id(i), word, at.plusMinutes(1).toString());
                    case IN_STAGING -> story.deploy(id(i), word, "staging", at.toString());
                }
            }
            return story;
        }
    }
}
