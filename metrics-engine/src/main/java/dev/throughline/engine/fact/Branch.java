package dev.throughline.engine.fact;

import org.jspecify.annotations.Nullable;

/**
 * The branch of a change.
 *
 * @param repository the source's id of the repository that has it; null when that is gone, or not told
 * @param ref its name, without {@code refs/heads/}; empty when it is not told
 * @param head where it stands
 * @param into the branch that it wants to be merged into, without {@code refs/heads/}; empty when it is not told
 */
public record Branch(@Nullable String repository, String ref, CommitSha head, String into) {}
