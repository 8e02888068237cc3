package dev.throughline.engine.history;

import org.jspecify.annotations.Nullable;

/**
 * Where a repository is.
 *
 * @param source the system that has it, e.g. {@code github}
 * @param host of that system, e.g. {@code github.com}; empty when its source has none
 * @param name full name, e.g. {@code acme/shop}
 * @param commitPath what is between its address and the hash of a commit in the address of the commit's page, e.g. {@code /commit/}; null
 *     when there is no such page
 */
public record RepositoryPlace(
        String source, String host, String name, @Nullable String commitPath) {}
