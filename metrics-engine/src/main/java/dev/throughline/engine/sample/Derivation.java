package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.History;
import dev.throughline.engine.attribution.Verdicts;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.DeliveredCommits;
import dev.throughline.engine.linking.EarlierDeliveries;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.linking.ProductionHistory;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.option.Options;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Derives the samples of one service from its facts: links from the first deployment that is new, gone, other than it was, or
 * touched by a new fact; then verdicts. What is already right is neither read again nor written again.
 */
final class Derivation {

    /** Deployments whose commits are read together. */
    private static final int AT_ONCE = 50;

    /** How many delivered commits are kept in memory, with what stands around them in the graph. */
    private static final int MOST_HELD = 20_000;

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
     * @param shas the commits that new facts speak of
     * @param isGraphGrown whether deployments that were linked without the commit graph may now be linked by it
     * @return how many deployments were linked again
     */
    int derive(Collection<String> shas, boolean isGraphGrown) {
        List<LogicalDeployment> history = ProductionHistory.of(facts.attempts(), options.rollouts());
        List<StoredDeployment> stored = samples.deployments();
        int touched = areBotsOther() ? 0 : firstAffected(history, stored, shas);
        return derive(history, stored, isGraphGrown ? Math.min(touched, firstWithoutGraph(history)) : touched, shas);
    }

    /**
     * Derives every sample again, also those of deployments that were another service's.
     *
     * @return how many deployments were linked again
     */
    int deriveAll(Collection<String> shas) {
        List<LogicalDeployment> history = ProductionHistory.of(facts.attempts(), options.rollouts());
        samples.takeOver(history.stream().map(LogicalDeployment::id).toList());
        return derive(history, samples.deployments(), 0, shas);
    }

    private int derive(
            List<LogicalDeployment> history, List<StoredDeployment> stored, int from, Collection<String> shas) {
        List<LogicalDeployment> again = history.subList(from, history.size());
        samples.reconsiderCauses(shas);
        List<UUID> outdated = outdated(history.subList(0, from), stored);
        samples.reconsiderRivals(outdated);
        samples.remove(outdated);
        link(history, again, from == 0);
        samples.reconsiderRivals(again.stream().map(LogicalDeployment::id).toList());
        samples.merged(history);
        judge(history, stored, from);
        samples.options(options);
        return again.size();
    }

    /** Whose commits give lead times decides on every lead time; all other options are seen by what they change. */
    private boolean areBotsOther() {
        Map<String, String> before = samples.options();
        Map<String, String> now = options.chosen();
        return Stream.of(Options.BOTS, Options.BOTS_LOGIN)
                .anyMatch(option -> !Objects.equals(before.get(option), now.get(option)));
    }

    private int firstWithoutGraph(List<LogicalDeployment> history) {
        return samples.firstLinkedWithoutGraph()
                .map(place -> placeOf(place, history))
                .orElse(history.size());
    }

    private int firstAffected(List<LogicalDeployment> history, List<StoredDeployment> stored, Collection<String> shas) {
        int same = 0;
        while (same < Math.min(history.size(), stored.size())
                && stored.get(same).isOf(history.get(same))) {
            same++;
        }
        if (stored.isEmpty()) {
            return 0;
        }
        Optional<Samples.Place> touched = samples.firstTouched(
                shas, cameOrWent(history.subList(same, history.size()), stored.subList(same, stored.size())));
        int unchanged = same;
        return touched.map(place -> Math.min(unchanged, placeOf(place, history)))
                .orElse(unchanged);
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

    private static int placeOf(Samples.Place place, List<LogicalDeployment> history) {
        Comparator<Samples.Place> order =
                Comparator.comparing(Samples.Place::at).thenComparing(Samples.Place::externalId);
        int index = 0;
        while (index < history.size()
                && order.compare(
                                new Samples.Place(
                                        history.get(index).at(),
                                        history.get(index).first().externalId()),
                                place)
                        < 0) {
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

    private void link(List<LogicalDeployment> history, List<LogicalDeployment> again, boolean isFromStart) {
        if (again.isEmpty()) {
            return;
        }
        Set<CommitSha> deployed = history.stream()
                .map(LogicalDeployment::sha)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Linking linking =
                new Linking(isFromStart ? EarlierDeliveries.NONE : facts.earlierDeliveries(), again.size(), deployed);
        for (int from = 0; from < again.size(); from += AT_ONCE) {
            if (linking.commits > MOST_HELD) {
                linking = new Linking(facts.earlierDeliveries(), again.size() - from, deployed);
            }
            linking.link(again.subList(from, Math.min(from + AT_ONCE, again.size())));
        }
    }

    /** Some deployments linked one after the other, and what was read for them: given up when it is much, for the samples tell the rest. */
    private final class Linking {

        private final DeliveredCommits delivered;
        private final LeadTimes leadTimes;
        private int commits;

        Linking(EarlierDeliveries earlier, int deployments, Set<CommitSha> deployed) {
            PushGraph graph = facts.pushes(deployments);
            delivered = new DeliveredCommits(facts.commitGraph(), graph, earlier, deployed);
            leadTimes = new LeadTimes(facts, graph, options.counting());
        }

        void link(List<LogicalDeployment> some) {
            List<Link> links = some.stream().map(delivered::link).toList();
            leadTimes.expect(links);
            List<Samples.Delivered> found = new ArrayList<>();
            for (int i = 0; i < links.size(); i++) {
                LogicalDeployment deployment = some.get(i);
                Link link = links.get(i);
                found.add(new Samples.Delivered(deployment, link, leadTimes.of(deployment.at(), link)));
                commits += link.certain().size() + link.possible().size();
            }
            samples.add(found);
        }
    }

    private void judge(List<LogicalDeployment> history, List<StoredDeployment> stored, int from) {
        Verdicts verdicts = Verdicts.of(
                new History(history),
                facts.remedies(options.attribution().bugs()),
                facts.incidents(),
                facts.rulings(),
                options.attribution());
        Map<UUID, StoredDeployment.Verdict> standing = new HashMap<>();
        stored.subList(0, Math.min(from, stored.size()))
                .forEach(deployment -> standing.put(deployment.id(), deployment.verdict()));
        Map<UUID, StoredDeployment.Verdict> changed = new HashMap<>();
        for (LogicalDeployment deployment : history) {
            UUID id = deployment.id();
            StoredDeployment.Verdict verdict = StoredDeployment.Verdict.of(
                    deployment, verdicts.failures().get(id), verdicts.rework().contains(id), options.counting());
            if (!verdict.equals(standing.getOrDefault(id, StoredDeployment.Verdict.NONE))) {
                changed.put(id, verdict);
            }
        }
        samples.judge(changed);
        samples.evidence(verdicts.evidence());
    }
}
