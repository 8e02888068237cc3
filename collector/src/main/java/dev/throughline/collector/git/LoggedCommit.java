package dev.throughline.collector.git;

import dev.throughline.engine.fact.GraphCommit;

/**
 * A commit with what its message says.
 *
 * @param author name of its author
 * @param message as in git, in Unicode; an absurdly long one is cut off
 */
public record LoggedCommit(GraphCommit commit, String author, String message) {}
