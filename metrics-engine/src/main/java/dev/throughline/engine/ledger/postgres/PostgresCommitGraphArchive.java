package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.ledger.CommitGraphArchive;
import dev.throughline.engine.postgres.Instants;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables graph_commit and commit_path. */
final class PostgresCommitGraphArchive implements CommitGraphArchive {

    private final JdbcClient jdbc;

    PostgresCommitGraphArchive(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Kept> after(long id, int limit) {
        return jdbc.sql("""
                        select graph.id, graph.sha, graph.parents, graph.author_at, graph.committer_at, files.paths
                          from (select id, sha, parents, author_at, committer_at
                                  from graph_commit
                                 where id > :id
                                 order by id
                                 limit :limit) graph
                          left join commit_path files on files.sha = graph.sha
                         order by graph.id
                        """)
                .param("id", id)
                .param("limit", limit)
                .query((row, _) -> new Kept(row.getLong("id"), commit(row)))
                .list();
    }

    private static GraphCommit commit(ResultSet row) throws SQLException {
        return new GraphCommit(
                "",
                new CommitSha(row.getString("sha")),
                Stream.of((String[]) row.getArray("parents").getArray())
                        .map(CommitSha::new)
                        .toList(),
                Instants.of(row, "author_at"),
                Instants.of(row, "committer_at"),
                paths(row));
    }

    private static @Nullable List<String> paths(ResultSet row) throws SQLException {
        Array paths = row.getArray("paths");
        return paths == null ? null : List.of((String[]) paths.getArray());
    }
}
