package dev.throughline.dashboard.weekly.postgres;

import dev.throughline.dashboard.weekly.ReportBook;
import dev.throughline.engine.postgres.Instants;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Keeps the book in the table {@code report_sending}. Each change is one statement, which commits for itself. */
final class PostgresReportBook implements ReportBook {

    private final JdbcClient jdbc;

    PostgresReportBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Integer> take(Entry entry, Instant now) {
        return of(entry, """
                        insert into report_sending as s (week, team, destination, state, attempts, changed_at)
                        values (:week, :team, :destination, 'sending', 1, :now)
                            on conflict (week, team, destination) do update
                           set state = 'sending', attempts = s.attempts + 1, next_attempt_at = null, changed_at = excluded.changed_at
                         where s.state = 'waiting' and s.next_attempt_at <= excluded.changed_at
                        returning attempts
                        """)
                .param("now", Instants.utc(now))
                .query(Integer.class)
                .optional();
    }

    @Override
    public void again(Entry entry, Instant at, Instant now) {
        of(entry, """
                        update report_sending
                           set state = 'waiting', next_attempt_at = :at, changed_at = :now
                         where week = :week and team = :team and destination = :destination and state = 'sending'
                        """)
                .param("at", Instants.utc(at))
                .param("now", Instants.utc(now))
                .update();
    }

    @Override
    public void end(Entry entry, End end, Instant now) {
        of(entry, """
                        update report_sending
                           set state = :state, next_attempt_at = null, changed_at = :now
                         where week = :week and team = :team and destination = :destination and state = 'sending'
                        """)
                .param("state", end.word())
                .param("now", Instants.utc(now))
                .update();
    }

    @Override
    public List<Entry> endStranded(Instant before, Instant now) {
        return jdbc.sql("""
                        update report_sending
                           set state = 'unclear', changed_at = :now
                         where state = 'sending' and changed_at < :before
                        returning week, team, destination
                        """)
                .param("before", Instants.utc(before))
                .param("now", Instants.utc(now))
                .query((row, _) -> new Entry(
                        row.getObject("week", LocalDate.class), row.getString("team"), row.getString("destination")))
                .list();
    }

    private StatementSpec of(Entry entry, String sql) {
        return jdbc.sql(sql)
                .param("week", entry.week())
                .param("team", entry.team())
                .param("destination", entry.destination());
    }
}
