package dev.throughline.engine.fact;

/**
 * A pipeline that another one of the same repository started, and counts as that one.
 *
 * @param pipeline the source's own id of it
 * @param parent the source's own id of the one that started it; of several that were told, the first as text counts
 */
public record ChildPipeline(RepositoryId repository, String pipeline, String parent) implements Fact {}
