package dev.throughline.engine.fact;

/**
 * A repository as its source identifies it: names come and go, ids stay.
 *
 * @param source source that knows it, e.g. {@code github}
 * @param externalId the source's own id of it, as text
 */
public record RepositoryId(String source, String externalId) {}
