package dev.throughline.collector.delivery.postgres;

import dev.throughline.collector.delivery.InboxStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deliveries by status, all counted at one moment. Counting a million takes a tenth of a second, so while deliveries are being processed it
 * takes only a small part of the time, and is not repeated while nothing has changed.
 */
final class DeliveryCounts {

    private static final int PAUSES_PER_COUNT = 20;
    private static final long OLDEST_NANOS = Duration.ofSeconds(30).toNanos();

    private final JdbcClient jdbc;
    private @Nullable Counted last;

    DeliveryCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The current counts, or those of a moment ago while something is pending; never pending when nothing is. */
    synchronized InboxStatus.Counts get() {
        Signs signs = signs();
        Counted known = last;
        if (known != null && known.isGood(signs, System.nanoTime())) {
            return known.counts;
        }
        long startedAt = System.nanoTime();
        InboxStatus.Counts counts = count();
        long now = System.nanoTime();
        last = new Counted(counts, signs, now, now - startedAt);
        return counts;
    }

    /**
     * Shows, without counting much, whether something has changed. The statuses are literals: parameters would keep the indexes from being
     * used.
     */
    private Signs signs() {
        return jdbc.sql("""
                        select exists (select from delivery_state where status = 'pending') as is_busy,
                               (select count(*) from delivery_state where status = 'malformed') as malformed,
                               (select count(*) from delivery_state where status = 'failed') as failed,
                               (select max(id) from delivery_state) as newest
                        """)
                .query((row, _) -> new Signs(
                        row.getBoolean("is_busy"),
                        row.getLong("malformed"),
                        row.getLong("failed"),
                        row.getLong("newest")))
                .single();
    }

    private InboxStatus.Counts count() {
        return of(jdbc.sql("select status, count(*) as n from delivery_state group by status"));
    }

    /** @param statement returns a row for each status that occurs, with its count as {@code n} */
    static InboxStatus.Counts of(JdbcClient.StatementSpec statement) {
        Map<String, Long> counts = new HashMap<>();
        statement.query(row -> {
            counts.put(row.getString("status"), row.getLong("n"));
        });
        return new InboxStatus.Counts(
                counts.values().stream().mapToLong(Long::longValue).sum(),
                counts.getOrDefault("processed", 0L),
                counts.getOrDefault("ignored", 0L),
                counts.getOrDefault("malformed", 0L),
                counts.getOrDefault("pending", 0L),
                counts.getOrDefault("failed", 0L));
    }

    private record Signs(boolean isBusy, long malformed, long failed, long newest) {}

    private record Counted(InboxStatus.Counts counts, Signs signs, long atNanos, long tookNanos) {

        boolean isGood(Signs now, long nanos) {
            if (now.isBusy) {
                return counts.pending() > 0 && nanos - atNanos < PAUSES_PER_COUNT * tookNanos;
            }
            return counts.pending() == 0 && now.equals(signs) && nanos - atNanos < OLDEST_NANOS;
        }
    }
}
