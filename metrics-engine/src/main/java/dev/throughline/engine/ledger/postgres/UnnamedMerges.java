package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryId;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the commits that changes ended in whose sources name none (definitions 1.4): the head of the change where it arrived in the other
 * branch; else the one commit there that is called like the change, no merge, on no push of its branch nor earlier on another one, and that
 * stands for no other change. Where there are several, or none, the change ended in nothing that is known.
 */
final class UnnamedMerges {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final Due due;
    private final Set<Told> commits = new LinkedHashSet<>();
    private final Set<Called> titles = new LinkedHashSet<>();

    private record Told(RepositoryId repository, CommitSha sha) {}

    private record Called(RepositoryId repository, long titleHash) {}

    UnnamedMerges(JdbcClient jdbc, BatchRepositories repositories, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.due = due;
    }

    /** A change is reported differently than before. */
    void noteBefore(RepositoryId repository, @Nullable CommitSha mergeCommit, @Nullable Long titleHash) {
        if (mergeCommit != null) {
            commits.add(new Told(repository, mergeCommit));
        }
        if (titleHash != null) {
            titles.add(new Called(repository, titleHash));
        }
    }

    /** A commit is reported differently than before. */
    void note(RepositoryId repository, CommitSha sha) {
        commits.add(new Told(repository, sha));
    }

    /** Of all changes that these facts may say something about. */
    void find(List<Push> pushes, List<Change> changes) {
        for (Push push : pushes) {
            push.commits().stream().map(Commit::sha).forEach(sha -> commits.add(new Told(push.repository(), sha)));
        }
        for (Change change : changes) {
            CommitSha ended = change.merge() == null ? null : change.merge().commit();
            if (ended != null) {
                commits.add(new Told(change.repository(), ended));
            }
        }
        List<RepositoryId> told = Stream.of(
                        commits.stream().map(Told::repository),
                        titles.stream().map(Called::repository),
                        changes.stream().map(Change::repository))
                .flatMap(each -> each)
                .distinct()
                .toList();
        if (told.stream().anyMatch(this::hasAny)) {
            update(told, changes);
        }
    }

    private boolean hasAny(RepositoryId repository) {
        return jdbc.sql("select exists (select from change where repository_id = :repository and is_unnamed)")
                .param("repository", repositories.id(repository))
                .query(Boolean.class)
                .single();
    }

    private void update(List<RepositoryId> told, List<Change> changes) {
        Map<Long, RepositoryId> byKey = new HashMap<>();
        told.forEach(repository -> byKey.put(repositories.id(repository), repository));
        List<Told> shas = List.copyOf(commits);
        List<Called> called = List.copyOf(titles);
        jdbc.sql("""
                        with told as (
                            select * from unnest(:repository::bigint[], :sha::text[]) as told (repository_id, sha)
                        ), called as (
                            select * from unnest(:titled::bigint[], :title::bigint[]) as called (repository_id, title_hash)
                             union
                            select g.repository_id, g.title_hash
                              from told join git_commit g on g.repository_id = told.repository_id and g.sha = told.sha
                             union
                            select c.repository_id, title_hash(c.title)
                              from told join change c on c.repository_id = told.repository_id and c.head_sha = told.sha
                             where c.is_unnamed
                             union
                            select c.repository_id, title_hash(c.title) from change c where c.id = any(:changes::uuid[])
                        ), found as (
                            select c.id, c.repository_id, c.merge_commit_sha as before, c.head_sha,
                                   case when exists (select from push_commit listed
                                                       join push on push.id = listed.push_id
                                                      where listed.repository_id = c.repository_id and listed.sha = c.head_sha
                                                        and push.ref = 'refs/heads/' || c.base_ref) then c.head_sha
                                        else squash.sha end as sha
                              from called
                              join change c on c.repository_id = called.repository_id and title_hash(c.title) = called.title_hash
                             cross join lateral (
                                       select case when count(*) = 1 then min(g.sha) end as sha
                                         from git_commit g
                                        cross join lateral (
                                                  select min(push.pushed_at) as at
                                                    from push_commit listed
                                                    join push on push.id = listed.push_id
                                                   where listed.repository_id = g.repository_id and listed.sha = g.sha
                                                     and push.ref = 'refs/heads/' || c.base_ref) landed
                                        where g.repository_id = c.repository_id and g.title_hash = called.title_hash
                                          and not g.is_merge and landed.at is not null
                                          and not exists (select from push_commit listed
                                                            join push on push.id = listed.push_id
                                                           where listed.repository_id = g.repository_id and listed.sha = g.sha
                                                             and push.ref <> 'refs/heads/' || c.base_ref
                                                             and (push.ref = 'refs/heads/' || c.head_ref
                                                                  and c.head_repository = (select own.external_id from repository own where own.id = c.repository_id)
                                                                  or push.pushed_at < landed.at))
                                          and not exists (select from change other
                                                           where other.repository_id = g.repository_id and other.merge_commit_sha = g.sha
                                                             and not other.is_unnamed)) squash
                             where c.is_unnamed
                        ), told_apart as (
                            select id, repository_id, before, head_sha,
                                   case when sha = head_sha or count(*) over (partition by repository_id, sha) = 1 then sha end as sha
                              from found
                        )
                        update change known
                           set merge_commit_sha = told_apart.sha
                          from told_apart
                         where known.id = told_apart.id and known.merge_commit_sha is distinct from told_apart.sha
                        returning told_apart.repository_id, told_apart.before, told_apart.head_sha, told_apart.sha
                        """)
                .param("repository", Column.of(shas, each -> repositories.id(each.repository())))
                .param("sha", Column.of(shas, Told::sha))
                .param("titled", Column.of(called, each -> repositories.id(each.repository())))
                .param("title", Column.of(called, Called::titleHash))
                .param("changes", Column.of(changes, Change::id))
                .query((ResultSet row) -> {
                    RepositoryId repository = byKey.get(row.getLong("repository_id"));
                    List<Long> services = repository == null ? List.of() : repositories.services(repository);
                    for (String column : List.of("before", "head_sha", "sha")) {
                        String sha = row.getString(column);
                        due.commit(services, sha == null ? null : new CommitSha(sha));
                    }
                });
    }
}
