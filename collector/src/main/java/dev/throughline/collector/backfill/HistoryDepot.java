package dev.throughline.collector.backfill;

import java.util.List;

/** Where what an API told is kept: as deliveries, beside all others. */
public interface HistoryDepot {

    /**
     * Makes them durable. Those that are there already are left as they were.
     *
     * @param source name of the source that they are deliveries of
     * @throws RuntimeException when they could not be stored: then nothing of them was
     */
    void keep(String source, List<Item.Told> told);
}
