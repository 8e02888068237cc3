package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pushes and the commits that they list. */
final class PushRows {

    private static final String TAGS = "refs/tags/";

    private final JdbcClient jdbc;
    private final Repositories repositories;
    private final BranchBaseRows branchBases;
    private final Due due;

    /** A push with its id, and the place of its first commit in the list of all listed commits. */
    private record Row(UUID id, long repository, Push push) {}

    private record Listed(Row row, int position, Commit commit) {}

    private record Changed(long repository, String sha) {}

    PushRows(JdbcClient jdbc, Repositories repositories, BranchBaseRows branchBases, Due due) {
        this.jdbc = jdbc;
        this.branchBases = branchBases;
        this.repositories = repositories;
        this.due = due;
    }

    void merge(List<Push> pushes) {
        if (pushes.isEmpty()) {
            return;
        }
        List<Row> rows = pushes.stream()
                .map(push -> new Row(id(push), repositories.id(push.repository()), push))
                .toList();
        List<Listed> listed = new ArrayList<>();
        for (Row row : rows) {
            List<Commit> commits = row.push().commits();
            for (int position = 0; position < commits.size(); position++) {
                listed.add(new Listed(row, position, commits.get(position)));
            }
        }
        Set<Changed> changed = mergeCommits(listed);
        Set<UUID> moved = mergePushes(rows);
        mergeLists(listed);
        mergePaths(listed, changed);
        for (Row row : rows) {
            noteDue(row, moved.contains(row.id()), changed);
        }
        branchBases.noteMoved(moved);
        noteDeployedTags(rows.stream().filter(row -> moved.contains(row.id())).toList());
    }

