package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.Backfill;
import dev.throughline.collector.backfill.BackfillBook;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps them in the tables {@code backfill} and {@code backfill_repository}. */
final class PostgresBackfillBook implements BackfillBook {

    private static final String ROWS =
            "select id, source, since, requests, created_at, started_at, finished_at, is_stopped from backfill";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final BackfillRows rows;

    PostgresBackfillBook(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = new BackfillRows(jdbc);
    }

    @Override
    public UUID begin(String source, List<String> repositories, @Nullable Instant since, Cause cause) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            UUID id = rows.insert(source, since, cause);
            rows.insert(id, 0, repositories);
            return id;
        }));
    }

    @Override
    public List<Backfill> newest(int limit) {
        return told(
                jdbc.sql(ROWS + " order by created_at desc, id limit :limit").param("limit", limit));
    }

    @Override
    public Optional<Backfill> find(UUID id) {
        return told(jdbc.sql(ROWS + " where id = :id").param("id", id)).stream().findFirst();
    }

    private List<Backfill> told(JdbcClient.StatementSpec asked) {
        List<Row> found = asked.query(PostgresBackfillBook::row).list();
        Map<UUID, List<Backfill.Progress>> progress =
                progress(found.stream().map(Row::id).toArray(UUID[]::new));
        return found.stream()
                .map(row -> row.with(progress.getOrDefault(row.id, List.of())))
                .toList();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("source"),
                Instants.orNull(row, "since"),
                row.getLong("requests"),
                Instants.of(row, "created_at"),
                Instants.orNull(row, "started_at"),
                Instants.orNull(row, "finished_at"),
                row.getBoolean("is_stopped"));
    }

    private Map<UUID, List<Backfill.Progress>> progress(UUID[] ids) {
        Map<UUID, List<Backfill.Progress>> progress = new HashMap<>();
        jdbc.sql("""
                        select asked.backfill_id, asked.name, asked.state, asked.detail, asked.resumes_at, asked.expected,
                               coalesce(asked.read, %s) as read
                          from backfill_repository asked
                          left join history_object o on asked.read is null and o.backfill_id = asked.backfill_id
                                and o.repository = asked.host || '/' || asked.external_id
                         where asked.backfill_id = any (:ids)
                         group by asked.backfill_id, asked.position
                         order by asked.backfill_id, asked.position
                        """.formatted(BackfillRows.READ)).param("ids", ids).query(row -> {
            progress.computeIfAbsent(row.getObject("backfill_id", UUID.class), _ -> new ArrayList<>())
                    .add(progress(row));
        });
        return progress;
    }

    private static Backfill.Progress progress(ResultSet row) throws SQLException {
        Number[] read = (Number[]) row.getArray("read").getArray();
        return new Backfill.Progress(
                row.getString("name"),
                shown(row.getString("state")),
                row.getString("detail"),
                new Backfill.Read(read[0].longValue(), read[1].longValue(), read[2].longValue(), read[3].longValue()),
                row.getObject("expected", Long.class),
                Instants.orNull(row, "resumes_at"));
    }

    /** A backfill that was read but is not yet in the numbers is not done. */
    private static String shown(String state) {
        return state.equals("settling") ? "running" : state;
    }

    private record Row(
            UUID id,
            String source,
            @Nullable Instant since,
            long requests,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            boolean isStopped) {

        Backfill with(List<Backfill.Progress> repositories) {
            return new Backfill(
                    id, source, state(repositories), since, repositories, requests, createdAt, startedAt, finishedAt);
        }

        private String state(List<Backfill.Progress> repositories) {
            if (isStopped) {
                return "stopped";
            }
            for (String state : List.of("running", "limited", "waiting")) {
                if (repositories.stream().anyMatch(one -> one.state().equals(state))) {
                    return state.equals("waiting") && startedAt != null ? "running" : state;
                }
            }
            return repositories.stream().anyMatch(one -> one.state().equals("failed")) ? "failed" : "done";
        }
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
}
