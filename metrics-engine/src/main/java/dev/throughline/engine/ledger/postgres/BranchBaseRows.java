package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.BranchBase;
import dev.throughline.engine.fact.CommitSha;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where branches of changes stood: what their pushes continue from. */
final class BranchBaseRows {

    private final JdbcClient jdbc;
    private final Repositories repositories;
    private final Due due;

    BranchBaseRows(JdbcClient jdbc, Repositories repositories, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.due = due;
    }

    /** Due is what the branch brought up to there. */
    void merge(List<BranchBase> bases) {
        if (bases.isEmpty()) {
            return;
        }
        Map<Long, List<Long>> services = bases.stream()
                .map(BranchBase::repository)
                .distinct()
                .collect(Collectors.toMap(repositories::id, repositories::services));
        jdbc.sql("""
                        with added as (
                        insert into branch_base (repository_id, ref, head_sha, base_sha, commits)
                        select distinct *
                          from unnest(:repository::bigint[], :ref::text[], :head::text[], :base::text[], :commits::integer[])
                            on conflict do nothing
                        returning repository_id, ref, head_sha)
                        select distinct pushed.repository_id, c.sha
                          from added
                          join push ended on ended.repository_id = added.repository_id and ended.ref = added.ref
                                         and ended.after_sha = added.head_sha
                          join push pushed on pushed.repository_id = ended.repository_id and pushed.ref = ended.ref
                                          and pushed.pushed_at <= ended.pushed_at
                          join push_commit c on c.push_id = pushed.id
                         where exists (select from push made where made.repository_id = ended.repository_id and made.ref = ended.ref
                                                               and made.is_created and made.base_ref is null)
                        """)
                .param("repository", Column.of(bases, base -> repositories.id(base.repository())))
                .param("ref", Column.of(bases, BranchBase::ref))
                .param("head", Column.of(bases, BranchBase::head))
                .param("base", Column.of(bases, BranchBase::base))
                .param("commits", Column.of(bases, BranchBase::commits))
                .query((ResultSet row) -> {
                    due.commit(
                            services.getOrDefault(row.getLong("repository_id"), List.of()),
                            new CommitSha(row.getString("sha")));
                });
    }
}
