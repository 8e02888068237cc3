package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which earlier deployments' commits a deployment lacks: those of a version that was rolled back, or of a branch that was not
 * merged. It follows from where its walk met the earlier ones, without walking any further. Anything that it contains and the previous one
 * lacks was delivered again. Deployments are processed in order, each once.
 */
public final class Containment {

    /** Limit beyond which it is unknown: they are written with every later deployment. */
    private static final int MOST_LACKED = 100;

    private final List<LogicalDeployment> history;
    private final boolean isWhole;
    private final Deliverers deliverers;
    private final Map<UUID, Integer> places = new HashMap<>();
    private final Map<Version, Integer> latestRuns = new HashMap<>();
    private final Map<String, Integer> previous = new HashMap<>();
    private final Set<Integer> firstRuns = new HashSet<>();
    private final Map<Integer, Optional<List<UUID>>> lacks = new HashMap<>();
    private int next;
    private boolean isMoreNeeded;

    /** Finds the deployments that certainly delivered some commits. */
    public interface Deliverers {

        Set<UUID> of(Collection<CommitSha> shas);
    }

    private record Version(String repository, CommitSha sha) {}

    /**
     * Where the walk of a deployment met earlier ones.
     *
     * @param isExact whether it is known exactly
     * @param met the commits that they delivered
     */
    public record Meeting(boolean isExact, Set<CommitSha> met) {

        public static Meeting of(Link link) {
            boolean isExact = link.certainty() == Link.Certainty.EXACT || link.certainty() == Link.Certainty.INITIAL;
            return new Meeting(isExact && !link.continuesSomewhere(), link.reached());
        }
    }

    /**
     * Which earlier deliveries in its repository a deployment contains.
     *
     * @param lacks the deployments whose commits it does not contain at all, in order; null when unknown
     * @param again those whose commits it contains and the previous deployment lacks, in order; null when unknown
     */
    public record Contained(
            @Nullable List<UUID> lacks, @Nullable List<UUID> again) {

        private static final Contained UNKNOWN = new Contained(null, null);

        /** Whether it contains everything, and so did the previous one. */
        public boolean isEverything() {
            return lacks != null && lacks.isEmpty() && again != null && again.isEmpty();
        }
    }

    /**
     * @param history in order, or the end of it
     * @param from the place of the first deployment that will be asked for
     * @param lacks what those before it lack, for those that lack something; empty when unknown
     */
    public Containment(
            List<LogicalDeployment> history,
            int from,
            boolean isWhole,
            Map<UUID, Optional<List<UUID>>> lacks,
            Deliverers deliverers) {
        this.history = history;
        this.isWhole = isWhole;
        this.deliverers = deliverers;
        for (int place = 0; place < history.size(); place++) {
            places.put(history.get(place).id(), place);
        }
        while (next < from) {
            pass(lacks.getOrDefault(history.get(next).id(), Optional.of(List.of())));
        }
    }

    /** Whether the end of the history was not enough: then the answers mean nothing. */
    public boolean isMoreNeeded() {
        return isMoreNeeded;
    }

    /** What the next deployment contains. */
    public Contained next(Meeting meeting) {
        LogicalDeployment deployment = history.get(next);
        Integer before = previous.get(deployment.first().repository());
        Optional<List<UUID>> lacked = lacked(deployment, meeting);
        Optional<List<UUID>> missed =
                before == null ? Optional.of(List.of()) : Objects.requireNonNull(lacks.get(before));
        pass(lacked);
        if (lacked.isEmpty()) {
            return Contained.UNKNOWN;
        }
        List<UUID> still = lacked.get();
        return new Contained(
                still,
                missed.map(some ->
                                some.stream().filter(id -> !still.contains(id)).toList())
                        .orElse(null));
    }

    private Optional<List<UUID>> lacked(LogicalDeployment deployment, Meeting meeting) {
        if (deployment.sha() == null || !meeting.isExact) {
            return Optional.empty();
        }
        String repository = deployment.first().repository();
        List<Integer> met = meeting.met.stream()
                .map(sha -> latestRuns.get(new Version(repository, sha)))
                .filter(Objects::nonNull)
                .toList();
        int latest = met.stream().mapToInt(place -> place).max().orElse(-1);
        if (latest < 0 && !isWhole) {
            isMoreNeeded = true;
            return Optional.empty();
        }
        Optional<List<UUID>> byLatest = lackedBy(latest);
        List<UUID> since = ranFirstAfter(latest, repository);
        if (isMoreNeeded) {
            return Optional.empty();
        }
        if (byLatest.isEmpty() || byLatest.get().isEmpty() && since.isEmpty()) {
            return byLatest;
        }
        List<UUID> lacked = Stream.concat(byLatest.get().stream(), since.stream())
                .filter(id -> met.stream().allMatch(place -> isLackedBy(place, id)))
                .toList();
        if (lacked.size() > MOST_LACKED || !containsNoPart(meeting, lacked)) {
            return Optional.empty();
        }
        return lacked.equals(byLatest.get()) ? byLatest : Optional.of(lacked); // one list for all that lack the same
    }

    /** A deployment that meets no other contains nothing of any. */
    private Optional<List<UUID>> lackedBy(int place) {
        return place < 0 ? Optional.of(List.of()) : Objects.requireNonNull(lacks.get(place));
    }

    /** For a rollback, the end of a history does not show whether its version ran before. */
    private List<UUID> ranFirstAfter(int place, String repository) {
        List<Integer> first = IntStream.range(place + 1, next)
                .filter(firstRuns::contains)
                .filter(other -> history.get(other).first().repository().equals(repository))
                .boxed()
                .toList();
        isMoreNeeded |=
                !isWhole && first.stream().anyMatch(other -> history.get(other).kind() == DeploymentKind.ROLLBACK);
        return first.stream().map(other -> history.get(other).id()).toList();
    }

    /** In doubt it is: then it shows as a partial one, if it matters. */
    private boolean isLackedBy(int place, UUID id) {
        return places.getOrDefault(id, -1) > place
                || lackedBy(place).map(some -> some.contains(id)).orElse(true);
    }

    /** If it meets a deployment in its middle, and nothing else that contains that, it has some but not all of its commits. */
    private boolean containsNoPart(Meeting meeting, List<UUID> lacked) {
        boolean containsNone =
                lacked.isEmpty() || deliverers.of(meeting.met).stream().noneMatch(lacked::contains);
        isMoreNeeded |= !containsNone && !isWhole;
        return containsNone;
    }

    private void pass(Optional<List<UUID>> lacked) {
        LogicalDeployment deployment = history.get(next);
        lacks.put(next, lacked);
        String repository = deployment.first().repository();
        boolean isFirst = deployment.sha() != null
                && latestRuns.put(new Version(repository, deployment.sha()), next) == null
                && deployment.counts()
                && !deployment.isRedelivered();
        if (isFirst) {
            firstRuns.add(next);
        }
        previous.put(repository, next);
        next++;
    }
}
