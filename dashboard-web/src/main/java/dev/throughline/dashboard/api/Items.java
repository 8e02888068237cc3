package dev.throughline.dashboard.api;

import dev.throughline.engine.history.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next what to send as {@code after} for the next part; null when this is the last
 */
record Items<T>(List<T> items, @Nullable String next) {

    static <E, T> Items<T> of(Page<E> page, Function<E, T> item) {
        return new Items<>(
                page.items().stream().map(item).toList(), page.next() == null ? null : Cursor.of(page.next()));
    }
}
