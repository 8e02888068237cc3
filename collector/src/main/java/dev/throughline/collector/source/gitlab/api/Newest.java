package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.Item;
import dev.throughline.collector.backfill.Items;
import org.jspecify.annotations.Nullable;

/** Merges two lists: the newer of their next entries comes first. */
final class Newest implements Items {

    private final Items first;
    private final Items second;
    private @Nullable Item ofFirst;
    private @Nullable Item ofSecond;

    Newest(Items first, Items second) throws ApiFailed {
        this.first = first;
        this.second = second;
        this.ofFirst = first.next();
        this.ofSecond = second.next();
    }

    @Override
    public @Nullable Item next() throws ApiFailed {
        Item one = ofFirst;
        Item other = ofSecond;
        if (one != null && (other == null || !one.at().isBefore(other.at()))) {
            ofFirst = first.next();
            return one;
        }
        if (other != null) {
            ofSecond = second.next();
        }
        return other;
    }
}
