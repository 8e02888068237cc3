package dev.throughline.collector.history.postgres;

import dev.throughline.collector.history.Backfill;
import dev.throughline.collector.history.BackfillBook;
import dev.throughline.collector.history.Chapter;
import dev.throughline.collector.history.ForgeRepository;
import dev.throughline.collector.history.Item;
import dev.throughline.collector.history.Memory;
import dev.throughline.collector.history.Unit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps them in the tables {@code backfill}, {@code backfill_repository}, {@code history_object} and {@code history_chapter}. */
final class PostgresBackfillBook implements BackfillBook {

    private static final int LONGEST_DETAIL = 500;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    PostgresBackfillBook(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public UUID begin(String source, List<String> repositories, @Nullable Instant since, Cause cause) {
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("insert into backfill (id, source, since, cause) values (:id, :source, :since, :cause)")
                    .param("id", id)
                    .param("source", source)
                    .param("since", utc(since))
                    .param("cause", cause.name().toLowerCase(Locale.ROOT))
                    .update();
            insert(id, 0, repositories);
        });
        return id;
    }

    private void insert(UUID backfill, int after, List<String> names) {
        jdbc.sql("""
                        insert into backfill_repository (backfill_id, position, name)
                        select :id, :after + told.position, told.name
                          from unnest(:names::text[]) with ordinality as told (name, position)
                            on conflict (backfill_id, lower(name)) do nothing
                        """)
                .param("id", backfill)
                .param("after", after)
                .param("names", names.toArray(String[]::new))
                .update();
    }

    @Override
    public List<Backfill> newest(int limit) {
        return jdbc
                .sql("select id from backfill order by created_at desc, id limit :limit")
                .param("limit", limit)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list()
                .stream()
                .flatMap(id -> find(id).stream())
                .toList();
    }

    private record Row(
            String source,
            @Nullable Instant since,
            long requests,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            boolean isStopped) {}

    @Override
    public Optional<Backfill> find(UUID id) {
        Optional<Row> found = jdbc.sql("""
                        select source, since, requests, created_at, started_at, finished_at, is_stopped
                          from backfill
                         where id = :id
                        """)
                .param("id", id)
                .query((row, _) -> new Row(
                        row.getString("source"),
                        instant(row, "since"),
                        row.getLong("requests"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        instant(row, "started_at"),
                        instant(row, "finished_at"),
                        row.getBoolean("is_stopped")))
                .optional();
        return found.map(row -> {
            List<Backfill.Progress> repositories = progress(id);
            return new Backfill(
                    id,
                    row.source,
                    state(row, repositories),
                    row.since,
                    repositories,
                    row.requests,
                    row.createdAt,
                    row.startedAt,
                    row.finishedAt);
        });
    }

    private List<Backfill.Progress> progress(UUID id) {
        return jdbc.sql("""
                        select asked.name, asked.state, asked.detail, asked.resumes_at, asked.expected,
                               coalesce(asked.read[1], sum(size) filter (where chapter in ('deployments', 'releases', 'runs')), 0) as deployments,
                               coalesce(asked.read[2], sum(size) filter (where chapter = 'changes'), 0) as changes,
                               coalesce(asked.read[3], sum(size) filter (where chapter = 'incidents'), 0) as incidents,
                               coalesce(asked.read[4], sum(size) filter (where chapter = 'commits'), 0) as commits
                          from backfill_repository asked
                          left join history_object o on asked.read is null and o.backfill_id = asked.backfill_id
                                and o.repository = asked.host || '/' || asked.external_id
                         where asked.backfill_id = :id
                         group by asked.position, asked.name, asked.state, asked.detail, asked.resumes_at, asked.expected, asked.read
                         order by asked.position
                        """)
                .param("id", id)
                .query((row, _) -> new Backfill.Progress(
                        row.getString("name"),
                        shown(row.getString("state")),
                        row.getString("detail"),
                        new Backfill.Read(
                                row.getLong("deployments"),
                                row.getLong("changes"),
                                row.getLong("incidents"),
                                row.getLong("commits")),
                        row.getObject("expected", Long.class),
                        instant(row, "resumes_at")))
                .list();
    }

    /** What is read and not yet in the numbers is not done. */
    private static String shown(String state) {
        return state.equals("settling") ? "running" : state;
    }

    private static String state(Row row, List<Backfill.Progress> repositories) {
        if (row.isStopped) {
            return "stopped";
        }
        for (String state : List.of("running", "limited", "waiting")) {
            if (repositories.stream().anyMatch(one -> one.state().equals(state))) {
                return state.equals("waiting") && row.startedAt != null ? "running" : state;
            }
        }
        return repositories.stream().anyMatch(one -> one.state().equals("failed")) ? "failed" : "done";
    }

    @Override
    public boolean stop(UUID id) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            int stopped = jdbc.sql("""
                            update backfill
                               set is_stopped = is_stopped or finished_at is null, finished_at = coalesce(finished_at, now())
                             where id = :id
                            """).param("id", id).update();
            jdbc.sql("""
                            update backfill_repository
                               set state = 'stopped', resumes_at = null, taken_until = null
                             where backfill_id = :id and state <> 'done'
                               and (select is_stopped from backfill where id = :id)
                            """).param("id", id).update();
            return stopped > 0;
        }));
    }

    @Override
    public Optional<Unit> take(String source, Duration lease) {
        return jdbc.sql("""
                        with next as (
                            select one.backfill_id, one.position
                              from backfill_repository one
                              join backfill b on b.id = one.backfill_id
                             where b.source = :source and not b.is_stopped
                               and one.state not in ('done', 'stopped')
                               and (one.state <> 'failed' or one.resumes_at is not null)
                               and (one.resumes_at is null or one.resumes_at <= now() or one.state = 'limited' and one.taken_until < now())
                               and (one.taken_until is null or one.taken_until < now())
                             order by one.state = 'failed', b.cause <> 'asked', b.created_at, one.position
                             limit 1
                               for update of one skip locked
                        ), begun as (
                            update backfill set started_at = coalesce(started_at, now()), finished_at = null
                             where id = (select backfill_id from next)
                        )
                        update backfill_repository taken
                           set taken_until = now() + make_interval(secs => :lease),
                               resumes_at = null,
                               detail = null,
                               expected = case when state = 'settling' then expected end,
                               state = case when state = 'settling' then state else 'running' end
                          from next
                          join backfill b on b.id = next.backfill_id
                         where taken.backfill_id = next.backfill_id and taken.position = next.position
                        returning taken.backfill_id, taken.position, b.source, taken.name, b.since, taken.state, taken.failures
                        """)
                .param("source", source)
                .param("lease", (double) lease.toSeconds())
                .query(PostgresBackfillBook::unit)
                .optional();
    }

    private static Unit unit(ResultSet row, int number) throws SQLException {
        return new Unit(
                row.getObject("backfill_id", UUID.class),
                row.getInt("position"),
                row.getString("source"),
                row.getString("name"),
                instant(row, "since"),
                row.getString("state").equals("settling"),
                row.getInt("failures"));
    }

    @Override
    public boolean extend(Unit unit, Duration lease) {
        return jdbc.sql("""
                                update backfill_repository
                                   set taken_until = now() + make_interval(secs => :lease)
                                 where backfill_id = :id and position = :position and state <> 'stopped' and taken_until is not null
                                """)
                        .param("lease", (double) lease.toSeconds())
                        .param("id", unit.backfill())
                        .param("position", unit.position())
                        .update()
                > 0;
    }

    @Override
    public void expand(Unit unit, List<ForgeRepository> repositories) {
        transaction.executeWithoutResult(_ -> {
            int last = jdbc.sql("select max(position) from backfill_repository where backfill_id = :id")
                    .param("id", unit.backfill())
                    .query(Integer.class)
                    .single();
            jdbc.sql(
                            "delete from backfill_repository where backfill_id = :id and position = :position and state <> 'stopped'")
                    .param("id", unit.backfill())
                    .param("position", unit.position())
                    .update();
            insert(
                    unit.backfill(),
                    last,
                    repositories.stream().map(ForgeRepository::name).toList());
            finishIfOver(unit.backfill());
        });
    }

    @Override
    public boolean identify(Unit unit, ForgeRepository repository) {
        return jdbc.sql("""
                        update backfill_repository one
                           set kind = :kind, host = :host, external_id = :external
                          from backfill b
                         where b.id = one.backfill_id and one.backfill_id = :id and one.position = :position
                           and (b.cause = 'asked' or one.external_id is null or one.external_id = :external)
                        """)
                        .param("kind", repository.source())
                        .param("host", repository.host())
                        .param("external", repository.externalId())
                        .param("id", unit.backfill())
                        .param("position", unit.position())
                        .update()
                > 0;
    }

    @Override
    public ForgeRepository identified(Unit unit) {
        return jdbc.sql("""
                        select kind, host, external_id, name
                          from backfill_repository
                         where backfill_id = :id and position = :position
                        """)
                .param("id", unit.backfill())
                .param("position", unit.position())
                .query((row, _) -> new ForgeRepository(
                        row.getString("kind"),
                        row.getString("host"),
                        row.getString("external_id"),
                        row.getString("name")))
                .single();
    }

    @Override
    public void read(Unit unit, ForgeRepository repository, Chapter chapter, List<Item> items, int requests) {
        // of one that a list shows twice the later is the newer
        Map<String, Item> byObject = new LinkedHashMap<>();
        items.forEach(item -> byObject.put(item.object(), item));
        List<Item> all = List.copyOf(byObject.values());
        transaction.executeWithoutResult(_ -> {
            // should this be lost, so is the end of what is read again: deliveries are durable by now
            jdbc.sql("set local synchronous_commit = off").update();
            jdbc.sql("""
                            insert into history_object as known (source, repository, chapter, object, version, size, backfill_id)
                            select :source, :repository, :chapter, told.object, told.version, told.size, :backfill
                              from unnest(:object::text[], :version::text[], :size::integer[]) as told (object, version, size)
                             order by told.object
                                on conflict (source, repository, chapter, object) do update
                               set version = excluded.version, size = excluded.size, backfill_id = excluded.backfill_id
                            """)
                    .param("source", unit.source())
                    .param("repository", repository.key())
                    .param("chapter", word(chapter))
                    .param("backfill", unit.backfill())
                    .param("object", all.stream().map(Item::object).toArray(String[]::new))
                    .param("version", all.stream().map(Item::version).toArray(String[]::new))
                    .param("size", all.stream().map(Item::size).toArray(Integer[]::new))
                    .update();
            count(unit, requests);
        });
    }

    private void count(Unit unit, int requests) {
        if (requests > 0) {
            jdbc.sql("update backfill set requests = requests + :requests where id = :id")
                    .param("requests", requests)
                    .param("id", unit.backfill())
                    .update();
        }
    }

    @Override
    public void expects(Unit unit, long more) {
        jdbc.sql("""
                        update backfill_repository
                           set expected = coalesce(expected, 0) + :more
                         where backfill_id = :id and position = :position
                        """)
                .param("more", more)
                .param("id", unit.backfill())
                .param("position", unit.position())
                .update();
    }

    @Override
    public void limited(Unit unit, Instant until, int requests) {
        count(unit, requests);
        jdbc.sql("""
                        update backfill_repository
                           set state = 'limited', resumes_at = :until
                         where backfill_id = :id and position = :position and state <> 'stopped'
                        """)
                .param("until", utc(until))
                .param("id", unit.backfill())
                .param("position", unit.position())
                .update();
    }

    @Override
    public void resumed(Unit unit) {
        jdbc.sql("""
                        update backfill_repository
                           set state = case when mark_delivery is null then 'running' else 'settling' end, resumes_at = null
                         where backfill_id = :id and position = :position and state = 'limited'
                        """)
                .param("id", unit.backfill())
                .param("position", unit.position())
                .update();
    }

    @Override
    public void finished(Unit unit, ForgeRepository repository, Chapter chapter) {
        jdbc.sql("""
                        -- a reading that does not reach back to the last one leaves a gap: it does not count as one to go on from
                        insert into history_chapter as known (source, repository, chapter, is_complete, complete_since, read_at)
                        select :source, :repository, :chapter, true, b.since, b.started_at from backfill b where b.id = :id
                            on conflict (source, repository, chapter) do update
                           set ends_at = case when known.is_complete and excluded.complete_since > known.read_at then known.ends_at
                                              else coalesce(known.starts_at, known.ends_at) end,
                               starts_at = null,
                               is_complete = true,
                               complete_since = case when known.is_complete and excluded.complete_since > known.read_at
                                                     then known.complete_since
                                                     when known.is_complete
                                                     then case when known.complete_since is null or excluded.complete_since is null then null
                                                               else least(known.complete_since, excluded.complete_since) end
                                                     else excluded.complete_since end,
                               read_at = case when known.is_complete and excluded.complete_since > known.read_at then known.read_at
                                              else excluded.read_at end
                        """)
                .param("source", unit.source())
                .param("repository", repository.key())
                .param("chapter", word(chapter))
                .param("id", unit.backfill())
                .update();
    }

    @Override
    public Optional<Complete> complete(String source, ForgeRepository repository, Chapter chapter) {
        return jdbc.sql("""
                        select complete_since, read_at
                          from history_chapter
                         where source = :source and repository = :repository and chapter = :chapter and is_complete
                        """)
                .param("source", source)
                .param("repository", repository.key())
                .param("chapter", word(chapter))
                .query((row, _) -> new Complete(
                        instant(row, "complete_since"),
                        row.getObject("read_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    @Override
    public void allRead(Unit unit, int requests) {
        count(unit, requests);
        jdbc.sql("""
                        update backfill_repository
                           set state = 'settling', failures = 0, mark_at = null,
                               mark_delivery = coalesce((select max(id) from delivery), 0)
                         where backfill_id = :id and position = :position and state <> 'stopped'
                        """)
                .param("id", unit.backfill())
                .param("position", unit.position())
                .update();
    }

    @Override
    public boolean isSettled(Unit unit) {
        // facts are due from when they were recorded: so first all of them have to be
        jdbc.sql("""
                        update backfill_repository
                           set mark_at = clock_timestamp()
                         where backfill_id = :id and position = :position and mark_at is null
                           and not exists (select from delivery_state where status = 'pending' and id <= mark_delivery)
                        """)
                .param("id", unit.backfill())
                .param("position", unit.position())
                .update();
        return jdbc.sql("""
                        select mark_at is not null
                           and not exists (select from derivation_due where due_at <= mark_at)
                           and not exists (select from incident_due where due_at <= mark_at)
                          from backfill_repository
                         where backfill_id = :id and position = :position
                        """)
                .param("id", unit.backfill())
                .param("position", unit.position())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    @Override
    public void release(Unit unit, Duration pause) {
        jdbc.sql("""
                        update backfill_repository
                           set taken_until = null,
                               resumes_at = case when :pause > 0 then now() + make_interval(secs => :pause) end,
                               state = case state when 'running' then 'waiting' when 'limited' then 'waiting' else state end
                         where backfill_id = :id and position = :position and state <> 'stopped'
                        """)
                .param("pause", pause.toMillis() / 1e3)
                .param("id", unit.backfill())
                .param("position", unit.position())
                .update();
    }

    @Override
    public void done(Unit unit, int requests) {
        transaction.executeWithoutResult(_ -> {
            count(unit, requests);
            jdbc.sql("""
                            update backfill_repository
                               -- others that meet the same objects later take them over
                               set state = 'done', detail = null, resumes_at = null, taken_until = null,
                                   read = (select array[
                                               coalesce(sum(size) filter (where chapter in ('deployments', 'releases', 'runs')), 0),
                                               coalesce(sum(size) filter (where chapter = 'changes'), 0),
                                               coalesce(sum(size) filter (where chapter = 'incidents'), 0),
                                               coalesce(sum(size) filter (where chapter = 'commits'), 0)]
                                             from history_object o
                                            where o.backfill_id = :id and o.repository = host || '/' || external_id)
                             where backfill_id = :id and position = :position and state <> 'stopped'
                            """)
                    .param("id", unit.backfill())
                    .param("position", unit.position())
                    .update();
            finishIfOver(unit.backfill());
        });
    }

    @Override
    public void failed(Unit unit, String detail, @Nullable Instant retryAt, int requests) {
        String line = detail.replace('\0', ' ').replaceAll("\\s+", " ").strip();
        transaction.executeWithoutResult(_ -> {
            count(unit, requests);
            jdbc.sql("""
                            update backfill_repository
                               set state = 'failed', detail = :detail, resumes_at = :retry, taken_until = null,
                                   failures = failures + 1, mark_at = null, mark_delivery = null
                             where backfill_id = :id and position = :position and state <> 'stopped'
                            """)
                    .param("detail", line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL))
                    .param("retry", utc(retryAt))
                    .param("id", unit.backfill())
                    .param("position", unit.position())
                    .update();
            finishIfOver(unit.backfill());
        });
    }

    private void finishIfOver(UUID backfill) {
        jdbc.sql("""
                        update backfill
                           set finished_at = now()
                         where id = :id and finished_at is null
                           and not exists (select from backfill_repository
                                            where backfill_id = :id and state not in ('done', 'failed', 'stopped'))
                        """).param("id", backfill).update();
    }

    @Override
    public Memory memory(Unit unit, ForgeRepository repository, Chapter chapter) {
        return new PostgresMemory(jdbc, unit.source(), repository.key(), word(chapter), unit.since());
    }

    @Override
    public List<String> unknownHeads(Unit unit, ForgeRepository repository, int limit) {
        return jdbc.sql("""
                        select distinct d.sha
                          from repository r
                          join deployment d on d.repository_id = r.id
                         where r.source = :kind and r.host = :host and r.external_id = :external
                           and d.sha is not null
                           and not exists (select from graph_commit g where g.sha = d.sha)
                           and not exists (select from history_object tried
                                            where tried.source = :source and tried.repository = :repository
                                              and tried.chapter = 'heads' and tried.object = d.sha
                                              and tried.backfill_id = :backfill)
                         order by d.sha
                         limit :limit
                        """)
                .param("source", unit.source())
                .param("repository", repository.key())
                .param("backfill", unit.backfill())
                .param("kind", repository.source())
                .param("host", repository.host())
                .param("external", repository.externalId())
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public void headLookedFor(Unit unit, ForgeRepository repository, String sha) {
        jdbc.sql("""
                        insert into history_object as known (source, repository, chapter, object, version, size, backfill_id)
                        values (:source, :repository, 'heads', :sha, '', 1, :backfill)
                            on conflict (source, repository, chapter, object) do update set backfill_id = excluded.backfill_id
                        """)
                .param("source", unit.source())
                .param("repository", repository.key())
                .param("sha", sha)
                .param("backfill", unit.backfill())
                .update();
    }

    private static String word(Chapter chapter) {
        return chapter.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
