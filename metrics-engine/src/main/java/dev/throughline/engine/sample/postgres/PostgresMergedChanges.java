package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.MergedChange;
import dev.throughline.engine.sample.MergedChanges;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The merged changes of a service's repositories. */
record PostgresMergedChanges(JdbcClient jdbc, Long[] repositories) implements MergedChanges {

    @Override
    public List<MergedChange> mergedAs(Collection<CommitSha> shas) {
        return changes("merge_commit_sha", shas);
    }

    @Override
    public List<MergedChange> headedAt(Collection<CommitSha> heads) {
        return changes("head_sha", heads);
    }

    /** @param column one of the two callers, never a value */
    private List<MergedChange> changes(String column, Collection<CommitSha> shas) {
        if (shas.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select c.id, c.number, c.head_ref, c.head_sha, c.base_ref, c.opened_at, c.merged_at, c.is_bot, c.author, c.merge_commit_sha,
                               coalesce(c.commits, cardinality(list.shas)) as commits,
                               list.shas as listed_shas,
                               c.head_repository = r.external_id as is_of_repository
                          from unnest(:shas::text[]) t(sha)
                          join change c on c.repository_id = any(:repositories) and c.%s = t.sha
                          join repository r on r.id = c.repository_id
                          left join lateral (select shas      -- by the key: a join would read the lists of all changes
                                               from change_list
                                              where change_id = c.id
                                              limit 1) list on true
                         where c.merged_at is not null and c.merge_commit_sha is not null
                        """.formatted(column))
                .param("repositories", repositories)
                .param("shas", Texts.ofShas(shas))
                .query(PostgresMergedChanges::change)
                .list();
    }

    private static MergedChange change(ResultSet row, int number) throws SQLException {
        int commits = row.getInt("commits");
        boolean isCommitsSaid = !row.wasNull();
        return new MergedChange(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getBoolean("is_of_repository") ? "refs/heads/" + row.getString("head_ref") : null,
                new CommitSha(row.getString("head_sha")),
                "refs/heads/" + row.getString("base_ref"),
                isCommitsSaid ? commits : null,
                Instants.of(row, "opened_at"),
                Instants.of(row, "merged_at"),
                row.getBoolean("is_bot"),
                row.getString("author"),
                new CommitSha(row.getString("merge_commit_sha")),
                shas(row.getArray("listed_shas")));
    }

    private static List<CommitSha> shas(@Nullable Array shas) throws SQLException {
        return shas == null
                ? List.of()
                : Stream.of((String[]) shas.getArray()).map(CommitSha::new).toList();
    }
}