    /** A deployment of a tag is one of the commit that the tag was pushed to. */
    private void noteDeployedTags(List<Row> moved) {
        List<Row> tags = moved.stream()
                .filter(row -> row.push().update().ref().startsWith(TAGS))
                .toList();
        if (tags.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        select d.service_id, d.id
                          from unnest(:repository::bigint[], :tag::text[]) as told (repository_id, tag)
                          join deployment d on d.repository_id = told.repository_id and d.tag = told.tag
                         where d.service_id is not null
                        """)
                .param("repository", Column.of(tags, Row::repository))
                .param("tag", Column.of(tags, row -> row.push().update().ref().substring(TAGS.length())))
                .query((ResultSet row) -> {
                    due.deployment(row.getLong("service_id"), row.getObject("id", UUID.class));
                });
    }

    private void noteDue(Row row, boolean isMoved, Set<Changed> changed) {
        Push push = row.push();
        List<Long> services = repositories.services(push.repository());
        if (isMoved) {
            due.commit(services, push.update().before());
            due.commit(services, push.update().after());
            due.commit(services, push.update().head());
        }
        for (Commit commit : push.commits()) {
            if (isMoved
                    || changed.contains(
                            new Changed(row.repository(), commit.sha().value()))) {
                due.commit(services, commit.sha());
            }
        }
    }

    /** The author's time of the better rank wins, then the earlier; a commit was first seen at its earliest push. */
    private Set<Changed> mergeCommits(List<Listed> listed) {
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
                            or excluded.first_seen_at < known.first_seen_at
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
                .param("repository", Column.of(listed, each -> each.row().repository()))
                .param("sha", Column.of(listed, each -> each.commit().sha()))
                .param("author_at", Column.of(listed, each -> each.commit().authorAt()))
                .param(
                        "rank",
                        Column.of(listed, each -> each.commit().authorTime().ordinal() + 1))
                .param(
                        "first_seen_at",
                        Column.of(listed, each -> each.row().push().at()))
                .param(
                        "is_merge",
                        Column.of(listed, each -> each.commit().message().isMerge()))
                .param(
                        "reverts",
                        Column.of(
                                listed, each -> each.commit().message().claims().revertsCommits()))
                .param(
                        "reverts_changes",
                        Column.of(
                                listed, each -> each.commit().message().claims().revertsChanges()))
                .param(
                        "picked_from",
                        Column.of(listed, each -> each.commit().message().pickedFrom()))
                .param(
                        "fixes_incidents",
                        Column.of(
                                listed, each -> each.commit().message().claims().fixesIncidents()))
                .param(
                        "closes_issues",
                        Column.of(
                                listed, each -> each.commit().message().claims().closesIssues()))
                .param(
                        "is_bot",
                        Column.of(listed, each -> each.commit().author().isBot()))
                .param(
                        "author",
                        Column.of(listed, each -> each.commit().author().name()))
                .param(
                        "title",
                        Column.of(listed, each -> each.commit().message().title()))
                .param(
                        "reverts_title",
                        Column.of(
                                listed, each -> each.commit().message().claims().revertsTitle()))
                .query((row, _) -> new Changed(row.getLong("repository_id"), row.getString("sha")))
                .list());
    }

    /** A push is what its id says; only one without a time of its own may turn out to be earlier. */
    private Set<UUID> mergePushes(List<Row> rows) {
        return new HashSet<>(jdbc.sql("""
                        insert into push as known (
                                   id, repository_id, ref, before_sha, after_sha, head_sha,
                                   is_created, is_forced, is_truncated, total_commits, base_ref, pushed_at)
                        select distinct on (id) *
                          from unnest(
                                   :id::uuid[], :repository::bigint[], :ref::text[], :before::text[], :after::text[],
                                   :head::text[], :is_created::boolean[], :is_forced::boolean[],
                                   :is_truncated::boolean[], :total::integer[], :base_ref::text[], :pushed_at::timestamptz[]
                               ) as told (
                                   id, repository_id, ref, before_sha, after_sha,
                                   head_sha, is_created, is_forced,
                                   is_truncated, total_commits, base_ref, pushed_at)
                         order by id, pushed_at, is_truncated, total_commits
                            on conflict (id) do update
                           set pushed_at = least(known.pushed_at, excluded.pushed_at),
                               is_truncated = known.is_truncated and excluded.is_truncated,
                               total_commits = greatest(known.total_commits, excluded.total_commits)
                         where excluded.pushed_at < known.pushed_at
                            or excluded.is_truncated < known.is_truncated
                            or greatest(known.total_commits, excluded.total_commits) is distinct from known.total_commits
                        returning id
                        """)
                .param("id", Column.of(rows, Row::id))
                .param("repository", Column.of(rows, Row::repository))
                .param("ref", Column.of(rows, row -> row.push().update().ref()))
                .param("before", Column.of(rows, row -> row.push().update().before()))
                .param("after", Column.of(rows, row -> row.push().update().after()))
                .param("head", Column.of(rows, row -> row.push().update().head()))
                .param("is_created", Column.of(rows, row -> row.push().update().isCreated()))
                .param("is_forced", Column.of(rows, row -> row.push().update().isForced()))
                .param("is_truncated", Column.of(rows, row -> row.push().isTruncated()))
                .param("total", Column.of(rows, row -> row.push().total()))
                .param("base_ref", Column.of(rows, row -> row.push().update().baseRef()))
                .param("pushed_at", Column.of(rows, row -> row.push().at()))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    private void mergeLists(List<Listed> listed) {
        jdbc.sql("""
                        insert into push_commit (push_id, position, repository_id, sha)
                        select *
                          from unnest(:push::uuid[], :position::integer[], :repository::bigint[], :sha::text[])
                            on conflict (push_id, position) do nothing
                        """)
                .param("push", Column.of(listed, each -> each.row().id()))
                .param("position", Column.of(listed, Listed::position))
                .param("repository", Column.of(listed, each -> each.row().repository()))
                .param("sha", Column.of(listed, each -> each.commit().sha()))
                .update();
    }

    /** All files that were ever said of a commit: where two lists of a merge differ, neither is wrong. */
    private void mergePaths(List<Listed> listed, Set<Changed> changed) {
        List<Listed> told = listed.stream()
                .filter(each -> each.commit().paths() != null)
                .filter(each -> repositories.isOfPaths(each.row().push().repository()))
                .toList();
        if (told.isEmpty()) {
            return;
        }
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
                .param("sha", Column.of(told, each -> each.commit().sha()))
                .param("paths", Column.of(told, each -> each.commit().paths()))
                .query((row, _) -> row.getString("sha"))
                .list());
        told.stream()
                .filter(each -> shas.contains(each.commit().sha().value()))
                .forEach(each -> changed.add(
                        new Changed(each.row().repository(), each.commit().sha().value())));
    }

    private static UUID id(Push push) {
        RefUpdate update = push.update();
        return push.repository()
                .idOf(
                        "push",
                        update.ref(),
                        orEmpty(update.before()),
                        update.after().value(),
                        push.pushedAt() == null ? "" : push.pushedAt().toString());
    }

    private static String orEmpty(@Nullable CommitSha sha) {
        return sha == null ? "" : sha.value();
    }
}
