package dev.throughline.engine.fact;

/**
 * Which commit a tag points to, as shown by a forge's API. A push of the tag says more, and counts before it.
 *
 * @param name without {@code refs/tags/}
 */
public record Tag(RepositoryId repository, String name, CommitSha commit, Statement statement) implements Fact {}
