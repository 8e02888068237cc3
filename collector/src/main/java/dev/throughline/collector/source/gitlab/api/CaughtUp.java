package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.history.ApiFailed;
import dev.throughline.collector.history.Item;
import dev.throughline.collector.history.Items;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A list in order of the last change, newest first, and behind its end once more what changed while it was read: that moved to the front,
 * past which the reading was.
 */
final class CaughtUp implements Items {

    private final Supplier<Items> list;
    private Items items;
    private @Nullable Instant newest;
    private @Nullable Instant until;

    /** @param list begins it again */
    CaughtUp(Supplier<Items> list) {
        this.list = list;
        this.items = list.get();
    }

    @Override
    public @Nullable Item next() throws ApiFailed {
        while (true) {
            Item item = items.next();
            if (item != null) {
                newest = newest == null ? item.at() : newest;
                if (until == null || item.at().isAfter(until)) {
                    return item;
                }
            }
            if (newest == null || until != null && !newest.isAfter(until)) {
                return null;
            }
            until = newest;
            newest = null;
            items = list.get();
        }
    }
}
