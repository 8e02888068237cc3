package dev.throughline.collector.git.postgres;

import dev.throughline.collector.git.DueFetches;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps them in the table {@code git_fetch}. No transaction is open during a fetch, so marking never waits. */
public final class PostgresDueFetches implements DueFetches {

    private final JdbcClient jdbc;

    public PostgresDueFetches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void begin() {
        jdbc.sql("""
                        insert into git_fetch as known (repository_id, due_at)
                        select repository.id, now()
                          from repository
                          join source on source.name = repository.source
                         where source.knows_commits
                         order by repository.id
                            on conflict (repository_id) do update
                           set due_at = now(), not_before = null, failures = 0
                         where known.state not in ('waiting', 'ok') and known.taken_until is null
                        """).update();
    }

    @Override
    public Optional<DueFetch> take(Duration lease) {
        return jdbc.sql("""
                        update git_fetch taken
                           set taken_until = now() + make_interval(secs => :lease)
                          from repository
                         where repository.id = taken.repository_id
                           and taken.repository_id = (
                                   select repository_id
                                     from git_fetch
                                    where due_at <= now() - interval '1 second'
                                      and (taken_until is null or taken_until < now())
                                    order by due_at
                                    limit 1
                                      for update skip locked)
                        returning taken.repository_id, shown_name(repository) as name, taken.marks, taken.failures, taken.recorded_tips
                        """)
                .param("lease", (double) lease.toSeconds())
                .query(PostgresDueFetches::due)
                .optional();
    }

    private static DueFetch due(ResultSet row, int number) throws SQLException {
        return new DueFetch(
                row.getLong("repository_id"),
                row.getString("name"),
                row.getLong("marks"),
                row.getInt("failures"),
                Set.of((String[]) row.getArray("recorded_tips").getArray()));
    }

    @Override
    public void extend(DueFetch fetch, Duration lease) {
        jdbc.sql("update git_fetch set taken_until = now() + make_interval(secs => :lease) where repository_id = :id")
                .param("lease", (double) lease.toSeconds())
                .param("id", fetch.repository())
                .update();
    }

    @Override
    public void succeeded(DueFetch fetch, Fetched fetched) {
        jdbc.sql("""
                        update git_fetch
                           set state = case marks when :marks then 'ok' else 'waiting' end,
                               due_at = case marks when :marks then null else now() end,
                               taken_until = null, not_before = null, failures = 0, detail = null, fetched_at = now(),
                               commits = :commits, bytes = :bytes, seconds = :seconds, recorded_tips = :tips
                         where repository_id = :id
                        """)
                .param("marks", fetch.marks())
                .param("commits", fetched.commits())
                .param("bytes", fetched.bytes())
                .param("seconds", fetched.took().toNanos() / 1e9)
                .param("tips", fetched.tips().toArray(String[]::new))
                .param("id", fetch.repository())
                .update();
    }

    @Override
    public void failed(DueFetch fetch, FailedFetch failed) {
        // if it was marked meanwhile, only the gap applies
        jdbc.sql("""
                        update git_fetch
                           set state = case when marks > :marks and :gap <= 10 then 'waiting' else :state end,
                               due_at = case when marks > :marks then now() + make_interval(secs => :gap)
                                             else now() + make_interval(secs => :pause::float8) end,
                               not_before = now() + make_interval(secs => :gap),
                               detail = :detail, failures = failures + 1, taken_until = null
                         where repository_id = :id
                        """)
                .param("marks", fetch.marks())
                .param("state", failed.state())
                .param("detail", failed.detail().replace('\0', ' '))
                .param(
                        "pause",
                        failed.pause() == null ? null : (double) failed.pause().toSeconds())
                .param("gap", (double) failed.gap().toSeconds())
                .param("id", fetch.repository())
                .update();
    }

    @Override
    public void release(DueFetch fetch) {
        jdbc.sql("update git_fetch set taken_until = null where repository_id = :id")
                .param("id", fetch.repository())
                .update();
    }

    @Override
    public void forget(DueFetch fetch) {
        jdbc.sql("delete from git_fetch where repository_id = :id and marks = :marks")
                .param("id", fetch.repository())
                .param("marks", fetch.marks())
                .update();
    }
}
