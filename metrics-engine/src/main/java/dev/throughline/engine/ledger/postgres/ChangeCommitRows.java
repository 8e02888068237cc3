package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.RepositoryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commits of changes, a list for each head. A list may come before its change. */
final class ChangeCommitRows {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final Due due;

    ChangeCommitRows(JdbcClient jdbc, BatchRepositories repositories, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.due = due;
    }

    /** Of several lists of one change and head the newest wins. The same statement, read differently, replaces itself. */
    void merge(List<ChangeCommits> lists) {
        if (lists.isEmpty()) {
            return;
        }
        Map<UUID, RepositoryId> told = new HashMap<>();
        lists.forEach(list -> told.put(list.id(), list.repository()));
        jdbc.sql("""
                        with changed as (
                            insert into change_commits as known (
                                       change_id, repository_id, head_sha, shas, author_at, stated_at, stated_by)
                            select distinct on (change_id, head_sha)
                                   change_id, repository_id, head_sha, shas::text[], author_at::timestamptz[], stated_at, stated_by
                              from unnest(
                                       :change::uuid[], :repository::bigint[], :head::text[], :shas::text[], :author_at::text[],
                                       :stated_at::timestamptz[], :stated_by::text[]
                                   ) as told (change_id, repository_id, head_sha, shas, author_at, stated_at, stated_by)
                             order by change_id, head_sha, stated_at desc, stated_by collate "C" desc
                                on conflict (change_id, head_sha) do update
                               set (shas, author_at, stated_at, stated_by) = (
                                       select excluded.shas, excluded.author_at, excluded.stated_at, excluded.stated_by)
                             where (excluded.stated_at, excluded.stated_by collate "C") >= (known.stated_at, known.stated_by collate "C")
                               and excluded is distinct from known
                            returning change_id, head_sha, shas
                        )
                        select changed.change_id, change.merge_commit_sha, change.head_sha,
                               changed.shas || coalesce(before.shas, '{}') as shas     -- as it was before this list
                          from changed
                          left join change on change.id = changed.change_id
                          left join change_commits before on before.change_id = changed.change_id
                                                         and before.head_sha is not distinct from changed.head_sha
                        """)
                .param("change", Column.of(lists, ChangeCommits::id))
                .param("repository", Column.of(lists, list -> repositories.id(list.repository())))
                .param("head", Column.of(lists, ChangeCommits::head))
                .param(
                        "shas",
                        Column.of(
                                lists,
                                list -> list.commits().stream()
                                        .map(ChangeCommits.Listed::sha)
                                        .toList()))
                .param("author_at", Column.of(lists, ChangeCommitRows::times))
                .param("stated_at", Column.of(lists, list -> list.statement().at()))
                .param("stated_by", Column.of(lists, list -> list.statement().by()))
                .query((ResultSet row) -> {
                    List<Long> services = services(told, row);
                    noteDue(services, row);
                    for (String column : List.of("merge_commit_sha", "head_sha")) {
                        String sha = row.getString(column);
                        due.commit(services, sha == null ? null : new CommitSha(sha));
                    }
                });
    }

    private static List<Instant> times(ChangeCommits list) {
        return list.commits().stream()
                .map(commit -> Column.storable(commit.authorAt()))
                .toList();
    }

    /** Of changes that are told otherwise than before: how a change stands tells which of its lists counts. */
    void noteDue(Map<UUID, RepositoryId> changes) {
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql("select change_id, shas from change_commits where change_id = any(:changes::uuid[])")
                .param("changes", Column.of(List.copyOf(changes.keySet()), change -> change))
                .query((ResultSet row) -> {
                    noteDue(services(changes, row), row);
                });
    }

    private List<Long> services(Map<UUID, RepositoryId> told, ResultSet row) throws SQLException {
        return repositories.services(Objects.requireNonNull(told.get(row.getObject("change_id", UUID.class))));
    }

    private void noteDue(List<Long> services, ResultSet row) throws SQLException {
        for (String sha : (String[]) row.getArray("shas").getArray()) {
            due.commit(services, new CommitSha(sha));
        }
    }
}
