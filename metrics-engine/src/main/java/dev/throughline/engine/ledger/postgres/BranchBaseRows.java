package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.BranchBase;
import dev.throughline.engine.fact.CommitSha;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where branches of changes pointed: what their pushes continue from. */
final class BranchBaseRows {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final Due due;

    BranchBaseRows(JdbcClient jdbc, BatchRepositories repositories, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.due = due;
    }

    /**
     * Makes due what branches brought whose base is another, or none, since these pushes are known or told of: they brought as many
     * commits as a change has, with these pushes or without them, or the branch was forced.
     */
    void noteMoved(Collection<UUID> pushes) {
        if (pushes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        with matching as (
                            select distinct moved.repository_id, moved.ref, made.pushed_at as since, ended.pushed_at as until
                              from push moved
                              join branch_base told on told.repository_id = moved.repository_id and told.ref = moved.ref
                              join push ended on ended.repository_id = told.repository_id and ended.ref = told.ref
                                             and ended.after_sha = told.head_sha
                              join push made on made.repository_id = told.repository_id and made.ref = told.ref
                                            and made.is_created and made.base_ref is null
                                            and made.pushed_at <= ended.pushed_at
                             cross join lateral (
                                       select count(distinct listed.sha) as now,
                                              count(distinct listed.sha) filter (where passed.id <> all(:pushes::uuid[])) as before
                                         from push passed
                                         join push_commit listed on listed.push_id = passed.id
                                        where passed.repository_id = told.repository_id and passed.ref = told.ref
                                          and passed.pushed_at between made.pushed_at and ended.pushed_at) brought
                             where moved.id = any(:pushes::uuid[])
                               and (moved.is_forced or moved.pushed_at <= ended.pushed_at)
                               and told.commits in (brought.now, brought.before)
                        )
                        select distinct r.service_id, c.sha
                          from matching
                          join push pushed on pushed.repository_id = matching.repository_id and pushed.ref = matching.ref
                                          and pushed.pushed_at between matching.since and matching.until
                          join push_commit c on c.push_id = pushed.id
                          join service_history r on r.repository_id = matching.repository_id
                        """)
                .param("pushes", pushes.stream().map(UUID::toString).toArray(String[]::new))
                .query((ResultSet row) -> {
                    due.commit(List.of(row.getLong("service_id")), new CommitSha(row.getString("sha")));
                });
    }

    /** Due is what the branches brought up to there. */
    void merge(List<BranchBase> bases) {
        if (bases.isEmpty()) {
            return;
        }
        noteMoved(jdbc.sql("""
                        with added as (
                        insert into branch_base (repository_id, ref, head_sha, base_sha, commits)
                        select distinct *
                          from unnest(:repository::bigint[], :ref::text[], :head::text[], :base::text[], :commits::integer[])
                            on conflict do nothing
                        returning repository_id, ref, head_sha)
                        select ended.id
                          from added
                          join push ended on ended.repository_id = added.repository_id and ended.ref = added.ref
                                         and ended.after_sha = added.head_sha
                        """)
                .param("repository", Column.of(bases, base -> repositories.id(base.repository())))
                .param("ref", Column.of(bases, BranchBase::ref))
                .param("head", Column.of(bases, BranchBase::head))
                .param("base", Column.of(bases, BranchBase::base))
                .param("commits", Column.of(bases, BranchBase::commits))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list());
    }
}
