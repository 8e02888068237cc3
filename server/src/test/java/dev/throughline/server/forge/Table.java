package dev.throughline.server.forge;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one kind, in the orders that an API lists them in. */
public interface Table<T> {

    /** What rows stand in order of; ties by key. */
    enum Order {
        KEY,
        CREATED,
        UPDATED
    }

    /** All of them, ascending; must be cheap to take a part of. */
    List<T> by(Order order);

    @Nullable
    T find(long key);

    /** Adds it or replaces that of its key. */
    void put(T row);

    void remove(long key);
}
