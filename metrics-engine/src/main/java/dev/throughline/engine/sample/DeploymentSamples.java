package dev.throughline.engine.sample;

import dev.throughline.engine.linking.HiddenCommits;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The samples that the deployments of one service give. */
public interface DeploymentSamples {

    /** Forgets what other services concluded about these deployments, which now belong to this one. */
    void takeOver(Collection<UUID> deployments);

    /** Forgets the samples of these deployments. */
    void remove(Collection<UUID> deployments);

    /** What a deployment delivered first, and how that is known. */
    record Delivered(LogicalDeployment deployment, Link link, Deliveries deliveries) {}

    /** Keeps the samples of some deployments. */
    void add(List<Delivered> some);

    /** Passes on what one deployment delivered, piece by piece: it may be more than fits into memory at once. */
    @FunctionalInterface
    interface Pieces {

        void tell(Consumer<Deliveries> to);
    }

    /** Stores the samples of a deployment that delivered very much. Some of them may be read before all have been passed on. */
    void addInPieces(LogicalDeployment deployment, Link link, Pieces pieces);

    /** Keeps which deployments were the first to reach truncated pushes, as long as their samples are kept. */
    void reach(List<HiddenCommits.Reached> first);

    /**
     * Stores which deployments were merged into which others.
     *
     * @param isWhole whether these are all of the service's
     */
    void merged(List<LogicalDeployment> history, boolean isWhole);
}
