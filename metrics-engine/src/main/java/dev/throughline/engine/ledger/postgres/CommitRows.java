package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitFiles;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.RepositoryId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commits of repositories, whether a push lists them or a forge's API shows them. */
final class CommitRows {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final UnnamedMerges unnamed;
    private final Due due;

    /** @param seenAt when it was pushed; null if unknown */
    private record Said(
            RepositoryId repository,
            Commit commit,
            @Nullable Instant seenAt) {}

    private record Changed(long repository, String sha) {}

    CommitRows(JdbcClient jdbc, BatchRepositories repositories, UnnamedMerges unnamed, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.unnamed = unnamed;
        this.due = due;
    }

    /** All at once, in one order: two writers of the same files would otherwise wait for each other. */
    void merge(List<Push> pushes, List<RepositoryCommit> commits, List<CommitFiles> files) {
        List<Said> said = Stream.concat(
                        pushes.stream()
                                .flatMap(push -> push.commits().stream()
                                        .map(commit -> new Said(push.repository(), commit, push.at()))),
                        commits.stream().map(each -> new Said(each.repository(), each.commit(), null)))
                .toList();
        List<CommitFiles> told = Stream.concat(said.stream().flatMap(CommitRows::files), files.stream())
                .filter(each -> repositories.isOfPaths(each.repository()))
                .toList();
        Set<Changed> changed = said.isEmpty() ? new HashSet<>() : upsert(said);
        if (!told.isEmpty()) {
            changed.addAll(mergePaths(told));
        }
        said.forEach(each -> note(each.repository(), each.commit().sha(), changed));
        told.forEach(each -> note(each.repository(), each.sha(), changed));
    }

    private void note(RepositoryId repository, CommitSha sha, Set<Changed> changed) {
        if (changed.contains(new Changed(repositories.id(repository), sha.value()))) {
            due.commit(repositories.services(repository), sha);
            unnamed.note(repository, sha);
        }
    }

    private static Stream<CommitFiles> files(Said said) {
        List<String> paths = said.commit().paths();
        return paths == null
                ? Stream.empty()
                : Stream.of(new CommitFiles(said.repository(), said.commit().sha(), paths));
    }

