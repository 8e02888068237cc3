package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;

/**
 * A commit as a forge's API shows it: with its parents, but without the push that brought it. When it was first seen remains unknown.
 *
 * @param parents the first first; empty for a root
 * @param committerAt when it was made as it is, by the committer's clock
 */
public record RepositoryCommit(RepositoryId repository, Commit commit, List<CommitSha> parents, Instant committerAt)
        implements Fact {

    public RepositoryCommit {
        parents = List.copyOf(parents);
    }
}
