package dev.throughline.engine.attribution;

import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.LogicalDeployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rules conclude of a service's production history.
 *
 * @param evidence why deployments are held to have failed, in order
 * @param failures the deployments that failed, by id
 * @param rework the deployments that were unplanned remediation
 */
public record Verdicts(List<Evidence> evidence, Map<UUID, Failure> failures, Set<UUID> rework) {

    /** Of deployments of which nothing tells that they failed or repaired another. */
    public static final Verdicts NONE = new Verdicts(List.of(), Map.of(), Set.of());

    /**
     * Applies every rule.
     *
     * @param remedies what deployments delivered to repair others
     * @param incidents those of the service, and those elsewhere that name a deployment of it
     * @param said what people say of deployments, by id: it wins over every rule
     */
    public static Verdicts of(
            History history,
            List<Remedy> remedies,
            List<IncidentCase> incidents,
            Map<UUID, Ruling> said,
            AttributionOptions options) {
        Rulings rulings = new Rulings(history, said);
        List<EvidenceRule> rules = List.of(
                new ExplicitFailure(),
                new DeclaredCause(),
                new RollbackRule(options.blame()),
                new RevertRule(),
                new HotfixRule());
        List<Evidence> evidence = new ArrayList<>(rules.stream()
                .flatMap(rule -> rule.evidence(history, remedies, incidents))
                .toList());
        evidence.addAll(rulings.evidence().toList());
        evidence.addAll(new TimeWindowRule(options.window())
                .evidence(history, incidents, evidence)
                .toList());
        List<Evidence> inOrder = rulings.upheld(evidence).stream()
                .filter(piece -> piece.rule().confidence().isAtLeast(options.minConfidence()))
                .distinct()
                .sorted(Evidence.IN_ORDER)
                .toList();
        Recovery recovery = new Recovery(
                history,
                incidents.stream().collect(Collectors.toMap(IncidentCase::id, Function.identity())),
                options.recoveryStart());
        return new Verdicts(
                inOrder,
                failures(history, recovery, inOrder),
                rulings.unplanned(rework(history, remedies, options.bugs())));
    }

    private static Map<UUID, Failure> failures(History history, Recovery recovery, List<Evidence> evidence) {
        Map<UUID, List<Evidence>> byDeployment = evidence.stream().collect(Collectors.groupingBy(Evidence::deployment));
        return history.deployments().stream()
                .filter(deployment -> byDeployment.containsKey(deployment.id()))
                .map(failed -> recovery.of(failed, byDeployment.getOrDefault(failed.id(), List.of())))
                .collect(Collectors.toMap(Failure::deployment, Function.identity()));
    }

    private static Set<UUID> rework(History history, List<Remedy> remedies, AttributionOptions.Bugs bugs) {
        Stream<UUID> rollbacks = history.deployments().stream()
                .filter(deployment -> deployment.kind() == DeploymentKind.ROLLBACK)
                .map(LogicalDeployment::id);
        Stream<UUID> reverts = RevertRule.reverts(history, remedies).map(Remedy::deployment);
        Stream<UUID> fixes =
                remedies.stream().filter(remedy -> isRework(remedy, bugs)).map(Remedy::deployment);
        return Stream.of(rollbacks, reverts, fixes)
                .flatMap(Function.identity())
                .flatMap(id -> history.member(id).stream())
                .map(LogicalDeployment::id)
                .collect(Collectors.toSet());
    }

    /** Reverts are looked at on their own: only those that are evidence are rework. */
    private static boolean isRework(Remedy remedy, AttributionOptions.Bugs bugs) {
        return switch (remedy) {
            case Remedy.Revert _ -> false;
            case Remedy.Hotfix _, Remedy.LinkedFix _ -> true;
            case Remedy.BugFix _ -> bugs == AttributionOptions.Bugs.ANY_BUG;
        };
    }
}
