package dev.throughline.server.forge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository of any number of pull requests that are made when they are asked for, for benchmarks: each has one commit and
 * is merged by a merge commit an hour after the one before. Every tenth is deployed. Nothing of it can be changed.
 */
public final class LargeRepository {

    private static final Instant START = Instant.parse("2015-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(1);
    private static final int PER_DEPLOYMENT = 10;
    private static final int ISSUES_AFTER = 1_000;

    private LargeRepository() {}

    /**
     * Its issues, one per thousand pull requests, have the numbers behind those.
     *
     * @param pulls how many pull requests
     */
    public static ForgeRepository of(long id, String fullName, int pulls) {
        Instant end = at(pulls);
        ForgeRepository.About about =
                new ForgeRepository.About(fullName, "main", true, false, false, List.of(), START, end);
        Person person = Person.named("ada");
        int issues = pulls / ISSUES_AFTER;
        ForgeRepository repository = new ForgeRepository(
                id,
                about,
                new History(pulls, person),
                new LazyTable<>(pulls, number -> pull(id, fullName, person, number)),
                new OffsetIssues(pulls, issues, person),
                new LazyTable<>(
                        pulls + issues,
                        number -> number <= pulls ? pull(id, fullName, person, number) : issue(pulls, number, person)),
                new LazyTable<>(pulls / PER_DEPLOYMENT, number -> deployment(number, person)));
        repository.branch("main", merge(pulls));
        return repository;
    }

    private static Instant at(int number) {
        return START.plus(STEP.multipliedBy(number));
    }

    private static String merge(int number) {
        return "%08x".formatted(number) + "a".repeat(32);
    }

    private static String head(int number) {
        return "%08x".formatted(number) + "b".repeat(32);
    }

    private static Pull pull(long repository, String fullName, Person person, int number) {
        Instant mergedAt = at(number);
        return new Pull(
                number * 10L,
                number,
                "Pull " + number,
                "What it is about",
                person,
                false,
                List.of("feature"),
                mergedAt.minus(STEP.dividedBy(2)),
                mergedAt,
                mergedAt,
                mergedAt,
                merge(number),
                null,
                new Pull.Head("topic-" + number, head(number), repository, fullName),
                "main",
                merge(number - 1),
                List.of(),
                List.of());
    }

    private static Issue issue(int pulls, int number, Person person) {
        Instant openedAt = at(pulls).plus(STEP.multipliedBy(number - pulls));
        return new Issue(
                number * 10L,
                number,
                "Incident " + number,
                "",
                person,
                List.of("incident"),
                openedAt,
                openedAt.plus(STEP),
                openedAt.plus(STEP),
                List.of(),
                false,
                false,
                "unknown");
    }

    private static Deployment deployment(int number, Person person) {
        Instant startedAt = at(number * PER_DEPLOYMENT).plusSeconds(60);
        return new Deployment(
                number,
                number,
                merge(number * PER_DEPLOYMENT),
                "main",
                "deploy",
                "production",
                "production",
                person,
                startedAt,
                (long) number,
                List.of(new Deployment.Status(number, "success", "production", startedAt.plusSeconds(300))));
    }

    private record OffsetIssues(int pulls, int size, Person person) implements Table<Issue> {

        @Override
        public List<Issue> by(Order order) {
            return new LazyTable.Rows<>(size, index -> issue(pulls, pulls + 1 + index, person));
        }

        @Override
        public @Nullable Issue find(long key) {
            return key > pulls && key <= pulls + size ? issue(pulls, (int) key, person) : null;
        }

        @Override
        public void put(Issue row) {
            throw new UnsupportedOperationException("made up by number");
        }

        @Override
        public void remove(long key) {
            throw new UnsupportedOperationException("made up by number");
        }
    }

    /** Merge 0 is the first commit; merge n has merge n-1 and head n as parents, head n has merge n-1. */
    private record History(int pulls, Person person) implements Commits {

        @Override
        public @Nullable Commit find(String sha) {
            int number = number(sha);
            if (sha.equals(merge(number)) && number <= pulls) {
                return mergeCommit(number);
            }
            return sha.equals(head(number)) && number >= 1 && number <= pulls ? headCommit(number) : null;
        }

        private static int number(String sha) {
            return sha.matches("[0-7][0-9a-f]{39}") ? Integer.parseInt(sha.substring(0, 8), 16) : 0;
        }

        private Commit mergeCommit(int number) {
            List<String> parents = number == 0 ? List.of() : List.of(merge(number - 1), head(number));
            return commit(merge(number), parents, at(number), "Merge pull request #" + number);
        }

        private Commit headCommit(int number) {
            return commit(
                    head(number), List.of(merge(number - 1)), at(number).minus(STEP.dividedBy(2)), "Change " + number);
        }

        private Commit commit(String sha, List<String> parents, Instant at, String message) {
            return new Commit(sha, parents, person, at, at, ZoneOffset.UTC, message, List.of("src/a.txt"));
        }

        @Override
        public List<Commit> log(String sha) {
            int number = number(sha);
            if (sha.equals(head(number))) {
                // it and what it stands on
                return new LazyTable.Rows<>(
                        2 * number, index -> index == 0 ? headCommit(number) : main(number - 1, index - 1));
            }
            return new LazyTable.Rows<>(2 * number + 1, index -> main(number, index));
        }

        /** From a merge back: merge n, head n, merge n-1, … */
        private Commit main(int number, int index) {
            int back = number - index / 2;
            return index % 2 == 0 ? mergeCommit(back) : headCommit(back);
        }

        @Override
        public List<Commit> range(String base, String head) {
            int from = number(base);
            int to = number(head);
            List<Commit> range = new ArrayList<>();
            for (int number = from + 1; number < to; number++) {
                range.add(headCommit(number));
                range.add(mergeCommit(number));
            }
            if (to > from) {
                range.add(headCommit(to));
                if (head.equals(merge(to))) {
                    range.add(mergeCommit(to));
                }
            }
            return range;
        }

        @Override
        public @Nullable Commit mergeBase(String one, String other) {
            return mergeCommit(Math.min(number(one), number(other)));
        }

        @Override
        public List<Commit> all() {
            return log(merge(pulls));
        }

        @Override
        public void put(Commit commit) {
            throw new UnsupportedOperationException("made up by number");
        }
    }
}
