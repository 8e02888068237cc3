package dev.throughline.engine.history;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next where the next part begins; null when this is the last
 */
public record Page<T>(List<T> items, @Nullable Position next) {

    /**
     * The first {@code limit} of these.
     *
     * @param found one more than {@code limit} when there are more
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, Position> position) {
        return found.size() > limit
                ? new Page<>(List.copyOf(found.subList(0, limit)), position.apply(found.get(limit - 1)))
                : new Page<>(found, null);
    }
}
