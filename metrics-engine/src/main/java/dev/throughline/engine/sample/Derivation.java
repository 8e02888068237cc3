package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.History;
import dev.throughline.engine.attribution.Verdicts;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.Containment;
import dev.throughline.engine.linking.DeliveredCommits;
import dev.throughline.engine.linking.DeliveriesFromStart;
import dev.throughline.engine.linking.DeployedCommits;
import dev.throughline.engine.linking.EarlierDeliveries;
import dev.throughline.engine.linking.HiddenCommits;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.linking.ProductionHistory;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.option.Options;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Derives the samples of one service from its facts: links from the first deployment that is new, gone, other than it was, or
 * touched by a new fact; then verdicts. What is already right is not written again; and where new facts concern the end of a history
 * alone, and nothing there tells of failure or repair, the rest is not read again either.
 */
final class Derivation {

    /** Deployments that are linked together. */
    private static final int DEPLOYMENTS_AT_ONCE = 50;

    /** Commits of several deployments that are read together. */
    private static final int COMMITS_AT_ONCE = 20_000;

    /** Delivered commits after which the next deployments are linked with an empty memory: the samples tell what was delivered. */
    private static final int COMMITS_REMEMBERED = 20_000;

    private final ServiceFacts facts;
    private final Samples samples;
    private final Options options;

    Derivation(ServiceFacts facts, Samples samples, Options options) {
        this.facts = facts;
        this.samples = samples;
        this.options = options;
    }

    /**
     * Brings the samples in line with the facts.
     *
     * @return how many deployments were linked again
     */
    int derive(DueServices.Due due) {
        if (due.isFull()) {
            return deriveAll(due);
        }
        return deriveEnd(due).orElseGet(() -> {
            Stretch whole = whole();
            return derive(whole, areBotsOther() ? 0 : firstAffected(whole, due).orElse(0), due);
        });
    }

    /** Derives every sample again, also those of deployments that were another service's. */
    private int deriveAll(DueServices.Due due) {
        List<LogicalDeployment> history = ProductionHistory.of(facts.attempts(), options.rollouts());
        samples.deployments()
                .takeOver(history.stream().map(LogicalDeployment::id).toList());
        return derive(new Stretch(history, samples.history().deployments(), 0, true), 0, due);
    }

    private Stretch whole() {
        return new Stretch(
                ProductionHistory.of(facts.attempts(), options.rollouts()),
                samples.history().deployments(),
                0,
                true);
    }

    private int derive(Stretch whole, int from, DueServices.Due due) {
        link(whole, from, due.shas());
        samples.options().keep(options); // which incidents count is one of them
        List<StoredDeployment> stored = whole.stored();
        judge(whole.history(), stored.subList(0, Math.min(from, stored.size())));
        return whole.history().size() - from;
    }

    /**
     * Derives the end of the history alone, when new facts concern that alone: nothing if they concern no deployment.
     *
     * @return empty when more has to be looked at; nothing has been changed then
     */
    private Optional<Integer> deriveEnd(DueServices.Due due) {
        Set<UUID> changed = due.deployments();
        if (changed == null || facts.hasReports() || !samples.options().chosen().equals(options.chosen())) {
            return Optional.empty();
        }
        Optional<Instant> since = Stream.of(
                        firstTouched(due, Set.of()).map(Place::at),
                        facts.rollouts(changed).stream()
                                .map(Attempt::succeededAt)
                                .min(Comparator.naturalOrder()),
                        samples.history().firstSuccessOf(changed))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
        if (since.isEmpty()) {
            samples.reconsiderations().causesNaming(due.shas());
            return Optional.of(0);
        }
        return new HistoryEnd(facts, samples.history(), options.rollouts())
                .read(since.get(), changed)
                .flatMap(end -> deriveEnd(end, due, changed));
    }

