package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.RepositoryId;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pull requests. */
final class ChangeRows {

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final ChangeCommitRows commits;
    private final UnnamedMerges unnamed;
    private final Due due;

    /**
     * A change as it was, which may be unknown.
     *
     * @param mergeCommit the commit that it was thought to have ended in; null when it was not
     * @param isRevertedByTitle whether another change reverts one of this title, old or new: it may be another now which that means
     * @param titleHash of its title; null when it was not known
     */
    private record Before(
            @Nullable CommitSha mergeCommit,
            boolean isRevertedByTitle,
            @Nullable Long titleHash) {}

    ChangeRows(
            JdbcClient jdbc, BatchRepositories repositories, ChangeCommitRows commits, UnnamedMerges unnamed, Due due) {
        this.jdbc = jdbc;
        this.repositories = repositories;
        this.commits = commits;
        this.unnamed = unnamed;
        this.due = due;
    }

    void merge(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Map<UUID, Before> changed = upsert(changes);
        Map<UUID, RepositoryId> told = new HashMap<>();
        for (Change change : changes) {
            Before before = changed.get(change.id());
            if (before != null) {
                told.put(change.id(), change.repository());
                List<Long> services = repositories.services(change.repository());
                due.commit(services, mergeCommit(change));
                due.commit(services, change.branch().head());
                due.commit(services, before.mergeCommit());
                unnamed.noteBefore(change.repository(), before.mergeCommit(), before.titleHash());
                if (before.isRevertedByTitle()) {
                    services.forEach(due::service);
                }
            }
        }
        commits.noteDue(told);
    }

