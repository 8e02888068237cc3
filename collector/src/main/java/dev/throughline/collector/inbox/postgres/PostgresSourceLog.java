package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.RefusalBook.Refused;
import dev.throughline.collector.inbox.SourceLog;
import dev.throughline.engine.postgres.Instants;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the tables {@code delivery}, {@code source_activity} and {@code source_refusal} say. Deliveries are counted again only when there
 * are new ones, and for a small part of the time: a million of them take a good tenth of a second.
 */
final class PostgresSourceLog implements SourceLog {

    private static final int PAUSES_PER_COUNT = 20;

    /** Counts that take no longer than this are done on every request. */
    private static final long QUICK_NANOS = 100_000_000;

    private final JdbcClient jdbc;
    private final Supplier<Map<String, Refused>> seen;
    private @Nullable Counted last;

    /** @param seen what this process itself has refused, if it receives: the table may be a minute behind */
    PostgresSourceLog(JdbcClient jdbc, Supplier<Map<String, Refused>> seen) {
        this.jdbc = jdbc;
        this.seen = seen;
    }

    @Override
    public Map<String, Heard> heard() {
        Map<String, Heard> heard = new HashMap<>();
        counts().forEach((source, count) -> heard.put(source, new Heard(count, null, null, 0)));
        jdbc.sql("""
                        select source, activity.last_received_at, refusal.last_refused_at, coalesce(refusal.in_a_row, 0) as in_a_row
                          from source_activity activity
                          full join source_refusal refusal using (source)
                        """).query(row -> {
            String source = row.getString("source");
            Heard counted = heard.get(source);
            heard.put(
                    source,
                    new Heard(
                            counted == null ? 0 : counted.deliveries(),
                            Instants.orNull(row, "last_received_at"),
                            Instants.orNull(row, "last_refused_at"),
                            row.getInt("in_a_row")));
        });
        seen.get().forEach((source, refused) -> heard.compute(source, (_, known) -> refused(known, refused)));
        return heard;
    }

    private static Heard refused(@Nullable Heard heard, Refused seen) {
        if (heard == null) {
            return new Heard(0, null, seen.lastAt(), seen.inARow());
        }
        Instant known = heard.lastRefusedAt();
        Instant lastAt = seen.lastAt();
        boolean isLater = lastAt != null && (known == null || lastAt.isAfter(known));
        return new Heard(heard.deliveries(), heard.lastDeliveryAt(), isLater ? lastAt : known, seen.inARow());
    }

    private synchronized Map<String, Long> counts() {
        Long newest = jdbc.sql("select coalesce(max(id), 0) from delivery")
                .query(Long.class)
                .single();
        Counted known = last;
        long startedAt = System.nanoTime();
        if (known != null && (known.newest == newest || known.isTooFresh(startedAt))) {
            return known.counts;
        }
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql("select source, count(*) as n from delivery group by source").query(row -> {
            counts.put(row.getString("source"), row.getLong("n"));
        });
        long now = System.nanoTime();
        last = new Counted(counts, newest, now, now - startedAt);
        return counts;
    }

    private record Counted(Map<String, Long> counts, long newest, long atNanos, long tookNanos) {

        boolean isTooFresh(long nanos) {
            return tookNanos > QUICK_NANOS && nanos - atNanos < PAUSES_PER_COUNT * tookNanos;
        }
    }
}
