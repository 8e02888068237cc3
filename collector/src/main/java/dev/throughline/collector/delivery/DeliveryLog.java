package dev.throughline.collector.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What arrived and how it was processed, for people. Never shows a body. */
public interface DeliveryLog {

    /**
     * Deliveries, newest first.
     *
     * @param source only those of this source; null means all
     * @param status only those with this status; null means all
     * @param before only those with a smaller id; null means from the newest
     */
    default List<DeliveryItem> list(
            @Nullable String source, @Nullable String status, @Nullable Long before, int limit) {
        return list(new DeliveryFilter(source, null, status, null), before, limit);
    }

    /**
     * Deliveries, newest first.
     *
     * @param before only those with a smaller id; null means from the newest
     */
    List<DeliveryItem> list(DeliveryFilter filter, @Nullable Long before, int limit);

    /** What has arrived since an instant, by status. */
    InboxStatus.Counts since(Instant from);

    /** When the oldest delivery that is waiting to be read was received; empty when none is. */
    Optional<Instant> oldestPending();

    /** Names of events that senders have used recently, in order. */
    List<String> events();

    /** The delivery with this id, or else with this id of its sender. */
    Optional<DeliveryItem> find(String id);

    /** Makes a delivery pending again, with all its attempts, and returns its new state. */
    Optional<DeliveryItem> replay(String id);

    /** Makes the deliveries that match a filter pending again, and returns how many there are. */
    int replay(DeliveryFilter filter);

    /** How many deliveries there are, and how far the samples lag behind them. */
    InboxStatus status();
}
