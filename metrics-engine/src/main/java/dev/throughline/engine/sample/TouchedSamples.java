package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Which samples of one service new facts concern. */
public interface TouchedSamples {

    /**
     * The first deployment, in order, that new facts touch: because they speak of a commit that it reached, or of a commit that decides
     * how one that it reached is read.
     *
     * @param shas the commits that new facts speak of
     * @param deployed commits of deployments that came or went: they may enter a push in its middle
     */
    Optional<Place> firstTouched(Collection<String> shas, Set<CommitSha> deployed);

    /** The first deployment, in order, that was not linked by the commit graph alone though the graph has commits of it. */
    Optional<Place> firstLinkedWithoutGraph();
}
