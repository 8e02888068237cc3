package dev.throughline.engine.history;

import java.time.Instant;

/**
 * A place in a sorted list: the next page is what comes after it, whatever is added or removed meanwhile.
 *
 * @param key the sort key: a name, or an instant in ISO-8601
 * @param id distinguishes entries with the same key
 */
public record Position(String key, String id) {

    public static Position at(Instant instant, String id) {
        return new Position(instant.toString(), id);
    }

    /**
     * The key of a list that is sorted by time.
     *
     * @throws java.time.DateTimeException when it is not an instant
     */
    public Instant at() {
        return Instant.parse(key);
    }
}