    private Optional<Integer> deriveEnd(Stretch end, DueServices.Due due, Set<UUID> changed) {
        OptionalInt from = firstAffected(end, due);
        if (from.isEmpty()) {
            return Optional.empty();
        }
        int judgedFrom = Math.min(from.getAsInt(), end.firstChanged());
        if (!end.isPlainFrom(judgedFrom)) {
            return Optional.empty();
        }
        link(end, from.getAsInt(), due.shas());
        judgeEnd(end, judgedFrom, changed);
        return Optional.of(end.history().size() - from.getAsInt());
    }

    /** Whose commits give lead times decides on every lead time; all other options are seen by what they change. */
    private boolean areBotsOther() {
        Map<String, String> before = samples.options().chosen();
        Map<String, String> now = options.chosen();
        return Stream.of(Options.BOTS, Options.BOTS_LOGIN)
                .anyMatch(option -> !Objects.equals(before.get(option), now.get(option)));
    }

    /**
     * The place of the first deployment that new facts concern.
     *
     * @return the length of the stretch when they concern none; empty when they concern one before it
     */
    private OptionalInt firstAffected(Stretch stretch, DueServices.Due due) {
        List<LogicalDeployment> history = stretch.history();
        List<StoredDeployment> stored = stretch.stored();
        int same = 0;
        while (same < Math.min(history.size(), stored.size())
                && stored.get(same).isOf(history.get(same))) {
            same++;
        }
        if (stored.isEmpty()) {
            return OptionalInt.of(0);
        }
        Optional<Place> touched = firstTouched(
                due, cameOrWent(history.subList(same, history.size()), stored.subList(same, stored.size())));
        if (touched.isPresent() && !stretch.reaches(touched.get())) {
            return OptionalInt.empty();
        }
        int unchanged = same;
        return OptionalInt.of(touched.map(place -> Math.min(unchanged, placeOf(place, history)))
                .orElse(unchanged));
    }