    /**
     * The author time of the better rank wins, then the earlier. A commit was first seen at its earliest push; that is unknown while none
     * is known.
     */
    private Set<Changed> upsert(List<Said> said) {
        return new HashSet<>(jdbc.sql("""
                        insert into git_commit as known (
                                   repository_id, sha, author_at, author_at_rank, first_seen_at,
                                   is_merge, reverts, reverts_changes, picked_from, fixes_incidents, closes_issues, is_bot, author,
                                   title_hash, reverts_title_hash)
                        select distinct on (repository_id, sha)
                               repository_id, sha, author_at, author_at_rank,
                               min(first_seen_at) over (partition by repository_id, sha),
                               is_merge, reverts::text[], nullif(reverts_changes::text[], '{}'), picked_from::text[], fixes_incidents::text[],
                               nullif(closes_issues::text[], '{}'),
                               bool_or(is_bot) over (partition by repository_id, sha),
                               min(author collate "C") over (partition by repository_id, sha),
                               min(title_hash(title)) over (partition by repository_id, sha),
                               min(title_hash(reverts_title)) over (partition by repository_id, sha)
                          from unnest(
                                   :repository::bigint[], :sha::text[], :author_at::timestamptz[], :rank::smallint[],
                                   :first_seen_at::timestamptz[], :is_merge::boolean[], :reverts::text[],
                                   :reverts_changes::text[], :picked_from::text[], :fixes_incidents::text[], :closes_issues::text[], :is_bot::boolean[],
                                   :author::text[], :title::text[], :reverts_title::text[]
                               ) as told (
                                   repository_id, sha, author_at, author_at_rank, first_seen_at,
                                   is_merge, reverts, reverts_changes, picked_from, fixes_incidents, closes_issues, is_bot, author,
                                   title, reverts_title)
                         order by repository_id, sha, author_at_rank, author_at
                            on conflict (repository_id, sha) do update
                           set (author_at_rank, author_at) = (
                                   select rank, at
                                     from (values (known.author_at_rank, known.author_at),
                                                  (excluded.author_at_rank, excluded.author_at)) as said (rank, at)
                                    order by rank, at
                                    limit 1),
                               first_seen_at = least(known.first_seen_at, excluded.first_seen_at),
                               -- read otherwise, after a correction of how it is read
                               is_merge = excluded.is_merge,
                               reverts = excluded.reverts,
                               reverts_changes = excluded.reverts_changes,
                               picked_from = excluded.picked_from,
                               fixes_incidents = excluded.fixes_incidents,
                               closes_issues = excluded.closes_issues,
                               is_bot = known.is_bot or excluded.is_bot,
                               author = least(known.author, excluded.author),
                               title_hash = coalesce(excluded.title_hash, known.title_hash),
                               reverts_title_hash = case when excluded.title_hash is null then known.reverts_title_hash
                                                         else excluded.reverts_title_hash end
                         where (excluded.author_at_rank, excluded.author_at) < (known.author_at_rank, known.author_at)
                            or excluded.first_seen_at < coalesce(known.first_seen_at, 'infinity')
                            or excluded.is_bot > known.is_bot
                            or excluded.is_merge <> known.is_merge
                            or excluded.reverts <> known.reverts
                            or excluded.reverts_changes is distinct from known.reverts_changes
                            or excluded.picked_from <> known.picked_from
                            or excluded.fixes_incidents <> known.fixes_incidents
                            or excluded.closes_issues is distinct from known.closes_issues
                            or least(known.author, excluded.author) is distinct from known.author
                            or excluded.title_hash <> coalesce(known.title_hash, 0)
                            or excluded.title_hash is not null
                           and excluded.reverts_title_hash is distinct from known.reverts_title_hash
                        returning repository_id, sha
                        """)
                .param("repository", Column.of(said, each -> repositories.id(each.repository())))
                .param("sha", Column.of(said, each -> each.commit().sha()))
                .param("author_at", Column.of(said, each -> each.commit().authorAt()))
                .param(
                        "rank",
                        Column.of(said, each -> each.commit().authorTime().ordinal() + 1))
                .param("first_seen_at", Column.of(said, each -> each.seenAt()))
                .param(
                        "is_merge",
                        Column.of(said, each -> each.commit().message().isMerge()))
                .param(
                        "reverts",
                        Column.of(said, each -> each.commit().message().claims().revertsCommits()))
                .param(
                        "reverts_changes",
                        Column.of(said, each -> each.commit().message().claims().revertsChanges()))
                .param(
                        "picked_from",
                        Column.of(said, each -> each.commit().message().pickedFrom()))
                .param(
                        "fixes_incidents",
                        Column.of(said, each -> each.commit().message().claims().fixesIncidents()))
                .param(
                        "closes_issues",
                        Column.of(said, each -> each.commit().message().claims().closesIssues()))
                .param("is_bot", Column.of(said, each -> each.commit().author().isBot()))
                .param("author", Column.of(said, each -> each.commit().author().name()))
                .param("title", Column.of(said, each -> each.commit().message().title()))
                .param(
                        "reverts_title",
                        Column.of(said, each -> each.commit().message().claims().revertsTitle()))
                .query((row, _) -> new Changed(row.getLong("repository_id"), row.getString("sha")))
                .list());
    }

    /** All files that were ever listed for a commit: if two lists of a merge differ, neither is wrong. */
    private List<Changed> mergePaths(List<CommitFiles> told) {
        Set<String> shas = new HashSet<>(jdbc.sql("""
                        insert into commit_path as known (sha, paths)
                        select said.sha, array_remove(array_agg(distinct file order by file), null)
                          from unnest(:sha::text[], :paths::text[]) said (sha, paths)
                          left join lateral unnest(said.paths::text[]) file on true
                         group by said.sha
                         order by said.sha
                            on conflict (sha) do update
                           set paths = array(select distinct file from unnest(known.paths || excluded.paths) file order by 1)
                         where not known.paths @> excluded.paths
                        returning sha
                        """)
                .param("sha", Column.of(told, CommitFiles::sha))
                .param("paths", Column.of(told, CommitFiles::paths))
                .query((row, _) -> row.getString("sha"))
                .list());
        return told.stream()
                .filter(each -> shas.contains(each.sha().value()))
                .map(each -> new Changed(
                        repositories.id(each.repository()), each.sha().value()))
                .toList();
    }
}
