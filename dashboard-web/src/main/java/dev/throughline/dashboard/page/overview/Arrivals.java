package dev.throughline.dashboard.page.overview;

import dev.throughline.dashboard.delivery.Arrival;
import org.jspecify.annotations.Nullable;

/** What has arrived. Supplied by the server, shown on the first page until there is a number to show. */
public interface Arrivals {

    Arrived soFar();

    /**
     * @param received how many deliveries, from every source
     * @param malformed how many of them could not be read
     * @param failed how many of them could not be processed
     * @param isSettled whether everything that could be read is in the numbers
     * @param latest the delivery that arrived last; null when there is none
     */
    record Arrived(
            long received,
            long malformed,
            long failed,
            boolean isSettled,
            @Nullable Arrival latest) {}
}
