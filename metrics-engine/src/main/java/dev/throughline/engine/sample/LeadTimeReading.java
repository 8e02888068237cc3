package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.option.Counting;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data from which the lead times of deployments are computed, one deployment after the other.
 *
 * @param sampled the commits that have given theirs
 * @param authors whose commits give any
 */
record LeadTimeReading(
        KnownCommits commits,
        OwnCommits ownCommits,
        ArrivingChanges changes,
        Picks picks,
        SampledOrigins sampled,
        Authors authors) {

    static LeadTimeReading of(ServiceFacts facts, PushGraph graph, Counting counting) {
        OwnCommits ownCommits = new OwnCommits(graph, facts.commits(), facts.changes());
        return new LeadTimeReading(
                facts.commits(),
                ownCommits,
                new ArrivingChanges(facts.changes(), ownCommits),
                new Picks(facts.commits(), facts.changes(), ownCommits),
                new SampledOrigins(facts.delivered()),
                new Authors(counting.bots(), counting.isBotLogin()));
    }

    /**
     * The known ones of some commits that will be needed next.
     *
     * @param except the deployment that they are delivered by, when earlier ones of its commits may be kept already
     */
    Map<CommitSha, KnownCommit> expect(Collection<CommitSha> shas, @Nullable UUID except) {
        Map<CommitSha, KnownCommit> known = commits.of(shas);
        sampled.expect(known.values(), except);
        return known;
    }
}
