package dev.throughline.collector.inbox;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What arrived and what became of it, for people who look at it. Never shows a body. */
public interface DeliveryLog {

    /**
     * Deliveries, newest first.
     *
     * @param source only those of this source; null means all
     * @param status only those with this status; null means all
     * @param before only those with a smaller id; null means from the newest
     */
    List<DeliveryItem> list(@Nullable String source, @Nullable String status, @Nullable Long before, int limit);

    /** The delivery with this id, or else with this id of its sender. */
    Optional<DeliveryItem> find(String id);

    /** Makes a delivery pending again, with all its attempts, and answers it as it is then. */
    Optional<DeliveryItem> replay(String id);

    /** Makes every delivery pending again, and answers how many there are. */
    int replayAll();

    /** How many deliveries there are, and how far the samples lag behind them. */
    InboxStatus status();
}
