package dev.throughline.engine.linking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Containment.Contained;
import dev.throughline.engine.linking.Containment.Meeting;
import dev.throughline.engine.story.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Histories made at random, with branches, merges, rollbacks and redeploys, held against whole sets of commits. */
class ContainmentTest {

    private static final int COMMITS = 40;
    private static final int DEPLOYMENTS = 25;

    private final Random random = new Random(20261122);
    private List<List<Integer>> parents = List.of();
    private List<LogicalDeployment> history = List.of();
    private final List<Set<Integer>> delivered = new ArrayList<>();
    private final List<Meeting> meetings = new ArrayList<>();

    private void make() {
        parents = new ArrayList<>(List.of(List.of()));
        for (int i = 1; i < COMMITS; i++) {
            int first = Math.max(0, i - 1 - (random.nextInt(8) == 0 ? random.nextInt(4) : 0));
            int second = random.nextInt(i);
            parents.add(random.nextInt(5) == 0 && second != first ? List.of(first, second) : List.of(first));
        }
        List<Attempt> attempts = new ArrayList<>();
        List<Integer> deployed = new ArrayList<>(List.of(0));
        int head = 0;
        for (int i = 0; i < DEPLOYMENTS; i++) {
            int commit = Math.min(COMMITS - 1, head + random.nextInt(4));
            if (random.nextInt(6) == 0) {
                commit = deployed.get(random.nextInt(deployed.size()));
            } else if (random.nextInt(40) == 0) {
                commit = random.nextInt(head + 1);
            }
            deployed.add(commit);
            head = Math.max(head, commit);
            attempts.add(new Attempt(
                    new UUID(0, i),
                    Story.FORGE,
                    "s",
                    "%02d".formatted(i),
                    "production",
                    Story.sha("c" + commit),
                    null,
                    null,
                    random.nextInt(12) == 0,
                    null,
                    Instant.EPOCH.plusSeconds(i * 1_000_000L),
                    null,
                    null));
        }
        history = ProductionHistory.of(attempts, RolloutOptions.DEFAULT);
        delivered.clear();
        meetings.clear();
        Set<Integer> before = new HashSet<>();
        for (LogicalDeployment deployment : history) {
            Set<Integer> fresh = new HashSet<>();
            Set<Integer> met = new LinkedHashSet<>();
            walk(commit(deployment), before, fresh, met);
            before.addAll(fresh);
            delivered.add(fresh);
            meetings.add(
                    new Meeting(true, met.stream().map(i -> Story.sha("c" + i)).collect(Collectors.toSet())));
        }
    }

    private static int commit(LogicalDeployment deployment) {
        return IntStream.range(0, COMMITS)
                .filter(i -> Story.sha("c" + i).equals(deployment.sha()))
                .findFirst()
                .orElseThrow();
    }

    private void walk(int commit, Set<Integer> before, Set<Integer> fresh, Set<Integer> met) {
        if (before.contains(commit)) {
            met.add(commit);
        } else if (fresh.add(commit)) {
            parents.get(commit).forEach(parent -> walk(parent, before, fresh, met));
        }
    }

    private Set<Integer> reachable(int commit) {
        Set<Integer> reached = new HashSet<>();
        walk(commit, Set.of(), reached, new HashSet<>());
        return reached;
    }

    private Set<UUID> deliverers(Collection<CommitSha> shas, int before) {
        return IntStream.range(0, before)
                .filter(place -> delivered.get(place).stream().anyMatch(i -> shas.contains(Story.sha("c" + i))))
                .mapToObj(place -> history.get(place).id())
                .collect(Collectors.toSet());
    }

    private List<Contained> whole() {
        Containment containment = new Containment(history, 0, true, Map.of(), shas -> deliverers(shas, history.size()));
        return meetings.stream().map(containment::next).toList();
    }

    @Test
    void saysWhatWholeSetsOfCommitsSay() {
        int known = 0;
        int again = 0;
        for (int tries = 0; tries < 400; tries++) {
            make();
            List<Contained> contained = whole();
            for (int place = 1; place < history.size(); place++) {
                Set<Integer> has = reachable(commit(history.get(place)));
                Set<Integer> had = reachable(commit(history.get(place - 1)));
                List<UUID> lacks = contained.get(place).lacks();
                if (lacks != null) {
                    for (int other = 0; other < place; other++) {
                        boolean isLacked = lacks.contains(history.get(other).id());
                        assertThat(has.stream()
                                        .filter(delivered.get(other)::contains)
                                        .count())
                                .as("of %d in %d", other, place)
                                .isEqualTo(isLacked ? 0 : delivered.get(other).size());
                    }
                }
                List<UUID> redelivered = contained.get(place).again();
                if (redelivered != null) {
                    known++;
                    again += redelivered.size();
                    Set<Integer> expected = new HashSet<>(has);
                    expected.removeAll(had);
                    expected.removeAll(delivered.get(place));
                    Set<Integer> found = new HashSet<>();
                    redelivered.forEach(id -> found.addAll(delivered.get((int) id.getLeastSignificantBits())));
                    assertThat(found).as("again in %d", place).isEqualTo(expected);
                }
            }
        }
        assertThat(known).as("of %d", 400 * DEPLOYMENTS).isGreaterThan(400 * DEPLOYMENTS / 2);
        assertThat(again).isGreaterThan(500);
    }

    @Test
    void saysTheSameOfTheEndAloneOrThatItNeedsMore() {
        int told = 0;
        for (int tries = 0; tries < 2000; tries++) {
            make();
            List<Contained> contained = whole();
            int start = 1 + random.nextInt(DEPLOYMENTS / 2);
            int from = start + 1 + random.nextInt(DEPLOYMENTS - start - 1);
            Map<UUID, Optional<List<UUID>>> lacks = new HashMap<>();
            for (int place = start; place < from; place++) {
                List<UUID> lacked = contained.get(place).lacks();
                if (lacked == null || !lacked.isEmpty()) {
                    lacks.put(history.get(place).id(), Optional.ofNullable(lacked));
                }
            }
            Containment end = new Containment(
                    history.subList(start, history.size()),
                    from - start,
                    false,
                    lacks,
                    shas -> deliverers(shas, history.size()));
            List<Contained> found = IntStream.range(from, history.size())
                    .mapToObj(place -> end.next(meetings.get(place)))
                    .toList();
            if (!end.isMoreNeeded()) {
                told++;
                assertThat(found).isEqualTo(contained.subList(from, history.size()));
            }
        }
        assertThat(told).as("told by the end alone").isGreaterThan(500);
    }
}
