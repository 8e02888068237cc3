package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.BackfillBook.Cause;
import dev.throughline.collector.backfill.HealingBook;
import dev.throughline.collector.backfill.HookBook.Patience;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Begins backfills in the tables {@code backfill} and {@code backfill_repository}; a lock lets one process at a time do so. */
final class PostgresHealingBook implements HealingBook {

    /** This many repositories become one backfill. */
    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final BackfillRows rows;

    PostgresHealingBook(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = new BackfillRows(jdbc);
    }

    /** A repository that is to be read. */
    private record Wanted(String host, String externalId, String name, Instant since) {}

    private static Wanted wanted(ResultSet row, int number) throws SQLException {
        return new Wanted(
                row.getString("host"), row.getString("external_id"), row.getString("name"), Instants.of(row, "since"));
    }

    @Override
    public List<String> beginUnread(Forge forge, Instant since) {
        return begin(forge, Cause.AUTO, false, () -> unread(forge, since));
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
                .param("since", Instants.utc(since))
                .param("most", MOST)
                .query(PostgresHealingBook::wanted)
                .list();
    }

    @Override
    public List<String> beginNightly(Forge forge, Instant due, Duration overlap, Instant earliest) {
        return begin(
                forge,
                Cause.NIGHTLY,
                false,
                () -> isBegun(forge, due) ? List.of() : read(forge, due, overlap, earliest));
    }

    private boolean isBegun(Forge forge, Instant due) {
        return jdbc.sql("""
                        select exists (select from backfill
                                        where source = :source and cause = 'nightly' and created_at >= :due)
                        """)
                .param("source", forge.source())
                .param("due", Instants.utc(due))
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
                .param("due", Instants.utc(due))
                .param("overlap", (double) overlap.toSeconds())
                .param("earliest", Instants.utc(earliest))
                .query(PostgresHealingBook::wanted)
                .list();
    }

    @Override
    public List<String> beginHeads(Forge forge, Duration pause) {
        return begin(forge, Cause.AUTO, true, () -> heads(forge, pause));
    }

    private List<Wanted> heads(Forge forge, Duration pause) {
        return jdbc.sql("""
                        select r.host, r.external_id, r.name, now() as since
                          from repository r
                         where r.source = :kind and (:host::text is null or r.host = :host)
                           and exists (select from deployment d
                                        where d.repository_id = r.id and d.sha is not null and d.created_at > now() - interval '3 days'
                                          and not exists (select from graph_commit g where g.sha = d.sha)
                                          and not exists (select from history_object tried
                                                           where tried.source = :source and tried.chapter = 'heads'
                                                             and tried.repository = r.host || '/' || r.external_id and tried.object = d.sha))
                           and exists (select from history_chapter c
                                        where c.source = :source and c.repository = r.host || '/' || r.external_id
                                          and c.chapter = 'commits' and c.is_complete)
                           and not exists (select from git_fetch f where f.repository_id = r.id and f.state = 'ok')
                           and not exists (select from backfill_repository asked
                                             join backfill b on b.id = asked.backfill_id
                                            where b.source = :source
                                              and asked.kind = r.source and asked.host = r.host and asked.external_id = r.external_id
                                              and (b.finished_at is null or b.created_at > now() - make_interval(secs => :pause)))
                         order by r.id
                         limit :most
                        """)
                .param("source", forge.source())
                .param("kind", forge.kind())
                .param("host", forge.host())
                .param("pause", pause.toMillis() / 1e3)
                .param("most", MOST)
                .query(PostgresHealingBook::wanted)
                .list();
    }

    /** What was lost and is not resent. */
    List<String> beginLost(Forge forge, Patience patience, Duration overlap, Duration pause) {
        return begin(forge, Cause.AUTO, false, () -> {
            List<Wanted> wanted = lost(forge, patience, overlap, pause);
            jdbc.sql("""
                            update lost_delivery
                               set is_covered = true
                             where source = :source and repository = any (:repositories::text[])
                               and (try_at is null or tries >= :tries or delivered_at < now() - make_interval(secs => :most_wait::double precision))
                            """)
                    .param("source", forge.source())
                    .param(
                            "repositories",
                            wanted.stream().map(Wanted::externalId).toArray(String[]::new))
                    .param("tries", patience.tries())
                    .param("most_wait", mostWait(patience))
                    .update();
            return wanted;
        });
    }

    private static @Nullable Double mostWait(Patience patience) {
        Duration most = patience.most();
        return most == null ? null : most.toMillis() / 1e3;
    }

