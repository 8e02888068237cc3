package dev.throughline.server.forge;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows that are made when they are asked for, by keys from 1 on, and stand in the same sequence in every order. */
final class LazyTable<T> implements Table<T> {

    private final int size;
    private final IntFunction<T> row;

    LazyTable(int size, IntFunction<T> row) {
        this.size = size;
        this.row = row;
    }

    @Override
    public List<T> by(Order order) {
        return new Rows<>(size, index -> row.apply(index + 1));
    }

    @Override
    public @Nullable T find(long key) {
        return key >= 1 && key <= size ? row.apply((int) key) : null;
    }

    @Override
    public void put(T changed) {
        throw new UnsupportedOperationException("made up by number");
    }

    @Override
    public void remove(long key) {
        throw new UnsupportedOperationException("made up by number");
    }

    /** A list that makes its items. */
    static final class Rows<T> extends AbstractList<T> implements RandomAccess {

        private final int size;
        private final IntFunction<T> item;

        Rows(int size, IntFunction<T> item) {
            this.size = size;
            this.item = item;
        }

        @Override
        public T get(int index) {
            return item.apply(index);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
