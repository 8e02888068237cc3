package dev.throughline.engine.fact;

/**
 * A pipeline that another one in the same repository started, and counts as part of it.
 *
 * @param pipeline the source's own id for it
 * @param parent the source's own id of the one that started it; if several were reported, the first in text order counts
 */
public record ChildPipeline(RepositoryId repository, String pipeline, String parent) implements Fact {}
