package dev.throughline.collector.backfill;

/**
 * A repository as the API of its forge names it.
 *
 * @param source kind of the source, as in the ids of its facts, e.g. {@code github}
 * @param host host of the forge, as in the ids of its facts
 * @param externalId the forge's own id, as text
 * @param name full name, e.g. {@code acme/shop}
 */
public record ForgeRepository(String source, String host, String externalId, String name) {

    /** The key of its progress, which stays the same when the name changes. */
    public String key() {
        return host + "/" + externalId;
    }

    /** Whether a name is a pattern: with {@code *} for any number of characters, {@code ?} for one. */
    public static boolean isWild(String name) {
        return name.contains("*") || name.contains("?");
    }
}
