package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The deployments of a service to production, in order, as the metrics count them (definitions 1.2). */
public final class ProductionHistory {

    /** How far apart the environments of one rollout may succeed. */
    public static final Duration ROLLOUT = Duration.ofHours(24);

    private ProductionHistory() {}

    /**
     * Merges several sources' reports of one deployment, groups deployments into rollouts and gives each its kind. If a service has several
     * repositories, each has its own live version and its own first deployment.
     *
     * @param attempts the successes in production, in any order
     */
    public static List<LogicalDeployment> of(List<Attempt> attempts, RolloutOptions options) {
        List<LogicalDeployment> history = new ArrayList<>();
        Map<Version, Integer> firstRuns = new HashMap<>();
        Map<String, Version> current = new HashMap<>();
        for (Rollout rollout : inOrder(rollouts(attempts, options), options.groupingAt())) {
            Attempt first = rollout.at(options.groupingAt());
            Version version = Version.of(first);
            DeploymentKind kind = kind(first, version, current.get(version.repository()), firstRuns);
            boolean ranBefore = first.isOfKnownVersion() && firstRuns.containsKey(version);
            history.add(new LogicalDeployment(
                    first,
                    rollout.merged.stream().sorted(Attempt.IN_ORDER).toList(),
                    List.copyOf(rollout.duplicates),
                    kind,
                    ranBefore && kind == DeploymentKind.FORWARD));
            firstRuns.putIfAbsent(version, history.size());
            current.put(version.repository(), version);
        }
        return history;
    }

    private static DeploymentKind kind(
            Attempt attempt, Version version, @Nullable Version current, Map<Version, Integer> firstRuns) {
        if (current == null) {
            return DeploymentKind.INITIAL;
        }
        if (attempt.isOfKnownVersion() && version.equals(current)) {
            return DeploymentKind.REDEPLOY;
        }
        if (attempt.isRollback() || attempt.isOfKnownVersion() && ranBefore(version, current, firstRuns)) {
            return DeploymentKind.ROLLBACK;
        }
        return DeploymentKind.FORWARD;
    }

    /** By the order of the history, in which two of the same second have their places too. */
    private static boolean ranBefore(Version version, Version current, Map<Version, Integer> firstRuns) {
        Integer first = firstRuns.get(version);
        Integer currentFirst = firstRuns.get(current);
        return first != null && currentFirst != null && first < currentFirst;
    }

    /**
     * One commit that goes to several environments within a day is one rollout. An environment that gets the commit a second time begins
     * another, because that is a redeploy or a rollback, unless one attempt of a run deployed it twice.
     */
    private static List<Rollout> rollouts(List<Attempt> attempts, RolloutOptions options) {
        List<Rollout> rollouts = new ArrayList<>();
        Map<Version, Rollout> latest = new HashMap<>();
        for (Rollout rollout : runs(Reports.of(attempts, options.dedupeWindow()))) {
            Version version = Version.of(rollout.first);
            Rollout open = latest.get(version);
            if (open != null && open.takes(rollout)) {
                open.add(rollout);
                continue;
            }
            rollouts.add(rollout);
            if (rollout.first.isOfKnownVersion() && options.grouping() == RolloutOptions.Grouping.SHA_WINDOW) {
                latest.put(version, rollout);
            }
        }
        return rollouts;
    }

    /** What one attempt of a run deployed, however many jobs it has and however long they waited: a rollout at its first success. */
    private static List<Rollout> runs(List<Reports> inOrder) {
        List<Rollout> rollouts = new ArrayList<>();
        Map<String, Rollout> byRun = new HashMap<>();
        for (Reports reports : inOrder) {
            Rollout rollout = new Rollout(reports);
            String run = reports.attempt().rollout();
            Rollout begun = run == null ? null : byRun.putIfAbsent(run, rollout);
            if (begun == null) {
                rollouts.add(rollout);
            } else {
                begun.add(rollout);
            }
        }
        return rollouts;
    }

    /** A rollout that counts once it has arrived everywhere may be overtaken by a later one. */
    private static List<Rollout> inOrder(List<Rollout> rollouts, RolloutOptions.GroupingAt at) {
        return switch (at) {
            case FIRST -> rollouts;
            case LAST ->
                rollouts.stream()
                        .sorted(Comparator.comparing(rollout -> rollout.at(at), Attempt.IN_ORDER))
                        .toList();
        };
    }

    /** What ran: the commit, and what was built or configured from it, if the source says so. */
    private record Version(
            String repository,
            @Nullable CommitSha sha,
            @Nullable String digest) {

        static Version of(Attempt attempt) {
            return new Version(attempt.repository(), attempt.sha(), attempt.digest());
        }
    }

    private static final class Rollout {

        private final Attempt first;
        private final List<Attempt> merged = new ArrayList<>();
        private final List<Attempt> duplicates;
        private final Set<String> environments = new HashSet<>();

        Rollout(Reports reports) {
            this.first = reports.attempt();
            this.duplicates = new ArrayList<>(reports.others());
            environments.add(first.environment());
        }

        boolean takes(Rollout later) {
            return Collections.disjoint(environments, later.environments)
                    && !later.first.succeededAt().isAfter(first.succeededAt().plus(ROLLOUT));
        }

        /** The first attempt, which represents the whole, at the time of the rollout. */
        Attempt at(RolloutOptions.GroupingAt at) {
            return switch (at) {
                case FIRST -> first;
                case LAST -> first.at(lastArrival());
            };
        }

        /** When it succeeded first in the environment that it reached last. */
        private Instant lastArrival() {
            Map<String, Instant> arrivals = new HashMap<>();
            Stream.concat(Stream.of(first), merged.stream())
                    .forEach(attempt -> arrivals.merge(
                            attempt.environment(),
                            attempt.succeededAt(),
                            (one, other) -> one.isBefore(other) ? one : other));
            return Collections.max(arrivals.values());
        }

        void add(Rollout later) {
            merged.add(later.first);
            merged.addAll(later.merged);
            duplicates.addAll(later.duplicates);
            environments.addAll(later.environments);
        }
    }
}
