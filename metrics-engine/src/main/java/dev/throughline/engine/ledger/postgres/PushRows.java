package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pushes, and which commits they list. */
final class PushRows {

    private static final String TAGS = "refs/tags/";

    private final JdbcClient jdbc;
    private final BatchRepositories repositories;
    private final BranchBaseRows branchBases;
    private final TagRows tags;
    private final Due due;

    /** A push with its id, and the place of its first commit in the list of all listed commits. */
    private record Row(UUID id, long repository, Push push) {}

    private record Listed(Row row, int position, Commit commit) {}

    PushRows(JdbcClient jdbc, BatchRepositories repositories, BranchBaseRows branchBases, TagRows tags, Due due) {
        this.jdbc = jdbc;
        this.branchBases = branchBases;
        this.tags = tags;
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
        Set<UUID> moved = mergePushes(rows);
        mergeLists(listed);
        rows.stream().filter(row -> moved.contains(row.id())).forEach(this::noteDue);
        branchBases.noteMoved(moved);
        tags.noteDue(rows.stream()
                .filter(row -> moved.contains(row.id()))
                .filter(row -> row.push().update().ref().startsWith(TAGS))
                .map(row -> new TagRows.Named(
                        row.repository(), row.push().update().ref().substring(TAGS.length())))
                .toList());
    }

    private void noteDue(Row row) {
        Push push = row.push();
        List<Long> services = repositories.services(push.repository());
        due.commit(services, push.update().before());
        due.commit(services, push.update().after());
        due.commit(services, push.update().head());
        push.commits().forEach(commit -> due.commit(services, commit.sha()));
    }

    /** A push is identified by its content; only one without its own time may turn out to be earlier. */
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
