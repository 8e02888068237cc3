package dev.throughline.engine.attribution;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rule 5: a hotfix that is not itself linked to an incident marks the member of D right before the deployment that delivers it as failed.
 */
public final class HotfixRule implements EvidenceRule {

    /** The labels of a hotfix, in lower case. */
    public static final List<String> LABELS = List.of("hotfix", "incident");

    /** The prefixes of its branch if it has no such label. */
    public static final Pattern BRANCH = Pattern.compile("^hotfix[-/]");

    HotfixRule() {}

    static boolean isHotfix(Work work) {
        return work instanceof Work.Change change
                && (LABELS.stream().anyMatch(change.labels()::contains)
                        || BRANCH.matcher(change.branch()).find());
    }

    static Stream<Work.Change> hotfixes(Collection<Work> works) {
        return works.stream().filter(HotfixRule::isHotfix).map(Work.Change.class::cast);
    }

    /** The changes that close an incident: then that is the evidence, as when a change says which one it fixes. */
    private static Set<UUID> linked(Collection<Work> works) {
        return works.stream()
                .filter(Work.ClosedIssue.class::isInstance)
                .map(Work.ClosedIssue.class::cast)
                .filter(Work.ClosedIssue::isIncident)
                .flatMap(issue -> Stream.ofNullable(issue.change()))
                .collect(Collectors.toSet());
    }

    @Override
    public Set<Trigger> triggers() {
        return Set.of(Trigger.OfWork.HOTFIX);
    }

    @Override
    public Stream<Evidence> evidence(Inquiry inquiry, List<Evidence> stronger) {
        Set<UUID> linked = linked(inquiry.works());
        return hotfixes(inquiry.works())
                .filter(hotfix -> !hotfix.fixesIncident() && !linked.contains(hotfix.id()))
                .flatMap(hotfix -> inquiry
                        .history()
                        .member(hotfix.deployment())
                        .flatMap(inquiry.history()::before)
                        .map(failed -> new Evidence(
                                failed.id(), Evidence.Rule.HOTFIX, null, hotfix.deployment(), hotfix.sha()))
                        .stream());
    }
}
