package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.history.Position;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted.
 *
 * @param after null for the first
 * @param limit at most this many items, 1 to 1000
 */
record Paging(@Nullable Position after, int limit) {

    private static final Pattern UP_TO_1000 = Pattern.compile("[1-9]\\d{0,2}|1000");

    static Paging byName(@Nullable String after, @Nullable String limit) {
        return new Paging(after == null ? null : Cursor.inNames(after), limit(limit));
    }

    static Paging byTime(@Nullable String after, @Nullable String limit) {
        return new Paging(after == null ? null : Cursor.inTime(after), limit(limit));
    }

    private static int limit(@Nullable String value) {
        if (value == null) {
            return 100;
        }
        if (!UP_TO_1000.matcher(value).matches()) {
            throw new BadParameter("limit", value, "a whole number from 1 to 1000");
        }
        return Integer.parseInt(value);
    }
}