    /** The first deployment that has samples which commits concern, or the commit graph that grew. */
    private Optional<Place> firstTouched(DueServices.Due due, Set<CommitSha> deployed) {
        return Stream.of(
                        samples.touched().firstTouched(due.shas(), deployed),
                        due.isGraphGrown() ? samples.touched().firstLinkedWithoutGraph() : Optional.<Place>empty())
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    /** The commits at which the history is now entered and was not before, or no longer is. */
    private static Set<CommitSha> cameOrWent(List<LogicalDeployment> history, List<StoredDeployment> stored) {
        Set<CommitSha> now = history.stream()
                .map(LogicalDeployment::sha)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<CommitSha> before = stored.stream()
                .map(StoredDeployment::sha)
                .filter(Objects::nonNull)
                .map(CommitSha::new)
                .collect(Collectors.toSet());
        Set<CommitSha> changed = new HashSet<>(now);
        changed.addAll(before);
        before.retainAll(now);
        changed.removeAll(before);
        return changed;
    }

    private static int placeOf(Place place, List<LogicalDeployment> history) {
        int index = 0;
        while (index < history.size() && Place.of(history.get(index)).compareTo(place) < 0) {
            index++;
        }
        return index;
    }

    private static List<UUID> outdated(List<LogicalDeployment> kept, List<StoredDeployment> stored) {
        Set<UUID> ids = kept.stream().map(LogicalDeployment::id).collect(Collectors.toSet());
        return stored.stream()
                .map(StoredDeployment::id)
                .filter(id -> !ids.contains(id))
                .toList();
    }

    private void link(Stretch stretch, int from, Collection<String> shas) {
        List<LogicalDeployment> history = stretch.history();
        List<LogicalDeployment> again = history.subList(from, history.size());
        samples.reconsiderations().causesNaming(shas);
        List<UUID> outdated = outdated(history.subList(0, from), stretch.stored());
        samples.reconsiderations().rivalsOf(outdated);
        samples.deployments().remove(outdated);
        link(stretch, from);
        samples.reconsiderations()
                .rivalsOf(again.stream().map(LogicalDeployment::id).toList());
        samples.deployments().merged(history, stretch.isWhole());
    }

    private DeployedCommits deployed(Stretch stretch) {
        Set<CommitSha> known = stretch.history().stream()
                .map(LogicalDeployment::sha)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        DeployedCommits before =
                stretch.isWhole() ? _ -> Set.of() : samples.history().deployed();
        return shas -> {
            Set<CommitSha> deployed = new HashSet<>(before.among(shas));
            shas.stream().filter(known::contains).forEach(deployed::add);
            return deployed;
        };
    }

    private void link(Stretch stretch, int from) {
        List<LogicalDeployment> again =
                stretch.history().subList(from, stretch.history().size());
        if (again.isEmpty()) {
            return;
        }
        boolean isFromStart = stretch.isWhole() && from == 0;
        DeployedCommits deployed = deployed(stretch);
        CommitGraph graph = facts.commitGraph();
        DeliveriesFromStart known = null;
        HiddenCommits hidden = facts.hidden();
        Linking linking = new Linking(
                graph,
                isFromStart ? EarlierDeliveries.NONE : facts.earlierDeliveries(),
                again.size(),
                deployed,
                hidden);
        Containment containment = containment(stretch, from);
        List<Containment.Meeting> meetings = new ArrayList<>();
        for (int done = 0; done < again.size(); done += DEPLOYMENTS_AT_ONCE) {
            if (linking.commits > COMMITS_REMEMBERED) {
                EarlierDeliveries earlier = facts.earlierDeliveries();
                if (isFromStart) {
                    known = known == null ? new DeliveriesFromStart() : known;
                    known.add(linking.delivered.soFar());
                    earlier = known.in(earlier);
                }
                linking = new Linking(graph, earlier, again.size() - done, deployed, hidden);
            }
            List<LogicalDeployment> some = again.subList(done, Math.min(done + DEPLOYMENTS_AT_ONCE, again.size()));
            List<Containment.Meeting> met = linking.link(some);
            if (stretch.isWhole()) {
                samples.containments().contain(contained(containment, some, met));
            } else {
                meetings.addAll(met);
            }
        }
        samples.deployments().reach(hidden.news());
        if (!stretch.isWhole()) {
            containAtTheEnd(containment, again, meetings);
        }
    }

    /** Asks the whole history where its end does not tell. */
    private void containAtTheEnd(
            Containment containment, List<LogicalDeployment> again, List<Containment.Meeting> meetings) {
        Map<UUID, Containment.Contained> contained = contained(containment, again, meetings);
        if (containment.isMoreNeeded()) {
            Stretch whole = whole();
            contained = contained(containment(whole, whole.history().size() - again.size()), again, meetings);
        }
        samples.containments().contain(contained);
    }

    private Containment containment(Stretch stretch, int from) {
        List<UUID> ids = stretch.history().subList(0, from).stream()
                .map(LogicalDeployment::id)
                .toList();
        return new Containment(
                stretch.history(),
                from,
                stretch.isWhole(),
                samples.containments().lacks(stretch.isWhole() ? null : ids),
                samples.containments()::deliverers);
    }

    private static Map<UUID, Containment.Contained> contained(
            Containment containment, List<LogicalDeployment> some, List<Containment.Meeting> meetings) {
        Map<UUID, Containment.Contained> contained = new HashMap<>();
        for (int i = 0; i < some.size(); i++) {
            contained.put(some.get(i).id(), containment.next(meetings.get(i)));
        }
        return contained;
    }

    /** Some deployments linked one after the other, and what was read for them: given up when it is much, for the samples tell the rest. */
    private final class Linking {

        private final CommitGraph graph;
        private final DeliveredCommits delivered;
        private final LeadTimes leadTimes;
        private int commits;

        Linking(
                CommitGraph graph,
                EarlierDeliveries earlier,
                int deployments,
                DeployedCommits deployed,
                HiddenCommits hidden) {
            PushGraph pushes = facts.pushes(deployments);
            this.graph = graph;
            delivered = new DeliveredCommits(graph, pushes, earlier, deployed, hidden);
            leadTimes = new LeadTimes(facts, pushes, options.counting());
        }

        List<Containment.Meeting> link(List<LogicalDeployment> some) {
            List<Link> links = some.stream().map(delivered::link).toList();
            for (int from = 0, until = 0; from < some.size(); from = until) {
                int read = 0;
                while (until < some.size() && (until == from || read + size(links.get(until)) <= COMMITS_AT_ONCE)) {
                    read += size(links.get(until));
                    until++;
                }
                keep(some.subList(from, until), links.subList(from, until));
            }
            return links.stream().map(Containment.Meeting::of).toList();
        }

        private void keep(List<LogicalDeployment> some, List<Link> links) {
            leadTimes.expect(some, links);
            List<DeploymentSamples.Delivered> found = new ArrayList<>();
            for (int i = 0; i < links.size(); i++) {
                LogicalDeployment deployment = some.get(i);
                Link link = links.get(i);
                if (leadTimes.isLarge(link)) {
                    samples.deployments().add(found);
                    found.clear();
                    samples.deployments().addInPieces(deployment, link, to -> leadTimes.tell(deployment, link, to));
                } else {
                    found.add(new DeploymentSamples.Delivered(deployment, link, leadTimes.of(deployment, link)));
                }
                leadTimes.keep(link);
                graph.forget(link.certain());
                commits += size(link);
            }
            samples.deployments().add(found);
        }

        private static int size(Link link) {
            return link.certain().size() + link.possible().size();
        }
    }

    /** What has no evidence for or against it gets the verdict of that; otherwise the whole history is asked. */
    private void judgeEnd(Stretch end, int from, Set<UUID> changed) {
        List<LogicalDeployment> again =
                end.history().subList(from, end.history().size());
        if (again.isEmpty()) {
            return;
        }
        Set<UUID> ids = new HashSet<>(changed);
        again.stream().flatMap(LogicalDeployment::attempts).map(Attempt::id).forEach(ids::add);
        if (facts.remedies(options.attribution().bugs(), ids).isEmpty()
                && facts.areUnremarkable(ids, again.getFirst().at().minus(Attempt.LONGEST_RUN))) {
            samples.judgements().judge(verdicts(again, Verdicts.NONE, List.of()));
        } else {
            Stretch whole = whole();
            judge(whole.history(), whole.stored());
        }
    }

    /** @param standing those of which the samples have verdicts */
    private void judge(List<LogicalDeployment> history, List<StoredDeployment> standing) {
        Verdicts verdicts = Verdicts.of(
                new History(history),
                facts.remedies(options.attribution().bugs()),
                facts.incidents(),
                facts.rulings(),
                options.attribution());
        samples.judgements().judge(verdicts(history, verdicts, standing));
        samples.judgements().evidence(verdicts.evidence());
    }

    /** The verdicts that are other than those that stand. */
    private Map<UUID, StoredDeployment.Verdict> verdicts(
            List<LogicalDeployment> history, Verdicts verdicts, List<StoredDeployment> standing) {
        Map<UUID, StoredDeployment.Verdict> before =
                standing.stream().collect(Collectors.toMap(StoredDeployment::id, StoredDeployment::verdict));
        Map<UUID, StoredDeployment.Verdict> changed = new HashMap<>();
        for (LogicalDeployment deployment : history) {
            UUID id = deployment.id();
            StoredDeployment.Verdict verdict = StoredDeployment.Verdict.of(
                    deployment, verdicts.failures().get(id), verdicts.rework().contains(id), options.counting());
            if (!verdict.equals(before.getOrDefault(id, StoredDeployment.Verdict.NONE))) {
                changed.put(id, verdict);
            }
        }
        return changed;
    }
}
