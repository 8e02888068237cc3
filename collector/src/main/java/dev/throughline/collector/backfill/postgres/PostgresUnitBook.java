package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.ForgeRepository;
import dev.throughline.collector.backfill.Unit;
import dev.throughline.collector.backfill.UnitBook;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps them in the table {@code backfill_repository}. */
final class PostgresUnitBook implements UnitBook {

    private static final int LONGEST_DETAIL = 500;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final BackfillRows rows;

    PostgresUnitBook(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = new BackfillRows(jdbc);
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
                .query(PostgresUnitBook::unit)
                .optional();
    }

    private static Unit unit(ResultSet row, int number) throws SQLException {
        return new Unit(
                row.getObject("backfill_id", UUID.class),
                row.getInt("position"),
                row.getString("source"),
                row.getString("name"),
                Instants.orNull(row, "since"),
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
            rows.insert(
                    unit.backfill(),
                    last,
                    repositories.stream().map(ForgeRepository::name).toList());
            finishIfOver(unit.backfill());
        });
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
        rows.count(unit.backfill(), requests);
        jdbc.sql("""
                        update backfill_repository
                           set state = 'limited', resumes_at = :until
                         where backfill_id = :id and position = :position and state <> 'stopped'
                        """)
                .param("until", Instants.utc(until))
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
    public void allRead(Unit unit, int requests) {
        rows.count(unit.backfill(), requests);
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
        // facts are due from when they were recorded: so all of them must be recorded first
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
            rows.count(unit.backfill(), requests);
            jdbc.sql("""
                            update backfill_repository
                               -- others that meet the same objects later take them over
                               set state = 'done', detail = null, resumes_at = null, taken_until = null,
                                   read = (select %s
                                             from history_object o
                                            where o.backfill_id = :id and o.repository = host || '/' || external_id)
                             where backfill_id = :id and position = :position and state <> 'stopped'
                            """.formatted(BackfillRows.READ))
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
            rows.count(unit.backfill(), requests);
            jdbc.sql("""
                            update backfill_repository
                               set state = 'failed', detail = :detail, resumes_at = :retry, taken_until = null,
                                   failures = failures + 1, mark_at = null, mark_delivery = null
                             where backfill_id = :id and position = :position and state <> 'stopped'
                            """)
                    .param("detail", line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL))
                    .param("retry", Instants.utcOrNull(retryAt))
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
}
