package dev.throughline.engine.attribution;

import dev.throughline.engine.linking.LogicalDeployment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people say about the deployments of a service. If they say different things about the parts of one rollout, or about a deployment
 * and its redeploys, <em>false</em> wins: a person's false wins over everything.
 */
final class Rulings {

    private final DeploymentSequence history;
    private final Map<UUID, Ruling> byDeployment;

    Rulings(DeploymentSequence history, Map<UUID, Ruling> byDeployment) {
        this.history = history;
        this.byDeployment = byDeployment;
    }

    /** Rule 1: a person says that a deployment failed. Said about a redeploy, it passes to what that repeats, like all evidence. */
    Stream<Evidence> evidence() {
        return ruled(Ruling::failed, true).map(id -> new Evidence(id, Evidence.Rule.EXPLICIT, null, null, null));
    }

    /** The evidence without that against deployments that did not fail according to a person. */
    List<Evidence> upheld(List<Evidence> evidence) {
        Set<UUID> cleared = ruled(Ruling::failed, false).collect(Collectors.toSet());
        return evidence.stream()
                .filter(piece -> !cleared.contains(piece.deployment()))
                .toList();
    }

    /**
     * The unplanned ones, taking into account what people and sources say. What they say about a redeploy, which is not a member of D, says
     * nothing about D.
     */
    Set<UUID> unplanned(Set<UUID> byRule) {
        Set<UUID> unplanned = new HashSet<>(byRule);
        history.deployments().stream()
                .filter(LogicalDeployment::counts)
                .forEach(deployment -> word(deployment, Ruling::unplanned)
                        .or(() -> word(deployment, Ruling::reportedUnplanned))
                        .ifPresent(isUnplanned -> {
                            if (isUnplanned) {
                                unplanned.add(deployment.id());
                            } else {
                                unplanned.remove(deployment.id());
                            }
                        }));
        return unplanned;
    }

    private Stream<UUID> ruled(Function<Ruling, @Nullable Boolean> part, boolean wanted) {
        return history.deployments().stream()
                .filter(deployment ->
                        word(deployment, part).filter(word -> word == wanted).isPresent())
                .map(LogicalDeployment::id)
                .map(history::member)
                .flatMap(Optional::stream)
                .map(LogicalDeployment::id);
    }

    private Optional<Boolean> word(LogicalDeployment deployment, Function<Ruling, @Nullable Boolean> part) {
        List<Boolean> words = deployment
                .attempts()
                .map(attempt -> part.apply(byDeployment.getOrDefault(attempt.id(), Ruling.NONE)))
                .filter(Objects::nonNull)
                .toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(!words.contains(false));
    }
}
