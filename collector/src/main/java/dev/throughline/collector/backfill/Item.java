package dev.throughline.collector.backfill;

import dev.throughline.collector.payload.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An object of a repository as its forge's API lists it: a pull request with its commits and reviews, a deployment with its statuses.
 *
 * @param object the forge's own id for it within the chapter
 * @param version changes whenever the object does
 * @param at when it last changed or was created: shows how far back a chapter has been read
 * @param size how many things it counts for: a page of commits is one object
 *     @param told null when this version is already known, so that nothing more was requested
 */
public record Item(
        String object,
        String version,
        Instant at,
        int size,
        @Nullable Told told) {

    private static final int VERSION_BYTES = 12;

    /** One whose version is its content; known content becomes no delivery. */
    public static Item of(Memory memory, String object, Instant at, int size, Told told) {
        String version = version(told.body());
        return new Item(object, version, at, size, memory.isKnown(object, version) ? null : told);
    }

    /** The same for the same bytes. */
    public static String version(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest(bytes), 0, VERSION_BYTES);
    }

    /**
     * Data that becomes a delivery.
     *
     * @param event the converter's word for it, e.g. {@code history/pull_request}
     * @param key stable: the same object in the same state has the same
     */
    public record Told(String event, String key, byte[] body) {

        /** Prefix of the event of each such delivery. No sender may post one. */
        public static final String PREFIX = "history/";

        /** @param kind of the object, in the words of the forge */
        public static Told of(ForgeRepository repository, String kind, String object, byte[] body) {
            String event = PREFIX + kind;
            String key = String.join("/", event, repository.key(), object, version(body));
            return new Told(event, key, body);
        }
    }

    /** Whether anything was read that was not known. */
    public boolean isNews() {
        return told != null;
    }
}
