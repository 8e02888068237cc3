package dev.throughline.engine.fact;

/**
 * Where a branch stood against the one that its change wants to be merged into, as one delivery tells. A set: each stays true.
 *
 * @param ref full name of the branch
 * @param head where it stood
 * @param base a commit of the other branch; the branch continues from somewhere in its history
 * @param commits how many commits it had beside that history
 */
public record BranchBase(RepositoryId repository, String ref, CommitSha head, CommitSha base, int commits)
        implements Fact {}
