package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.Map;

/** The commits that are known of one service's repositories. */
public interface KnownCommits {

    /** Those of these commits that pushes listed or the commit graph has; where both do, the graph is right. */
    Map<CommitSha, KnownCommit> of(Collection<CommitSha> shas);
}
