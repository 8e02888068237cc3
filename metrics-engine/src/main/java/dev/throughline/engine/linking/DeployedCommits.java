package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.Set;

/** The commits that a service's production history deployed: where deployments enter pushes. */
@FunctionalInterface
public interface DeployedCommits {

    /** Those of these commits that were deployed. */
    Set<CommitSha> among(Collection<CommitSha> shas);
}
