package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.Rhythms;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps them in the table {@code source_rhythm}. */
record PostgresRhythms(JdbcClient jdbc, TransactionOperations transaction) implements Rhythms {

    /** What was stored at the same time may become visible later. */
    private static final int OVERLAP = 1_000;

    @Override
    public void refresh() {
        transaction.executeWithoutResult(_ -> {
            boolean isOurs = jdbc.sql(
                            "select pg_try_advisory_xact_lock(hashtextextended('throughline.rhythm', hashtext(current_schema())))")
                    .query(Boolean.class)
                    .single();
            if (isOurs) {
                follow();
                count();
            }
        });
    }

    private void follow() {
        jdbc.sql("""
                        insert into source_rhythm as known (source, newest_id, last_at)
                        select source, max(id), max(received_at)
                          from delivery
                         where id > (select coalesce(max(newest_id), 0) from source_rhythm) - :overlap
                           and event not like 'history/%'
                         group by source
                            on conflict (source) do update
                           set newest_id = greatest(known.newest_id, excluded.newest_id),
                               last_at = greatest(known.last_at, excluded.last_at)
                        """).param("overlap", OVERLAP).update();
    }

    /** Of a source that rests at the weekend each week's longest pause is one of days: half as long again is silence, not one that is usual. */
    private void count() {
        jdbc.sql("""
                        with due as (
                            select exists (select from source_rhythm where counted_at < now() - interval '1 hour') as is_due
                        ), pause as (
                            select source, received_at,
                                   extract(epoch from received_at - lag(received_at) over (partition by source order by received_at)) as seconds
                              from delivery
                             where (select is_due from due)
                               and received_at > now() - interval '90 days' and event not like 'history/%'
                        ), week as (
                            select source, date_trunc('week', received_at, 'UTC') as week, max(seconds) as longest
                              from pause
                             where seconds is not null
                             group by source, date_trunc('week', received_at, 'UTC')
                        ), weekly as (
                            select source, percentile_cont(0.5) within group (order by longest) as longest from week group by source
                        ), rhythm as (
                            select source, percentile_cont(0.95) within group (order by seconds) as p95, count(seconds) as pauses
                              from pause
                             group by source
                        )
                        update source_rhythm known
                           set counted_at = now(),
                               threshold_seconds = (select case when rhythm.pauses >= 10
                                                                then greatest(86400, 5 * rhythm.p95, 1.5 * weekly.longest) end
                                                      from rhythm
                                                      left join weekly using (source)
                                                     where rhythm.source = known.source)
                         where (select is_due from due)
                        """).update();
    }

    @Override
    public Map<String, Rhythm> all() {
        Map<String, Rhythm> all = new HashMap<>();
        jdbc.sql("select source, last_at, threshold_seconds from source_rhythm").query(row -> {
            double threshold = row.getDouble("threshold_seconds");
            boolean isUnknown = row.wasNull();
            all.put(
                    row.getString("source"),
                    new Rhythm(
                            row.getObject("last_at", OffsetDateTime.class).toInstant(),
                            isUnknown ? null : Duration.ofSeconds((long) threshold)));
        });
        return all;
    }
}
