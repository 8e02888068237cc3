package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.List;

/** The merged changes of one service's repositories. */
public interface MergedChanges {

    /** Those that resulted in one of these commits. */
    List<MergedChange> mergedAs(Collection<CommitSha> shas);

    /** Those whose branch ended in one of these commits. */
    List<MergedChange> headedAt(Collection<CommitSha> heads);
}
