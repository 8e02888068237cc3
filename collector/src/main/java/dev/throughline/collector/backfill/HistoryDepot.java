package dev.throughline.collector.backfill;

import java.util.List;

/** Where data from an API is kept: as deliveries, next to all others. */
public interface HistoryDepot {

    /**
     * Makes them durable. Those that already exist are left as they are.
     *
     * @param source name of the source that they are deliveries of
     * @throws RuntimeException when they could not be stored: then none of them was
     */
    void keep(String source, List<Item.Told> told);
}
