package dev.throughline.collector.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object of a repository as its forge's API lists it: a pull request with its commits and reviews, a deployment with its statuses.
 *
 * @param object the forge's own id of it within the chapter
 * @param version what changes whenever the object does; of what never changes it is empty
 * @param at when it last changed, or came about: what tells how far back a chapter has been read
 * @param size how many things it counts for: a page of commits is one object
 * @param told null when it is known in this version already, so that nothing more was asked
 */
public record Item(
        String object,
        String version,
        Instant at,
        int size,
        @Nullable Told told) {

    /**
     * What becomes a delivery.
     *
     * @param event the word of the converter for it, e.g. {@code history/pull_request}
     * @param key stable: the same object in the same state has the same
     */
    public record Told(String event, String key, byte[] body) {}

    /** Whether anything was read that was not known. */
    public boolean isNews() {
        return told != null;
    }
}
