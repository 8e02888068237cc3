package dev.throughline.server.forge;

import org.jspecify.annotations.Nullable;

/**
 * A tag.
 *
 * @param sha the commit
 * @param object hash of the annotated tag itself; null when it has no object of its own
 */
public record Tag(String name, String sha, @Nullable String object) {}
