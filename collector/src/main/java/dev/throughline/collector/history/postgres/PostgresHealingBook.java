package dev.throughline.collector.history.postgres;

import dev.throughline.collector.history.HealingBook;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Begins backfills in the tables {@code backfill} and {@code backfill_repository}; a lock lets one process at a time do so. */
final class PostgresHealingBook implements HealingBook {

    /** So many repositories become one backfill. */
    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    PostgresHealingBook(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** A repository that is to be read. */
    private record Wanted(String host, String externalId, String name, Instant since) {}

    @Override
    public List<String> beginUnread(Forge forge, Instant since) {
        return begin(forge, "auto", () -> unread(forge, since));
    }

    private List<Wanted> unread(Forge forge, Instant since) {
        return jdbc.sql("""
                        select r.host, r.external_id, r.name, :since::timestamptz as since
                          from repository r
                         where r.source = :kind and (:host::text is null or r.host = :host)
                           and r.name ~ '^[^/*?]+(/[^/*?]+)+$' and r.name !~ '(^|/)[.]{1,2}(/|$)'
                           and not exists (select from backfill_repository asked
                                             join backfill b on b.id = asked.backfill_id
                                            where b.source = :source
                                              and asked.kind = r.source and asked.host = r.host and asked.external_id = r.external_id)
                           and not exists (select from backfill_repository asked
                                             join backfill b on b.id = asked.backfill_id
                                            where b.source = :source and asked.external_id is null and lower(asked.name) = lower(r.name))
                         order by r.id
                         limit :most
                        """)
                .param("source", forge.source())
                .param("kind", forge.kind())
                .param("host", forge.host())
                .param("since", utc(since))
                .param("most", MOST)
                .query((row, _) -> new Wanted(
                        row.getString("host"),
                        row.getString("external_id"),
                        row.getString("name"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    @Override
    public List<String> beginNightly(Forge forge, Instant due, Duration overlap, Instant earliest) {
        return begin(forge, "nightly", () -> isBegun(forge, due) ? List.of() : read(forge, due, overlap, earliest));
    }

    private boolean isBegun(Forge forge, Instant due) {
        return jdbc.sql("""
                        select exists (select from backfill
                                        where source = :source and cause = 'nightly' and created_at >= :due)
                        """)
                .param("source", forge.source())
                .param("due", utc(due))
                .query(Boolean.class)
                .single();
    }

    /** What has not been read since it was due. Each since the day of its last reading, so that most share one. */
    private List<Wanted> read(Forge forge, Instant due, Duration overlap, Instant earliest) {
        return jdbc.sql("""
                        select r.host, r.external_id, r.name,
                               greatest(date_trunc('day', min(c.read_at) - make_interval(secs => :overlap), 'UTC'), :earliest) as since
                          from history_chapter c
                          join repository r on r.source = :kind and r.host || '/' || r.external_id = c.repository
                         where c.source = :source and c.is_complete and (:host::text is null or r.host = :host)
                         group by r.id
                        having bool_or(c.chapter = 'repository') and min(c.read_at) < :due
                         order by r.id
                        """)
                .param("source", forge.source())
                .param("kind", forge.kind())
                .param("host", forge.host())
                .param("due", utc(due))
                .param("overlap", (double) overlap.toSeconds())
                .param("earliest", utc(earliest))
                .query((row, _) -> new Wanted(
                        row.getString("host"),
                        row.getString("external_id"),
                        row.getString("name"),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }

    private interface Finding {
        List<Wanted> find();
    }

    /** What is found while nobody else looks. */
    private List<String> begin(Forge forge, String cause, Finding finding) {
        List<String> begun = transaction.execute(_ -> {
            jdbc.sql(
                            "select pg_advisory_xact_lock(hashtextextended('throughline.backfill', hashtext(current_schema())))")
                    .query((_, _) -> true)
                    .list();
            List<Wanted> found = finding.find();
            Map<Instant, List<Wanted>> bySince = new LinkedHashMap<>();
            found.forEach(one ->
                    bySince.computeIfAbsent(one.since, _ -> new ArrayList<>()).add(one));
            bySince.forEach((since, wanted) -> insert(jdbc, forge, cause, since, wanted));
            return found.stream().map(Wanted::name).toList();
        });
        return begun == null ? List.of() : begun;
    }

    private static void insert(JdbcClient jdbc, Forge forge, String cause, Instant since, List<Wanted> wanted) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into backfill (id, source, since, cause) values (:id, :source, :since, :cause)")
                .param("id", id)
                .param("source", forge.source())
                .param("since", utc(since))
                .param("cause", cause)
                .update();
        jdbc.sql("""
                        insert into backfill_repository (backfill_id, position, name, kind, host, external_id)
                        select :id, told.position, told.name, :kind, told.host, told.external_id
                          from unnest(:names::text[], :hosts::text[], :externals::text[])
                               with ordinality as told (name, host, external_id, position)
                            on conflict (backfill_id, lower(name)) do nothing
                        """)
                .param("id", id)
                .param("kind", forge.kind())
                .param("names", wanted.stream().map(Wanted::name).toArray(String[]::new))
                .param("hosts", wanted.stream().map(Wanted::host).toArray(String[]::new))
                .param("externals", wanted.stream().map(Wanted::externalId).toArray(String[]::new))
                .update();
    }

    @Override
    public int minuteOfNight() {
        return jdbc.sql("select minute from history_night").query(Integer.class).single();
    }

    @Override
    public void prune(int backfills, Instant answersBefore) {
        // what is the last to have looked at a repository says that it has been looked at
        jdbc.sql("""
                        delete from backfill old
                         where old.finished_at is not null
                           and old.id not in (select id from backfill order by created_at desc, id limit :backfills)
                           and not exists (select from backfill_repository one
                                            where one.backfill_id = old.id
                                              and (one.state = 'failed' and one.resumes_at is not null
                                                   or not exists (select from backfill_repository later
                                                                    join backfill b on b.id = later.backfill_id
                                                                   where b.source = old.source and b.created_at > old.created_at
                                                                     and lower(later.name) = lower(one.name))))
                        """).param("backfills", backfills).update();
        jdbc.sql("delete from api_answer where kept_at < :before")
                .param("before", utc(answersBefore))
                .update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