    /**
     * The newest statement wins as a whole, of two at the same time the one that tells of the merge; but the number of commits and the
     * author are the newest that were told (a review tells no number, and not every source who opened it), and so is the commit that it was merged
     * as (webhooks of GitLab name no squash, its API does), the first review, the first
     * approval and the time that it was merged at the latest are the earliest of all, and what a bot opened in any of them claims no
     * more than a bot's change does. The same statement read differently, after a correction of how it is read, replaces itself.
     *
     * @return those that changed
     */
    private Map<UUID, Before> upsert(List<Change> changes) {
        Map<UUID, Before> changed = new HashMap<>();
        jdbc.sql("""
                        with changed as (
                        insert into change as known (
                                   id, repository_id, number, title, url, labels, head_repository, head_ref, head_sha,
                                   base_ref, commits, commits_at, opened_at, first_review_at, approved_at, merged_at, merged_by,
                                   is_unnamed, merge_commit_sha, reverts_changes, reverts_commits, bare_reverts_changes, bare_reverts_commits,
                                   reverts_title, closes_issues, fixes_incidents, is_bot, author, author_at,
                                   named_merge, named_merge_at, named_merge_by, stated_at, stated_by)
                        select distinct on (id)
                               id, repository_id, number, title, url, labels::text[], head_repository, head_ref, head_sha,
                               base_ref, first_value(commits) over counted,
                               first_value(case when commits is not null then stated_at end) over counted,
                               opened_at, min(first_review_at) over (partition by id),
                               min(approved_at) over (partition by id),
                               case when merged_at is not null then coalesce(min(merged_by) over (partition by id), merged_at) end,
                               min(merged_by) over (partition by id),
                               is_unnamed and first_value(merge_commit_sha) over named is null,
                               case when merged_at is not null then first_value(merge_commit_sha) over named end,
                               case when bool_or(is_bot) over (partition by id) then bare_reverts_changes else reverts_changes end::text[],
                               case when bool_or(is_bot) over (partition by id) then bare_reverts_commits else reverts_commits end::text[],
                               bare_reverts_changes::text[], bare_reverts_commits::text[], reverts_title,
                               case when bool_or(is_bot) over (partition by id) then '{}' else closes_issues end::text[],
                               case when bool_or(is_bot) over (partition by id) then '{}' else fixes_incidents end::text[],
                               bool_or(is_bot) over (partition by id),
                               first_value(author) over authored,
                               first_value(case when author is not null then stated_at end) over authored,
                               first_value(merge_commit_sha) over named,
                               first_value(case when merge_commit_sha is not null then stated_at end) over named,
                               first_value(case when merge_commit_sha is not null then stated_by end) over named,
                               stated_at, stated_by
                          from unnest(
                                   :id::uuid[], :repository::bigint[], :number::bigint[], :title::text[], :url::text[],
                                   :labels::text[], :head_repository::text[], :head_ref::text[], :head::text[],
                                   :base_ref::text[], :commits::integer[], :opened_at::timestamptz[],
                                   :first_review_at::timestamptz[], :approved_at::timestamptz[],
                                   :merged_at::timestamptz[], :merged_by::timestamptz[], :is_unnamed::boolean[], :merge_commit::text[],
                                   :reverts_changes::text[], :reverts_commits::text[], :bare_reverts_changes::text[],
                                   :bare_reverts_commits::text[], :reverts_title::text[], :closes_issues::text[],
                                   :fixes_incidents::text[],
                                   :is_bot::boolean[], :author::text[], :stated_at::timestamptz[], :stated_by::text[]
                               ) as told (
                                   id, repository_id, number, title, url,
                                   labels, head_repository, head_ref, head_sha,
                                   base_ref, commits, opened_at,
                                   first_review_at, approved_at,
                                   merged_at, merged_by, is_unnamed, merge_commit_sha,
                                   reverts_changes, reverts_commits, bare_reverts_changes,
                                   bare_reverts_commits, reverts_title, closes_issues,
                                   fixes_incidents, is_bot, author, stated_at, stated_by)
                        window counted as (partition by id order by commits is null, stated_at desc, commits desc),
                               authored as (partition by id order by author is null, stated_at desc, author collate "C" desc),
                               named as (partition by id order by merge_commit_sha is null, stated_at desc, stated_by collate "C" desc)
                         order by id, stated_at desc, merged_at is not null desc, stated_by collate "C" desc
                            on conflict (id) do update
                           set (title, url, labels, head_repository, head_ref, head_sha, base_ref, opened_at,
                                merged_at, is_unnamed, merge_commit_sha, reverts_changes, reverts_commits, bare_reverts_changes,
                                bare_reverts_commits, reverts_title, closes_issues, fixes_incidents,
                                stated_at, stated_by) = (
                               select newest.title, newest.url, newest.labels, newest.head_repository, newest.head_ref,
                                      newest.head_sha, newest.base_ref, newest.opened_at,
                                      case when newest.merged_at is not null
                                           then coalesce(least(known.merged_by, excluded.merged_by), newest.merged_at) end,
                                      newest.is_unnamed and naming.named_merge is null,
                                      case when newest.merged_at is not null then coalesce(naming.named_merge, newest.merge_commit_sha) end,
                                      case when is_of_bot then newest.bare_reverts_changes else newest.reverts_changes end,
                                      case when is_of_bot then newest.bare_reverts_commits else newest.reverts_commits end,
                                      newest.bare_reverts_changes, newest.bare_reverts_commits, newest.reverts_title,
                                      case when is_of_bot then '{}' else newest.closes_issues end,
                                      case when is_of_bot then '{}' else newest.fixes_incidents end,
                                      newest.stated_at, newest.stated_by
                                 from (select 1 as turn, excluded.* union all select 2, known.*) newest
                                cross join (select known.is_bot or excluded.is_bot as is_of_bot) opening
                                cross join (select named.named_merge
                                              from (values (1, excluded.named_merge, excluded.named_merge_at, excluded.named_merge_by),
                                                           (2, known.named_merge, known.named_merge_at, known.named_merge_by))
                                                   named (turn, named_merge, at, by)
                                             order by named.at desc nulls last, named.by collate "C" desc nulls last, named.turn
                                             limit 1) naming
                                order by newest.stated_at desc, newest.merged_at is not null desc,
                                         newest.stated_by collate "C" desc, newest.turn
                                limit 1),
                               (commits, commits_at) = (
                               select counted.commits, counted.commits_at
                                 from (values (excluded.commits, excluded.commits_at),
                                              (known.commits, known.commits_at)) counted (commits, commits_at)
                                order by counted.commits_at desc nulls last, counted.commits desc nulls last
                                limit 1),
                               (author, author_at) = (
                               select opened.author, opened.author_at
                                 from (values (excluded.author, excluded.author_at),
                                              (known.author, known.author_at)) opened (author, author_at)
                                order by opened.author_at desc nulls last, opened.author collate "C" desc nulls last
                                limit 1),
                               (named_merge, named_merge_at, named_merge_by) = (
                               select named.named_merge, named.at, named.by
                                 from (values (1, excluded.named_merge, excluded.named_merge_at, excluded.named_merge_by),
                                              (2, known.named_merge, known.named_merge_at, known.named_merge_by))
                                      named (turn, named_merge, at, by)
                                order by named.at desc nulls last, named.by collate "C" desc nulls last, named.turn
                                limit 1),
                               is_bot = known.is_bot or excluded.is_bot,
                               merged_by = least(known.merged_by, excluded.merged_by),
                               first_review_at = least(known.first_review_at, excluded.first_review_at),
                               approved_at = least(known.approved_at, excluded.approved_at)
                         where (excluded.stated_at, excluded.merged_at is not null, excluded.stated_by collate "C")
                                    >= (known.stated_at, known.merged_at is not null, known.stated_by collate "C")
                               and excluded is distinct from known
                            or (excluded.commits_at, excluded.commits)
                                    > (coalesce(known.commits_at, '-infinity'), coalesce(known.commits, 0))
                            or (excluded.author_at, excluded.author collate "C")
                                    > (coalesce(known.author_at, '-infinity'), coalesce(known.author, '') collate "C")
                            or (excluded.named_merge_at, excluded.named_merge_by collate "C")
                                    > (coalesce(known.named_merge_at, '-infinity'), coalesce(known.named_merge_by, '') collate "C")
                            or excluded.is_bot > known.is_bot
                            or excluded.merged_by < coalesce(known.merged_by, 'infinity')
                            or excluded.first_review_at < coalesce(known.first_review_at, 'infinity')
                            or excluded.approved_at < coalesce(known.approved_at, 'infinity')
                        returning id, repository_id, title)
                        select changed.id, before.merge_commit_sha, title_hash(before.title) as title_hash,     -- as it was before this statement
                               exists (select from change reverting
                                        where reverting.repository_id = changed.repository_id
                                          and reverting.reverts_title is not null      -- few have one: there is an index of them
                                          and title_hash(reverting.reverts_title) in (title_hash(changed.title), title_hash(before.title))) as is_reverted_by_title
                          from changed
                          left join change before on before.id = changed.id
                        """)
                .param("id", Column.of(changes, Change::id))
                .param("repository", Column.of(changes, change -> repositories.id(change.repository())))
                .param("number", Column.of(changes, change -> change.entry().number()))
                .param("title", Column.of(changes, change -> change.entry().title()))
                .param("url", Column.of(changes, change -> change.entry().url()))
                .param("labels", Column.of(changes, change -> change.entry().labels()))
                .param(
                        "head_repository",
                        Column.of(changes, change -> change.branch().repository()))
                .param("head_ref", Column.of(changes, change -> change.branch().ref()))
                .param("head", Column.of(changes, change -> change.branch().head()))
                .param("base_ref", Column.of(changes, change -> change.branch().into()))
                .param("commits", Column.of(changes, change -> change.commits()))
                .param(
                        "opened_at",
                        Column.of(changes, change -> change.opening().at()))
                .param(
                        "first_review_at",
                        Column.of(changes, change -> change.reviews().firstAt()))
                .param(
                        "approved_at",
                        Column.of(changes, change -> change.reviews().approvedAt()))
                .param(
                        "merged_at",
                        Column.of(
                                changes,
                                change -> change.merge() == null
                                        ? null
                                        : change.merge().at()))
                .param(
                        "merged_by",
                        Column.of(
                                changes,
                                change -> change.merge() == null
                                                || !change.merge().isLatest()
                                        ? null
                                        : change.merge().at()))
                .param(
                        "is_unnamed",
                        Column.of(
                                changes,
                                change -> change.merge() != null
                                        && change.merge().isLatest()
                                        && change.merge().commit() == null))
                .param("merge_commit", Column.of(changes, ChangeRows::mergeCommit))
                .param(
                        "reverts_changes",
                        Column.of(changes, change -> change.claims().revertsChanges()))
                .param(
                        "reverts_commits",
                        Column.of(changes, change -> change.claims().revertsCommits()))
                .param(
                        "bare_reverts_changes",
                        Column.of(changes, change -> change.claimsOfBot().revertsChanges()))
                .param(
                        "bare_reverts_commits",
                        Column.of(changes, change -> change.claimsOfBot().revertsCommits()))
                .param(
                        "reverts_title",
                        Column.of(changes, change -> change.claims().revertsTitle()))
                .param(
                        "closes_issues",
                        Column.of(changes, change -> change.claims().closesIssues()))
                .param(
                        "fixes_incidents",
                        Column.of(changes, change -> change.claims().fixesIncidents()))
                .param(
                        "is_bot",
                        Column.of(changes, change -> change.opening().by().isBot()))
                .param(
                        "author",
                        Column.of(changes, change -> change.opening().by().name()))
                .param(
                        "stated_at",
                        Column.of(changes, change -> change.statement().at()))
                .param(
                        "stated_by",
                        Column.of(changes, change -> change.statement().by()))
                .query((ResultSet row) -> {
                    changed.put(
                            row.getObject("id", UUID.class),
                            new Before(
                                    row.getString("merge_commit_sha") == null
                                            ? null
                                            : new CommitSha(row.getString("merge_commit_sha")),
                                    row.getBoolean("is_reverted_by_title"),
                                    row.getObject("title_hash", Long.class)));
                });
        return changed;
    }

    private static @Nullable CommitSha mergeCommit(Change change) {
        return change.merge() == null ? null : change.merge().commit();
    }
}
