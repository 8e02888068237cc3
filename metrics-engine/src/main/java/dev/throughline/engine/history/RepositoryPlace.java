package dev.throughline.engine.history;

/**
 * Where a repository is.
 *
 * @param source the system that has it, e.g. {@code github}
 * @param host of that system, e.g. {@code github.com}; empty when its source has none
 * @param name full name, e.g. {@code acme/shop}
 */
public record RepositoryPlace(String source, String host, String name) {}
