package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One deployment as one or several sources report it (definitions 1.2): the same commit in the same environment, from sources that differ,
 * within ten minutes. It succeeded when the first of them says so; everything else comes from the most reliable source.
 *
 * @param attempt the deployment, under the id of the most reliable source
 * @param others what the other sources reported
 */
record Reports(Attempt attempt, List<Attempt> others) {

    /** Most reliable first; of several equally reliable ones the one that was first, never at random. */
    private static final Comparator<Attempt> BEST_FIRST = Comparator.comparing(
                    (Attempt attempt) -> attempt.source().precedence())
            .thenComparing(Attempt.IN_ORDER)
            .thenComparing(attempt -> attempt.source().name());

    private record Place(CommitSha sha, String environment) {}

    /**
     * @param attempts in any order; the result is in order of the first success
     * @param window how far apart the sources may see the success; zero when each reports separate deployments
     */
    static List<Reports> of(List<Attempt> attempts, Duration window) {
        List<List<Attempt>> groups = new ArrayList<>();
        Map<Place, List<List<Attempt>>> byPlace = new HashMap<>();
        for (Attempt attempt : attempts.stream().sorted(Attempt.IN_ORDER).toList()) {
            List<List<Attempt>> open = attempt.sha() == null || window.isZero()
                    ? new ArrayList<>()
                    : byPlace.computeIfAbsent(new Place(attempt.sha(), attempt.environment()), _ -> new ArrayList<>());
            open.stream()
                    .filter(group -> takes(group, attempt, window))
                    .findFirst()
                    .ifPresentOrElse(group -> group.add(attempt), () -> {
                        List<Attempt> group = new ArrayList<>(List.of(attempt));
                        open.add(group);
                        groups.add(group);
                    });
        }
        return groups.stream()
                .map(Reports::merged)
                .sorted(Comparator.comparing(Reports::attempt, Attempt.IN_ORDER))
                .toList();
    }

    /** A source that reports it a second time means another deployment. */
    private static boolean takes(List<Attempt> group, Attempt attempt, Duration window) {
        return group.stream().noneMatch(other -> other.source().equals(attempt.source()))
                && !attempt.succeededAt().isAfter(group.getFirst().succeededAt().plus(window));
    }

    /** What one source does not say may be known from another: a digest, the run, that it is a rollback. */
    private static Reports merged(List<Attempt> group) {
        if (group.size() == 1) {
            return new Reports(group.getFirst(), List.of());
        }
        List<Attempt> bestFirst = group.stream().sorted(BEST_FIRST).toList();
        Attempt best = bestFirst.getFirst();
        Attempt whole = new Attempt(
                best.id(),
                best.source(),
                repository(bestFirst),
                best.externalId(),
                best.environment(),
                best.sha(),
                first(bestFirst, Attempt::digest),
                first(bestFirst, Attempt::rollout),
                group.stream().anyMatch(Attempt::isRollback),
                group.stream()
                        .map(Attempt::beganAt)
                        .filter(Objects::nonNull)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                group.getFirst().succeededAt(),
                best.failedAt(),
                best.succeededAgainAt());
        return new Reports(whole, bestFirst.subList(1, bestFirst.size()));
    }

    private static @Nullable String first(List<Attempt> bestFirst, Function<Attempt, @Nullable String> part) {
        return bestFirst.stream()
                .<Optional<String>>map(attempt -> Optional.ofNullable(part.apply(attempt)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** That of a source that knows commits: others may only name the service. */
    private static String repository(List<Attempt> bestFirst) {
        return bestFirst.stream()
                .filter(attempt -> attempt.source().knowsCommits())
                .findFirst()
                .orElse(bestFirst.getFirst())
                .repository();
    }
}
