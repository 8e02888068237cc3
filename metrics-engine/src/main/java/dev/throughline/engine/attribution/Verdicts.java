package dev.throughline.engine.attribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rules conclude about a service's production history.
 *
 * @param evidence why deployments are considered failed, in order
 * @param failures the deployments that failed, by id
 * @param rework the deployments that were unplanned remediation
 */
public record Verdicts(List<Evidence> evidence, Map<UUID, Failure> failures, Set<UUID> rework) {

    /** For deployments without any sign that they failed or repaired another. */
    public static final Verdicts NONE = new Verdicts(List.of(), Map.of(), Set.of());

    /** Every rule of evidence, each after the stronger ones. */
    static List<EvidenceRule> rules(AttributionOptions options) {
        return List.of(
                new ExplicitFailure(),
                new DeclaredCause(),
                new RollbackRule(options.blame()),
                new RevertRule(),
                new HotfixRule(),
                new SpokenFailure(),
                new TimeWindowRule(options.window()));
    }

    /** The signs of one kind from which anything is concluded about a deployment: one that shows none has the verdict {@link #NONE}. */
    public static <T extends Trigger> Set<T> triggers(Class<T> kind) {
        return Stream.of(
                        rules(AttributionOptions.DEFAULT).stream().flatMap(rule -> rule.triggers().stream()),
                        Recovery.TRIGGERS.stream(),
                        Rework.TRIGGERS.stream())
                .flatMap(Function.identity())
                .filter(kind::isInstance)
                .map(kind::cast)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether nothing that some deployments delivered is a sign of that kind. */
    public static boolean isPlain(Collection<Work> works, AttributionOptions.Bugs bugs) {
        return triggers(Trigger.OfWork.class).stream().noneMatch(trigger -> trigger.isIn(works, bugs));
    }

    /** Applies every rule. What people say about deployments overrides all of them. */
    public static Verdicts of(Inquiry inquiry, AttributionOptions options) {
        List<Evidence> evidence = new ArrayList<>();
        for (EvidenceRule rule : rules(options)) {
            evidence.addAll(rule.evidence(inquiry, List.copyOf(evidence)).toList());
        }
        List<Evidence> inOrder = inquiry.rulings().upheld(evidence).stream()
                .filter(piece -> piece.rule().confidence().isAtLeast(options.minConfidence()))
                .distinct()
                .sorted(Evidence.IN_ORDER)
                .toList();
        Recovery recovery = new Recovery(
                inquiry.history(),
                inquiry.incidents().stream().collect(Collectors.toMap(IncidentCase::id, Function.identity())),
                options.recoveryStart());
        return new Verdicts(
                inOrder, failures(inquiry.history(), recovery, inOrder), Rework.of(inquiry, options.bugs()));
    }

    private static Map<UUID, Failure> failures(DeploymentSequence history, Recovery recovery, List<Evidence> evidence) {
        Map<UUID, List<Evidence>> byDeployment = evidence.stream().collect(Collectors.groupingBy(Evidence::deployment));
        return history.deployments().stream()
                .filter(deployment -> byDeployment.containsKey(deployment.id()))
                .map(failed -> recovery.of(failed, byDeployment.getOrDefault(failed.id(), List.of())))
                .collect(Collectors.toMap(Failure::deployment, Function.identity()));
    }
}
