package dev.throughline.engine.attribution;

import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.LogicalDeployment;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which deployments were unplanned remediation (definitions 1.5): rollbacks, reverts that are evidence, hotfixes and linked fixes. */
public final class Rework {

    /** The label of a bug. */
    public static final String BUG = "bug";

    /** The labels that make the fix of a bug unplanned. */
    public static final List<String> UNPLANNED = List.of("unplanned", "hotfix");

    static final Set<Trigger> TRIGGERS = Set.of(
            Trigger.OfHistory.ROLLBACK,
            Trigger.OfWork.REVERT,
            Trigger.OfWork.HOTFIX,
            Trigger.OfWork.FIX,
            Trigger.OfWord.RULING);

    private Rework() {}

    /** Whether something fixes an incident or an unplanned bug; or any bug, if so configured. */
    static boolean isFix(Work work, AttributionOptions.Bugs bugs) {
        boolean isAnyBug = bugs == AttributionOptions.Bugs.ANY_BUG;
        return switch (work) {
            case Work.Change change ->
                change.fixesIncident() || isAnyBug && change.labels().contains(BUG);
            case Work.FixingCommit _ -> true;
            case Work.ClosedIssue issue ->
                issue.isIncident()
                        || issue.labels().contains(BUG)
                                && (isAnyBug || !Collections.disjoint(issue.labels(), UNPLANNED));
            case Work.Revert _ -> false;
        };
    }

    /** The members of D that were rework, by what they are and delivered, and by what is said about them. */
    static Set<UUID> of(Inquiry inquiry, AttributionOptions.Bugs bugs) {
        Stream<UUID> rollbacks = inquiry.history().deployments().stream()
                .filter(deployment -> deployment.kind() == DeploymentKind.ROLLBACK)
                .map(LogicalDeployment::id);
        Stream<UUID> reverts = RevertRule.reverts(inquiry).map(Work::deployment);
        Stream<UUID> fixes = inquiry.works().stream()
                .filter(work -> HotfixRule.isHotfix(work) || isFix(work, bugs))
                .map(Work::deployment);
        Set<UUID> byRule = Stream.of(rollbacks, reverts, fixes)
                .flatMap(Function.identity())
                .flatMap(id -> inquiry.history().member(id).stream())
                .map(LogicalDeployment::id)
                .collect(Collectors.toSet());
        return inquiry.rulings().unplanned(byRule);
    }
}
