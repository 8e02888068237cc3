package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.Item.Told;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A chapter whose list identifies each object and shows whether it has changed: nothing more is requested for known ones. Whether they are
 * known is looked up for a whole page at once.
 *
 * @param <T> an object as in the list
 */
public final class ListedItems<T> implements Items {

    private final Paging<T> pages;
    private final LongSupplier total;
    private final Memory memory;
    private final Naming<T> naming;
    private final Telling<T> telling;
    private final Deque<Named<T>> page = new ArrayDeque<>();
    private Map<String, String> versions = Map.of();
    private Set<String> known = Set.of();

    /** The pages of a list. */
    public interface Paging<T> {
        /** The next one; empty when there is none. */
        List<T> next() throws ApiFailed;
    }

    /**
     * An object in its list.
     *
     * @param version changes whenever the object does
     * @param isOpen whether it may change invisibly: more is requested even though it is known
     */
    public record Listed(String id, String version, Instant at, boolean isOpen) {

        /** One whose version shows every change. */
        public Listed(String id, String version, Instant at) {
            this(id, version, at, false);
        }
    }

    /** Finds out which object it is. */
    public interface Naming<T> {
        /** Null for one that does not belong to this chapter. */
        @Nullable
        Listed name(T object) throws ApiFailed;
    }

    /** Makes a delivery of an object. */
    public interface Telling<T> {
        /** Null for one with nothing to report yet. */
        @Nullable
        Told tell(T object) throws ApiFailed;
    }

    private record Named<T>(T object, Listed listed) {}

    /** A list that does not say how long it is. */
    public ListedItems(Paging<T> pages, Memory memory, Naming<T> naming, Telling<T> telling) {
        this(pages, () -> 0, memory, naming, telling);
    }

    /** @param total how many objects there are, where the first page says so; 0 where it does not */
    public ListedItems(Paging<T> pages, LongSupplier total, Memory memory, Naming<T> naming, Telling<T> telling) {
        this.pages = pages;
        this.total = total;
        this.memory = memory;
        this.naming = naming;
        this.telling = telling;
    }

    @Override
    public @Nullable Item next() throws ApiFailed {
        while (page.isEmpty()) {
            if (!turn()) {
                return null;
            }
        }
        Named<T> named = page.remove();
        Listed listed = named.listed();
        // a list that shifts may show one twice, in its old and new state
        boolean isKnown = !listed.isOpen()
                && known.contains(listed.id())
                && listed.version().equals(versions.get(listed.id()));
        return new Item(listed.id(), listed.version(), listed.at(), 1, isKnown ? null : telling.tell(named.object()));
    }

    private boolean turn() throws ApiFailed {
        List<T> objects = pages.next();
        List<Named<T>> named = new ArrayList<>();
        versions = new HashMap<>();
        for (T object : objects) {
            Listed listed = naming.name(object);
            if (listed != null) {
                named.add(new Named<>(object, listed));
                versions.put(listed.id(), listed.version());
            }
        }
        known = memory.known(versions);
        page.addAll(named);
        return !objects.isEmpty();
    }

    @Override
    public OptionalLong total() {
        long told = total.getAsLong();
        return told == 0 ? OptionalLong.empty() : OptionalLong.of(told);
    }
}
