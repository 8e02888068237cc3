package dev.throughline.engine.fact;

/**
 * Where a branch pointed relative to the one that its change is to be merged into, according to one delivery. A set: each stays true.
 *
 * @param ref full name of the branch
 * @param head where it pointed
 * @param base a commit of the other branch; the branch continues from somewhere in its history
 * @param commits how many commits it had in addition to that history
 */
public record BranchBase(RepositoryId repository, String ref, CommitSha head, CommitSha base, int commits)
        implements Fact {}
