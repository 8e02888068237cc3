package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.Containment;
import dev.throughline.engine.linking.DeliveredCommits;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Some deployments linked one after the other, and what was read for them: dropped when it grows large, because the samples know the rest.
 */
final class LinkingRun {

    /** Commits of several deployments that are read together. */
    private static final int COMMITS_AT_ONCE = 20_000;

    private final CommitGraph graph;
    private final DeliveredCommits delivered;
    private final LeadTimes leadTimes;
    private final DeploymentSamples samples;
    private int commits;

    LinkingRun(CommitGraph graph, DeliveredCommits delivered, LeadTimes leadTimes, DeploymentSamples samples) {
        this.graph = graph;
        this.delivered = delivered;
        this.leadTimes = leadTimes;
        this.samples = samples;
    }

    /** Links the next deployments and stores their samples. Returns for each where its walk met earlier ones. */
    List<Containment.Meeting> link(List<LogicalDeployment> some) {
        delivered.expect(some);
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

    /** How many commits they delivered. */
    int commits() {
        return commits;
    }

    /** The commits that they certainly delivered. */
    Collection<CommitSha> deliveredSoFar() {
        return delivered.soFar();
    }

    private void keep(List<LogicalDeployment> some, List<Link> links) {
        leadTimes.expect(some, links);
        List<DeploymentSamples.Delivered> found = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            LogicalDeployment deployment = some.get(i);
            Link link = links.get(i);
            if (leadTimes.isLarge(link)) {
                samples.add(found);
                found.clear();
                samples.addInPieces(deployment, link, to -> leadTimes.tell(deployment, link, to));
            } else {
                found.add(new DeploymentSamples.Delivered(deployment, link, leadTimes.of(deployment, link)));
            }
            leadTimes.keep(link);
            graph.forget(link.certain());
            commits += size(link);
        }
        samples.add(found);
    }

    private static int size(Link link) {
        return link.certain().size() + link.possible().size();
    }
}
