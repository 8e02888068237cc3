package dev.throughline.engine.fact;

import java.util.List;

/**
 * The files of a commit, reported separately: a forge's API lists commits without them.
 *
 * @param paths files that it adds, changes or removes; empty when it touches none
 */
public record CommitFiles(RepositoryId repository, CommitSha sha, List<String> paths) implements Fact {

    public CommitFiles {
        paths = List.copyOf(paths);
    }
}
