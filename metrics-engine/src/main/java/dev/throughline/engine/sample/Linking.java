package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.Containment;
import dev.throughline.engine.linking.DeliveredCommits;
import dev.throughline.engine.linking.DeliveriesFromStart;
import dev.throughline.engine.linking.DeployedCommits;
import dev.throughline.engine.linking.EarlierDeliveries;
import dev.throughline.engine.linking.HiddenCommits;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.option.Options;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Links the deployments of one service, and stores what each delivered first and what it contains. */
final class Linking {

    /** Deployments that are linked together. */
    private static final int DEPLOYMENTS_AT_ONCE = 50;

    /**
     * The number of delivered commits after which the next deployments are linked with an empty memory: the samples know what was
     * delivered.
     */
    private static final int COMMITS_REMEMBERED = 20_000;

    private final ServiceFacts facts;
    private final Samples samples;
    private final Options options;

    Linking(ServiceFacts facts, Samples samples, Options options) {
        this.facts = facts;
        this.samples = samples;
        this.options = options;
    }

    /**
     * Links the deployments of a stretch from a place on.
     *
     * @param shas the commits that new facts concern
     */
    void link(Stretch stretch, int from, Collection<String> shas) {
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

    private static List<UUID> outdated(List<LogicalDeployment> kept, List<StoredDeployment> stored) {
        Set<UUID> ids = kept.stream().map(LogicalDeployment::id).collect(Collectors.toSet());
        return stored.stream()
                .map(StoredDeployment::id)
                .filter(id -> !ids.contains(id))
                .toList();
    }

    private void link(Stretch stretch, int from) {
        List<LogicalDeployment> again =
                stretch.history().subList(from, stretch.history().size());
        if (again.isEmpty()) {
            return;
        }
        boolean isFromStart = stretch.isWhole() && from == 0;
        DeployedCommits deployed = deployed(stretch);
        DeliveriesFromStart known = null;
        HiddenCommits hidden = facts.delivered().hidden();
        LinkingRun run =
                run(isFromStart ? EarlierDeliveries.NONE : facts.delivered().earlier(), deployed, hidden);
        Containment containment = containment(stretch, from);
        List<Containment.Meeting> meetings = new ArrayList<>();
        for (int done = 0; done < again.size(); done += DEPLOYMENTS_AT_ONCE) {
            if (run.commits() > COMMITS_REMEMBERED) {
                EarlierDeliveries earlier = facts.delivered().earlier();
                if (isFromStart) {
                    known = known == null ? new DeliveriesFromStart() : known;
                    known.add(run.deliveredSoFar());
                    earlier = known.in(earlier);
                }
                run = run(earlier, deployed, hidden);
            }
            List<LogicalDeployment> some = again.subList(done, Math.min(done + DEPLOYMENTS_AT_ONCE, again.size()));
            List<Containment.Meeting> met = run.link(some);
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

    private LinkingRun run(EarlierDeliveries earlier, DeployedCommits deployed, HiddenCommits hidden) {
        CommitGraph graph = facts.graphs().commitGraph();
        PushGraph pushes = facts.graphs().pushes();
        return new LinkingRun(
                graph,
                new DeliveredCommits(graph, pushes, earlier, deployed, hidden),
                new LeadTimes(facts, pushes, options.counting()),
                samples.deployments());
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

    /** Uses the whole history if its end is not enough. */
    private void containAtTheEnd(
            Containment containment, List<LogicalDeployment> again, List<Containment.Meeting> meetings) {
        Map<UUID, Containment.Contained> contained = contained(containment, again, meetings);
        if (containment.isMoreNeeded()) {
            Stretch whole = Stretch.whole(facts.attempts(), samples.history(), options.rollouts());
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
}
