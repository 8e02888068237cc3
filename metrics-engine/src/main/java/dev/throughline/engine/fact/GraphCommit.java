package dev.throughline.engine.fact;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit as git itself knows it, of which webhooks contain only parts.
 *
 * @param repository name of a repository that has it, as its source writes it; only the hash identifies it
 * @param parents the first first; empty for a root
 * @param authorAt when its author wrote it, by the author's clock
 * @param committerAt when it was made as it is, by the committer's clock
 * @param paths files that it adds, changes or removes; null when they were not supplied
 */
public record GraphCommit(
        String repository,
        CommitSha sha,
        List<CommitSha> parents,
        Instant authorAt,
        Instant committerAt,
        @Nullable List<String> paths) {

    public GraphCommit {
        parents = List.copyOf(parents);
        paths = paths == null ? null : List.copyOf(paths);
    }

    /** One whose files are unknown. */
    public GraphCommit(
            String repository, CommitSha sha, List<CommitSha> parents, Instant authorAt, Instant committerAt) {
        this(repository, sha, parents, authorAt, committerAt, null);
    }
}
