package dev.throughline.server.forge;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows in memory; each order is sorted once until a row changes. */
final class StoredTable<T> implements Table<T> {

    private final Map<Long, T> rows = new ConcurrentSkipListMap<>();
    private final ToLongFunction<T> key;
    private final Function<T, Instant> createdAt;
    private final Function<T, Instant> updatedAt;
    private volatile Map<Order, List<T>> sorted = new ConcurrentHashMap<>();

    StoredTable(ToLongFunction<T> key, Function<T, Instant> createdAt, Function<T, Instant> updatedAt) {
        this.key = key;
        this.createdAt = createdAt;
        this.updatedAt = updatedAt;
    }

    @Override
    public List<T> by(Order order) {
        return sorted.computeIfAbsent(order, this::sort);
    }

    private List<T> sort(Order order) {
        return switch (order) {
            case KEY -> List.copyOf(rows.values());
            case CREATED -> rows.values().stream().sorted(comparator(createdAt)).toList();
            case UPDATED -> rows.values().stream().sorted(comparator(updatedAt)).toList();
        };
    }

    private Comparator<T> comparator(Function<T, Instant> at) {
        return Comparator.<T, Instant>comparing(at).thenComparingLong(key);
    }

    @Override
    public @Nullable T find(long number) {
        return rows.get(number);
    }

    @Override
    public void put(T row) {
        rows.put(key.applyAsLong(row), row);
        sorted = new ConcurrentHashMap<>();
    }

    @Override
    public void remove(long number) {
        rows.remove(number);
        sorted = new ConcurrentHashMap<>();
    }
}
