package dev.throughline.collector.backfill;

import dev.throughline.collector.payload.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An object of a repository as its forge's API lists it: a pull request with its commits and reviews, a deployment with its statuses.
 *
 * @param object the forge's own id of it within the chapter
 * @param version what changes whenever the object does
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

    private static final int VERSION_BYTES = 12;

    /** One whose version is what it says; what of that is known becomes no delivery. */
    public static Item of(Memory memory, String object, Instant at, int size, Told told) {
        String version = version(told.body());
        return new Item(object, version, at, size, memory.isKnown(object, version) ? null : told);
    }

    /** The same for the same bytes. */
    public static String version(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest(bytes), 0, VERSION_BYTES);
    }

    /**
     * What becomes a delivery.
     *
     * @param event the word of the converter for it, e.g. {@code history/pull_request}
     * @param key stable: the same object in the same state has the same
     */
    public record Told(String event, String key, byte[] body) {

        /** Begins the event of each delivery that came so. No sender may post one. */
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
