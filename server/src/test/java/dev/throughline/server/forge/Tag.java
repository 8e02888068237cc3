package dev.throughline.server.forge;

import org.jspecify.annotations.Nullable;

/**
 * A tag.
 *
 * @param sha the commit
 * @param object hash of the annotated tag itself; null when it has no object of its own
 */
public record Tag(String name, String sha, @Nullable String object) {

    /** Of an annotated tag a push names the tag's own object, not the commit. */
    static Tag pushed(String name, String after, String commit) {
        return new Tag(name, commit, after.equals(commit) ? null : after);
    }
}