    private List<Wanted> lost(Forge forge, Patience patience, Duration overlap, Duration pause) {
        return jdbc.sql("""
                        select r.host, r.external_id, r.name,
                               date_trunc('day', min(lost.delivered_at) - make_interval(secs => :overlap), 'UTC') as since
                          from lost_delivery lost
                          join repository r on r.source = :kind and r.external_id = lost.repository and (:host::text is null or r.host = :host)
                         where lost.source = :source and not lost.is_covered
                           and (lost.try_at is null or lost.tries >= :tries
                                or lost.delivered_at < now() - make_interval(secs => :most_wait::double precision))
                           and not exists (select from backfill_repository asked
                                             join backfill b on b.id = asked.backfill_id
                                            where b.source = :source and b.cause = 'auto'
                                              and b.created_at > now() - make_interval(secs => :pause)
                                              and asked.kind = r.source and asked.host = r.host and asked.external_id = r.external_id)
                         group by r.id
                         order by r.id
                         limit :most
                        """)
                .param("source", forge.source())
                .param("kind", forge.kind())
                .param("host", forge.host())
                .param("tries", patience.tries())
                .param("most_wait", mostWait(patience))
                .param("overlap", (double) overlap.toSeconds())
                .param("pause", (double) pause.toSeconds())
                .param("most", MOST)
                .query(PostgresHealingBook::wanted)
                .list();
    }

    /** What webhooks never attempted to send: everything below the place of such a webhook. */
    List<String> beginMissing(Forge forge, Duration overlap, Duration pause, Duration rest) {
        return begin(forge, Cause.AUTO, false, () -> {
            List<Wanted> wanted = missing(forge, overlap, pause, rest);
            jdbc.sql("""
                            update forge_hook
                               set missing_read_at = now(), missing_since = case when sending <> 'on' then now() end
                             where source = :source and %s
                            """.formatted(MISSES))
                    .param("source", forge.source())
                    .param("pause", pause.toMillis() / 1e3)
                    .param("rest", rest.toMillis() / 1e3)
                    .update();
            return wanted;
        });
    }

    /** A webhook of which something is missing that is due to be read. */
    private static final String MISSES = """
            missing_since is not null
               and case when sending = 'on' then coalesce(missing_read_at < now() - make_interval(secs => :rest), true)
                        else coalesce(missing_read_at, missing_since) < now() - make_interval(secs => :pause) end""";

    private List<Wanted> missing(Forge forge, Duration overlap, Duration pause, Duration rest) {
        return jdbc.sql("""
                        with missed as (
                            select lower(substr(place, strpos(place, '/') + 1)) as name, missing_since from forge_hook
                             where source = :source and %s
                        )
                        select r.host, r.external_id, r.name,
                               date_trunc('day', min(missed.missing_since) - make_interval(secs => :overlap), 'UTC') as since
                          from missed
                          join repository r on r.source = :kind and (:host::text is null or r.host = :host)
                                           and (lower(r.name) = missed.name or starts_with(lower(r.name), missed.name || '/'))
                         group by r.id
                         order by r.id
                        """.formatted(MISSES))
                .param("source", forge.source())
                .param("kind", forge.kind())
                .param("host", forge.host())
                .param("overlap", (double) overlap.toSeconds())
                .param("pause", pause.toMillis() / 1e3)
                .param("rest", rest.toMillis() / 1e3)
                .query(PostgresHealingBook::wanted)
                .list();
    }

    private interface Finding {
        List<Wanted> find();
    }

    /**
     * What is found under the lock.
     *
     * @param isRead whether everything counts as read except the deployed commits that are unknown
     */
    private List<String> begin(Forge forge, Cause cause, boolean isRead, Finding finding) {
        List<String> begun = transaction.execute(_ -> {
            jdbc.sql(
                            "select pg_advisory_xact_lock(hashtextextended('throughline.backfill', hashtext(current_schema())))")
                    .query((_, _) -> true)
                    .list();
            List<Wanted> found = finding.find();
            Map<Instant, List<Wanted>> bySince = new LinkedHashMap<>();
            found.forEach(one ->
                    bySince.computeIfAbsent(one.since, _ -> new ArrayList<>()).add(one));
            bySince.forEach((since, wanted) -> insert(forge, cause, isRead, since, wanted));
            return found.stream().map(Wanted::name).toList();
        });
        return begun == null ? List.of() : begun;
    }

    private void insert(Forge forge, Cause cause, boolean isRead, Instant since, List<Wanted> wanted) {
        UUID id = rows.insert(forge.source(), since, cause);
        jdbc.sql("""
                        insert into backfill_repository (backfill_id, position, name, kind, host, external_id, state, mark_delivery)
                        select :id, told.position, told.name, :kind, told.host, told.external_id,
                               case when :read then 'settling' else 'waiting' end,
                               case when :read then (select coalesce(max(id), 0) from delivery) end
                          from unnest(:names::text[], :hosts::text[], :externals::text[])
                               with ordinality as told (name, host, external_id, position)
                            on conflict (backfill_id, lower(name)) do nothing
                        """)
                .param("id", id)
                .param("read", isRead)
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
        // the last backfill of a repository records that it was read
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
                .param("before", Instants.utc(answersBefore))
                .update();
    }
}
