package dev.throughline.engine.fact;

import org.jspecify.annotations.Nullable;

/**
 * The branch of a change.
 *
 * @param repository the source's id of the repository that has it; null when that is gone, or unknown
 * @param ref its name, without {@code refs/heads/}; empty when unknown
 * @param head where it points
 * @param into the branch that it is to be merged into, without {@code refs/heads/}; empty when unknown
 */
public record Branch(@Nullable String repository, String ref, CommitSha head, String into) {}
