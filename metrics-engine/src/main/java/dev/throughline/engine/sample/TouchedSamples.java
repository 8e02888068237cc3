package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Which samples of one service new facts affect. */
public interface TouchedSamples {

    /**
     * The first deployment, in order, that new facts affect: because they concern a commit that it reached, or a commit that decides how
     * one that it reached is read.
     *
     * @param shas the commits that new facts concern
     * @param deployed commits of deployments that came or went: they may enter a push in its middle
     */
    Optional<Place> firstTouched(Collection<String> shas, Set<CommitSha> deployed);

    /** The first deployment, in order, that was not linked only by the commit graph although the graph has some of its commits. */
    Optional<Place> firstLinkedWithoutGraph();
}
