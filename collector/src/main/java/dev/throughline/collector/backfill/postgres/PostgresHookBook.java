package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.ForgeHooks.Attempt;
import dev.throughline.collector.backfill.ForgeHooks.Standing;
import dev.throughline.collector.backfill.HealingBook.Forge;
import dev.throughline.collector.backfill.HookBook;
import dev.throughline.engine.postgres.Instants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps them in the tables {@code forge_place}, {@code forge_hook} and {@code lost_delivery}. */
final class PostgresHookBook implements HookBook {

    private static final int LONGEST_DETAIL = 500;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final PostgresHealingBook backfills;

    PostgresHookBook(JdbcClient jdbc, TransactionOperations transaction, PostgresHealingBook backfills) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.backfills = backfills;
    }

    @Override
    public boolean watch(String source, UUID process, Duration lease) {
        return jdbc.sql("""
                                insert into forge_conversation as known (source, holder, taken_until)
                                values (:source, :process, now() + make_interval(secs => :lease))
                                    on conflict (source) do update
                                   set holder = excluded.holder, taken_until = excluded.taken_until
                                 where known.holder is null or known.holder = excluded.holder or known.taken_until < now()
                                """)
                        .param("source", source)
                        .param("process", process)
                        .param("lease", seconds(lease))
                        .update()
                > 0;
    }

    @Override
    public void leave(String source, UUID process) {
        jdbc.sql(
                        "update forge_conversation set holder = null, taken_until = null where source = :source and holder = :process")
                .param("source", source)
                .param("process", process)
                .update();
    }

    @Override
    public List<String> repositories(Forge forge) {
        return jdbc.sql("""
                        select r.name
                          from repository r
                         where r.source = :kind and (:host::text is null or r.host = :host)
                           and r.name ~ '^[^/*?]+(/[^/*?]+)+$' and r.name !~ '(^|/)[.]{1,2}(/|$)'
                         order by r.id
                        """)
                .param("kind", forge.kind())
                .param("host", forge.host())
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public void places(String source, List<String> places) {
        jdbc.sql("""
                        insert into forge_place (source, place)
                        select :source, told.place from unnest(:places::text[]) as told (place) order by told.place
                            on conflict (source, place) do nothing
                        """)
                .param("source", source)
                .param("places", places.toArray(String[]::new))
                .update();
    }

    @Override
    public List<String> duePlaces(String source, int limit) {
        return jdbc.sql("""
                        select place from forge_place
                         where source = :source and look_at <= now()
                         order by look_at, place
                         limit :limit
                        """)
                .param("source", source)
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public void found(String source, String place, List<String> hooks, Duration again) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("""
                            update forge_place
                               set state = 'open', detail = null, look_at = now() + make_interval(secs => :again)
                             where source = :source and place = :place
                            """)
                    .param("source", source)
                    .param("place", place)
                    .param("again", seconds(again))
                    .update();
            jdbc.sql(
                            "delete from forge_hook where source = :source and place = :place and hook <> all (:hooks::text[])")
                    .param("source", source)
                    .param("place", place)
                    .param("hooks", hooks.toArray(String[]::new))
                    .update();
            jdbc.sql("""
                            insert into forge_hook (source, place, hook)
                            select :source, :place, told.hook from unnest(:hooks::text[]) as told (hook)
                                on conflict (source, place, hook) do nothing
                            """)
                    .param("source", source)
                    .param("place", place)
                    .param("hooks", hooks.toArray(String[]::new))
                    .update();
        });
    }

    @Override
    public boolean closed(String source, String place, String detail, boolean isForbidden, Duration again) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean wasOpen = jdbc.sql("""
                            select state in ('open', 'lost') from forge_place
                             where source = :source and place = :place
                               for update
                            """)
                    .param("source", source)
                    .param("place", place)
                    .query(Boolean.class)
                    .optional()
                    .orElse(false);
            jdbc.sql("""
                            update forge_place
                               set state = case when :forbidden and state in ('open', 'lost') then 'lost' else 'closed' end, detail = :detail, look_at = now() + make_interval(secs => :again)
                             where source = :source and place = :place
                            """)
                    .param("source", source)
                    .param("place", place)
                    .param("forbidden", isForbidden)
                    .param("detail", detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL))
                    .param("again", seconds(again))
                    .update();
            jdbc.sql("delete from forge_hook where source = :source and place = :place")
                    .param("source", source)
                    .param("place", place)
                    .update();
            return wasOpen;
        }));
    }

    @Override
    public void later(String source, String place, Duration again) {
        jdbc.sql("""
                        update forge_place set look_at = now() + make_interval(secs => :again)
                         where source = :source and place = :place
                        """)
                .param("source", source)
                .param("place", place)
                .param("again", seconds(again))
                .update();
    }

    @Override
    public List<DueHook> dueHooks(String source, int limit) {
        return jdbc.sql("""
                        select place, hook, newest, sending = 'on' as is_on from forge_hook
                         where source = :source and poll_at <= now()
                         order by poll_at, place, hook
                         limit :limit
                        """)
                .param("source", source)
                .param("limit", limit)
                .query((row, _) -> new DueHook(
                        row.getString("place"), row.getString("hook"), row.getLong("newest"), row.getBoolean("is_on")))
                .list();
    }

    @Override
    public int hooks(String source) {
        return jdbc.sql("select count(*) from forge_hook where source = :source")
                .param("source", source)
                .query(Integer.class)
                .single();
    }

    @Override
    public boolean stands(String source, String place, String hook, Standing standing) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            Optional<Boolean> wasOn = jdbc.sql("""
                            select sending = 'on' from forge_hook
                             where source = :source and place = :place and hook = :hook
                               for update
                            """)
                    .param("source", source)
                    .param("place", place)
                    .param("hook", hook)
                    .query(Boolean.class)
                    .optional();
            jdbc.sql("""
                            update forge_hook
                               set sending_since = case when sending = :sending then sending_since else now() end,
                                   sending = :sending,
                                   paused_until = :until,
                                   missing_since = case when :sending = 'on' and :missing::timestamptz is null then missing_since
                                                        else least(missing_since, greatest(coalesce(:missing, now()), missing_read_at)) end
                             where source = :source and place = :place and hook = :hook
                            """)
                    .param("source", source)
                    .param("place", place)
                    .param("hook", hook)
                    .param("sending", standing.sending().name().toLowerCase(Locale.ROOT))
                    .param("until", Instants.utcOrNull(standing.until()))
                    .param("missing", Instants.utcOrNull(standing.missingSince()))
                    .update();
            return wasOn.orElse(true);
        }));
    }

    @Override
    public void looked(String source, DueHook hook, List<Attempt> attempts, long newest, Duration again) {
        transaction.executeWithoutResult(_ -> {
            Set<String> delivered = attempts.stream()
                    .filter(Attempt::isDelivered)
                    .map(Attempt::delivery)
                    .collect(Collectors.toSet());
            jdbc.sql("delete from lost_delivery where source = :source and delivery = any (:delivered::text[])")
                    .param("source", source)
                    .param("delivered", delivered.toArray(String[]::new))
                    .update();
            attempts.stream()
                    .filter(attempt -> !delivered.contains(attempt.delivery()))
                    .forEach(attempt -> lost(source, hook, attempt));
            jdbc.sql("""
                            update forge_hook
                               set newest = greatest(newest, :newest), poll_at = now() + make_interval(secs => :again)
                             where source = :source and place = :place and hook = :hook
                            """)
                    .param("source", source)
                    .param("place", hook.place())
                    .param("hook", hook.hook())
                    .param("newest", newest)
                    .param("again", seconds(again))
                    .update();
        });
    }

    private void lost(String source, DueHook hook, Attempt attempt) {
        jdbc.sql("""
                        insert into lost_delivery as known (source, delivery, place, hook, attempt, repository, delivered_at, try_at)
                        select :source, :delivery, :place, :hook, :attempt, :repository, :at, case when :whole then now() end
                         where not exists (select from delivery where source = :source and delivery = :delivery)
                            on conflict (source, delivery) do update
                           set attempt = greatest(known.attempt, excluded.attempt),
                               delivered_at = least(known.delivered_at, excluded.delivered_at)
                        """)
                .param("source", source)
                .param("delivery", attempt.delivery())
                .param("place", hook.place())
                .param("hook", hook.hook())
                .param("attempt", attempt.id())
                .param("repository", attempt.repository())
                .param("whole", attempt.isWhole())
                .param("at", Instants.utc(attempt.at()))
                .update();
    }

    @Override
    public void later(String source, DueHook hook, Duration again) {
        jdbc.sql("""
                        update forge_hook set poll_at = now() + make_interval(secs => :again)
                         where source = :source and place = :place and hook = :hook
                        """)
                .param("source", source)
                .param("place", hook.place())
                .param("hook", hook.hook())
                .param("again", seconds(again))
                .update();
    }

    @Override
    public void settle(String source, Instant oldest) {
        jdbc.sql("""
                        delete from lost_delivery lost
                         where lost.source = :source
                           and exists (select from delivery d where d.source = lost.source and d.delivery = lost.delivery)
                        """).param("source", source).update();
        jdbc.sql("update lost_delivery set try_at = null where source = :source and delivered_at < :oldest")
                .param("source", source)
                .param("oldest", Instants.utc(oldest))
                .update();
        // for a while longer it may show up again; for a repository that nothing else reports, nothing can be read
        jdbc.sql("""
                        delete from lost_delivery
                         where source = :source and delivered_at < :oldest
                           and (is_covered or repository is null or delivered_at < :oldest - interval '7 days')
                        """)
                .param("source", source)
                .param("oldest", Instants.utc(oldest))
                .update();
    }

    @Override
    public List<Lost> due(String source, int limit, int ofPlace) {
        return jdbc.sql("""
                        select delivery, place, hook, attempt, delivered_at, tries
                          from (select lost.*, row_number() over (partition by place order by delivered_at, delivery) as turn
                                  from lost_delivery lost
                                 where source = :source and try_at <= now()
                                   and not exists (select from forge_hook h
                                                    where h.source = lost.source and h.place = lost.place and h.hook = lost.hook
                                                      and h.sending <> 'on')) queued
                         where turn <= :of_place
                         order by delivered_at, delivery
                         limit :limit
                        """)
                .param("source", source)
                .param("limit", limit)
                .param("of_place", ofPlace)
                .query((row, _) -> new Lost(
                        row.getString("delivery"),
                        row.getString("place"),
                        row.getString("hook"),
                        row.getLong("attempt"),
                        Instants.of(row, "delivered_at"),
                        row.getInt("tries")))
                .list();
    }

    @Override
    public void repeated(String source, Lost lost, @Nullable Duration pause) {
        jdbc.sql("""
                        update lost_delivery
                           set tries = tries + 1, try_at = now() + make_interval(secs => :pause::double precision)
                         where source = :source and delivery = :delivery
                        """)
                .param("source", source)
                .param("delivery", lost.delivery())
                .param("pause", pause == null ? null : seconds(pause))
                .update();
    }

    @Override
    public List<String> beginLost(Forge forge, Patience patience, Duration overlap, Duration pause) {
        return backfills.beginLost(forge, patience, overlap, pause);
    }

    @Override
    public List<String> beginMissing(Forge forge, Duration overlap, Duration pause, Duration rest) {
        return backfills.beginMissing(forge, overlap, pause, rest);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
