package dev.throughline.dashboard.page.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has arrived. Supplied by the server, told by the first page until there is a number to show. */
public interface Arrivals {

    Arrived soFar();

    /**
     * @param received how many deliveries, of every source
     * @param malformed how many of them could not be read
     * @param failed how many of them could not be worked on
     * @param isSettled whether all that could be read is in the numbers
     * @param latest null when there is none
     */
    record Arrived(
            long received,
            long malformed,
            long failed,
            boolean isSettled,
            @Nullable Latest latest) {}

    /**
     * The delivery that arrived last.
     *
     * @param event the sender's word for what happened; empty when it said none
     * @param status {@code pending}, {@code processed}, {@code ignored}, {@code malformed} or {@code failed}
     * @param reason why it was ignored or malformed; null otherwise
     */
    record Latest(
            String source,
            String event,
            Instant receivedAt,
            String status,
            @Nullable String reason) {}
}
