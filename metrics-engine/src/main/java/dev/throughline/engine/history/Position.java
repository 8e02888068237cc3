package dev.throughline.engine.history;

import java.time.Instant;

/**
 * A place in a sorted list: what stands after it is the next page, whatever is added or removed meanwhile.
 *
 * @param key what the list is sorted by: a name, or an instant in ISO-8601
 * @param id tells apart what has the same key
 */
public record Position(String key, String id) {

    public static Position at(Instant instant, String id) {
        return new Position(instant.toString(), id);
    }

    /**
     * The key of a list that is sorted by time.
     *
     * @throws java.time.DateTimeException when it is no instant
     */
    public Instant at() {
        return Instant.parse(key);
    }
}
