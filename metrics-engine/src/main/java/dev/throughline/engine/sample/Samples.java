package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.Evidence;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Containment;
import dev.throughline.engine.linking.DeployedCommits;
import dev.throughline.engine.linking.HiddenCommits;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.option.Options;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The samples of one service, within one transaction. */
public interface Samples {

    /** The deployments that have samples, in order. */
    List<StoredDeployment> deployments();

    /** Those of them that succeeded at this instant or later. */
    List<StoredDeployment> deploymentsSince(Instant instant);

    /** When the n-th last of those before an instant succeeded, 1 being the last; empty when there are fewer. */
    Optional<Instant> nthLastBefore(Instant instant, int n);

    /** When the first succeeded of those that these deployments are, or went into; empty when there are none. */
    Optional<Instant> firstSuccessOf(Collection<UUID> deployments);

    /** The deployments that went into these. */
    List<UUID> mergedInto(Collection<UUID> deployments);

    /** The commits that deployments which have samples deployed. */
    DeployedCommits deployed();

    /** Whether a deployment that succeeded before an instant deployed one of these commits. */
    boolean isDeployedBefore(Instant instant, Collection<CommitSha> shas);

    /**
     * The first of them, in order, that new facts touch: because they speak of a commit that it reached, or of a commit that decides
     * how one that it reached is read.
     *
     * @param shas the commits that new facts speak of
     * @param deployed commits of deployments that came or went: they may enter a push in its middle
     */
    Optional<Place> firstTouched(Collection<String> shas, Set<CommitSha> deployed);

    /** The first of them, in order, that was not linked by the commit graph alone though the graph has commits of it. */
    Optional<Place> firstLinkedWithoutGraph();

    /** A place in the order of a production history. */
    record Place(Instant at, String externalId) implements Comparable<Place> {

        private static final Comparator<Place> IN_ORDER =
                Comparator.comparing(Place::at).thenComparing(Place::externalId);

        @Override
        public int compareTo(Place other) {
            return IN_ORDER.compare(this, other);
        }
    }

    /**
     * Has the incidents looked at again that declare one of these commits, or a prefix of one: it may have become ambiguous.
     *
     * @param shas the commits that new facts speak of
     */
    void reconsiderCauses(Collection<String> shas);

    /**
     * Has other services derived again that deliver a declared cause which these deployments deliver too: an incident counts for
     * the first of all to deliver it.
     */
    void reconsiderRivals(Collection<UUID> deployments);

    /** Forgets what other services concluded of these deployments, which are this one's now. */
    void takeOver(Collection<UUID> deployments);

    /** Forgets the samples of these deployments. */
    void remove(Collection<UUID> deployments);

    /** What a deployment was the first to deliver, and how that is known. */
    record Delivered(LogicalDeployment deployment, Link link, Deliveries deliveries) {}

    /** Keeps the samples of some deployments. */
    void add(List<Delivered> some);

    /** Keeps which deployments were the first to reach truncated pushes, as long as their samples are kept. */
    void reach(List<HiddenCommits.Reached> first);

    /**
     * Which deployments' commits these lack, of those that lack some; empty where that is not known.
     *
     * @param deployments null for all of the service
     */
    Map<UUID, Optional<List<UUID>>> lacks(@Nullable Collection<UUID> deployments);

    /** The deployments that surely were the first to deliver some commits. */
    Set<UUID> deliverers(Collection<CommitSha> shas);

    /** Keeps what deployments contain that do not simply contain everything; their samples were added before. */
    void contain(Map<UUID, Containment.Contained> contained);

    /**
     * Keeps which deployments went into which others.
     *
     * @param isWhole whether these are all of the service's
     */
    void merged(List<LogicalDeployment> history, boolean isWhole);

    /** Keeps verdicts that changed. */
    void judge(Map<UUID, StoredDeployment.Verdict> verdicts);

    /** The options that they were derived under, as far as they differ from the definitions, by name. */
    Map<String, String> options();

    /** Keeps the options that they are derived under. */
    void options(Options options);

    /** Keeps the evidence: all of the service's. */
    void evidence(List<Evidence> evidence);
}
