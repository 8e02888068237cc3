package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.Hearing;
import dev.throughline.collector.inbox.Hearings;
import dev.throughline.collector.inbox.Rhythms;
import dev.throughline.engine.postgres.Instants;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps them in the table {@code source_rhythm}. */
record PostgresRhythms(JdbcClient jdbc, TransactionOperations transaction) implements Rhythms, Hearings {

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
                countRepositories();
                count();
            }
        });
    }

    /** Most of what arrives concerns a repository that was heard of some minutes ago, and changes nothing. */
    @Override
    public void note(List<Hearing> hearings) {
        jdbc.sql("""
                        insert into repository_day as known (source, repository_id, day, last_at)
                        select told.source, told.repository_id, told.day, told.last_at
                          from (select heard.source, r.id as repository_id, (heard.at at time zone 'UTC')::date as day, max(heard.at) as last_at
                                  from unnest(:sources::text[], :kinds::text[], :hosts::text[], :externals::text[], :ats::timestamptz[])
                                       as heard (source, kind, host, external_id, at)
                                  join repository r on r.source = heard.kind and r.host = heard.host and r.external_id = heard.external_id
                                 where heard.at > now() - interval '90 days'
                                 group by 1, 2, 3) told
                         where not exists (select from repository_day seen
                                            where seen.source = told.source and seen.repository_id = told.repository_id
                                              and seen.day = told.day and seen.last_at > told.last_at - interval '10 minutes')
                         order by told.source, told.repository_id, told.day
                            on conflict (source, repository_id, day) do update
                           set last_at = greatest(known.last_at, excluded.last_at)
                        """)
                .param("sources", texts(hearings, Hearing::source))
                .param("kinds", texts(hearings, hearing -> hearing.repository().source()))
                .param("hosts", texts(hearings, hearing -> hearing.repository().host()))
                .param(
                        "externals",
                        texts(hearings, hearing -> hearing.repository().externalId()))
                .param("ats", texts(hearings, hearing -> hearing.at().toString()))
                .update();
    }

    private static String[] texts(List<Hearing> hearings, Function<Hearing, String> text) {
        return hearings.stream().map(text).toArray(String[]::new);
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

    /** By days, because there are many repositories: everything on one day counts once. */
    private void countRepositories() {
        boolean isDue = jdbc.sql(
                        "select exists (select from source_rhythm where counted_at < now() - interval '1 hour')")
                .query(Boolean.class)
                .single();
        if (isDue) {
            jdbc.sql("delete from repository_day where day < (now() at time zone 'UTC')::date - 90")
                    .update();
            jdbc.sql("delete from repository_rhythm").update();
            jdbc.sql("""
                            insert into repository_rhythm (source, repository_id, threshold_seconds)
                            select source, repository_id,
                                   greatest(7 * 86400, 3 * percentile_cont(0.95) within group (order by seconds))
                              from (select source, repository_id,
                                           extract(epoch from last_at - lag(last_at) over (partition by source, repository_id order by day)) as seconds
                                      from repository_day) pause
                             group by source, repository_id
                            having count(seconds) >= 10
                            """).update();
        }
    }

    @Override
    public List<SilentRepository> silentRepositories(int limit) {
        return jdbc.sql("""
                        select source, name, last_at, threshold_seconds
                          from (select rhythm.source, r.name, newest.last_at, rhythm.threshold_seconds,
                                       row_number() over (partition by rhythm.source order by newest.last_at, r.id) as place
                                  from repository_rhythm rhythm
                                  join repository r on r.id = rhythm.repository_id
                                 cross join lateral (%s) newest
                                 where newest.last_at + make_interval(secs => rhythm.threshold_seconds) < now()) silent
                         where place <= :limit
                         order by last_at, source, name
                        """.formatted(NEWEST))
                .param("limit", limit)
                .query((row, _) -> new SilentRepository(
                        row.getString("source"),
                        row.getString("name"),
                        Instants.of(row, "last_at"),
                        Duration.ofSeconds((long) row.getDouble("threshold_seconds"))))
                .list();
    }

    private static final String NEWEST = """
            select last_at from repository_day heard
             where heard.source = rhythm.source and heard.repository_id = rhythm.repository_id
             order by day desc limit 1""";

    @Override
    public Map<String, Integer> countSilentRepositories() {
        Map<String, Integer> counts = new HashMap<>();
        jdbc.sql("""
                        select rhythm.source,
                               count(*) filter (where newest.last_at + make_interval(secs => rhythm.threshold_seconds) < now()) as silent
                          from repository_rhythm rhythm
                         cross join lateral (%s) newest
                         group by rhythm.source
                        """.formatted(NEWEST)).query(row -> {
            counts.put(row.getString("source"), row.getInt("silent"));
        });
        return counts;
    }

    /** A source that rests at the weekend has a longest pause of days every week: half as long again is silence, the usual pause is not. */
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
                    new Rhythm(Instants.of(row, "last_at"), isUnknown ? null : Duration.ofSeconds((long) threshold)));
        });
        return all;
    }
}
