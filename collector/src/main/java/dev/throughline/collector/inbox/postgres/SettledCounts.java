package dev.throughline.collector.inbox.postgres;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the statuses that grow without end. Counting a million rows takes a tenth of a second, so while deliveries are being
 * worked on it is done for a small part of the time, and not again while nothing has changed. Once nothing is pending, the counts
 * are those of that moment.
 */
final class SettledCounts {

    private static final int PAUSES_PER_COUNT = 10;
    private static final long OLDEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Supplier<Map<String, Long>> count;
    private @Nullable Counted last;

    SettledCounts(Supplier<Map<String, Long>> count) {
        this.count = count;
    }

    /**
     * The counts, given what was just seen of the rest.
     *
     * @param open counts of the other statuses
     * @param newest greatest id
     */
    synchronized Map<String, Long> at(Map<String, Long> open, long newest) {
        Counted known = last;
        long now = System.nanoTime();
        if (known != null && now - known.atNanos < OLDEST_NANOS) {
            boolean isUnchanged = known.newest == newest && known.open.equals(open);
            boolean isBusy = open.getOrDefault("pending", 0L) > 0;
            if (isUnchanged && !isBusy || isBusy && now - known.atNanos < PAUSES_PER_COUNT * known.tookNanos) {
                return known.counts;
            }
        }
        Map<String, Long> counts = count.get();
        long took = System.nanoTime() - now;
        last = new Counted(counts, open, newest, now + took, took);
        return counts;
    }

    private record Counted(
            Map<String, Long> counts, Map<String, Long> open, long newest, long atNanos, long tookNanos) {}
}
