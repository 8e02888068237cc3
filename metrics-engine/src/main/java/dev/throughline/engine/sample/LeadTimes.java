package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.option.Counting;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lead times that a deployment gives, with where each start was read (definitions 1.4). Deployments come in order. */
final class LeadTimes {

    /** Commits of one deployment that are read together: the first deployment of an old repository delivers very many. */
    private static final int PIECE = 5000;

    private final LeadTimeReading reading;
    private Map<CommitSha, KnownCommit> expected = Map.of();

    LeadTimes(ServiceFacts facts, PushGraph graph, Counting counting) {
        this.reading = LeadTimeReading.of(facts, graph, counting);
    }

    /** Reads for all of these deployments together what {@link #of} will need for each, in the same order. */
    void expect(List<LogicalDeployment> deployments, List<Link> links) {
        Set<CommitSha> shas = new LinkedHashSet<>();
        links.stream().filter(link -> link.certain().size() <= PIECE).forEach(link -> shas.addAll(link.certain()));
        expected = reading.expect(shas, null);
        reading.changes().expect(deployments, shas);
    }

    /** Whether what a deployment delivered is too much to hold in memory at once. */
    boolean isLarge(Link link) {
        return link.certain().size() > PIECE || link.possible().size() > PIECE;
    }

    /** What a deployment delivered by this link, which was expected and is not large. */
    Deliveries of(LogicalDeployment deployment, Link link) {
        return certain(deployment, link, link.certain(), expected).and(possible(link, link.possible()));
    }

    /** The same for any link, piece by piece: the next piece is read from the facts when the previous one is taken. */
    void tell(LogicalDeployment deployment, Link link, Consumer<Deliveries> to) {
        if (link.certain().size() <= PIECE) {
            to.accept(certain(deployment, link, link.certain(), expected));
        } else if (noSamples(link.certainty()).isEmpty() && expectChanges(link)) {
            // the commits of a change belong together
            to.accept(certain(deployment, link, link.certain(), reading.expect(link.certain(), deployment.id())));
        } else {
            pieces(link.certain())
                    .map(some -> certain(deployment, link, some, reading.expect(some, deployment.id())))
                    .forEach(piece -> to.accept(new Deliveries(piece.commits())));
        }
        pieces(link.possible()).forEach(some -> to.accept(new Deliveries(possible(link, some))));
    }

    private static Stream<List<CommitSha>> pieces(Collection<CommitSha> shas) {
        return shas.stream().gather(Gatherers.windowFixed(PIECE));
    }

    private static List<DeliveredCommit> possible(Link link, Collection<CommitSha> shas) {
        Exclusion reason = noSamples(link.certainty()).orElse(Exclusion.AMBIGUOUS);
        return shas.stream()
                .map(sha -> without(sha, null, false, link.isEvidence(), reason))
                .toList();
    }

    private Deliveries certain(
            LogicalDeployment deployment, Link link, Collection<CommitSha> shas, Map<CommitSha, KnownCommit> known) {
        return noSamples(link.certainty())
                .map(reason -> new Deliveries(shas.stream()
                        .map(sha -> without(sha, known.get(sha), true, link.isEvidence(), reason))
                        .toList()))
                .orElseGet(() -> new Sampling(reading, deployment, shas, known).deliveries());
    }

    /** Notes that everything in this link was stored: later deployments do not give lead times for it again. */
    void keep(Link link) {
        reading.sampled().addAll(link.certain());
    }

    private boolean expectChanges(Link link) {
        return pieces(link.certain()).filter(reading.changes()::expect).count() > 0;
    }

    private static Optional<Exclusion> noSamples(Link.Certainty certainty) {
        return switch (certainty) {
            case INITIAL -> Optional.of(Exclusion.NO_BASELINE);
            case UNLINKED -> Optional.of(Exclusion.UNLINKED);
            case AMBIGUOUS -> Optional.of(Exclusion.AMBIGUOUS);
            case EXACT -> Optional.empty();
        };
    }

    static DeliveredCommit without(
            CommitSha sha, @Nullable KnownCommit commit, boolean isCertain, boolean isEvidence, Exclusion reason) {
        boolean isMerge = commit != null && commit.isMerge();
        Exclusion elsewhere = commit == null ? null : commit.scope().reason();
        return new DeliveredCommit(
                sha,
                isCertain,
                isCertain && isEvidence && elsewhere == null,
                commit != null,
                isMerge,
                commit == null ? null : commit.authorAt(),
                null,
                sha,
                null,
                null,
                elsewhere != null ? elsewhere : isMerge ? Exclusion.MERGE : reason);
    }
}
