package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.KnownCommit;
import dev.throughline.engine.sample.KnownCommits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The commits of a service's repositories: from the graph as far as it is walked, otherwise from pushes, otherwise from lists of changes.
 */
final class PostgresKnownCommits implements KnownCommits {

    /** The first of the commits that a message names as its origin, if the hash is complete. */
    private static final String PICKED_FROM = """
            (select o.sha
               from unnest(c.picked_from) with ordinality o(sha, place)
              where o.sha ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'
              order by o.place
              limit 1)""";

    private final JdbcClient jdbc;
    private final ServiceAbout about;
    private final PostgresGraphs graphs;

    PostgresKnownCommits(JdbcClient jdbc, ServiceAbout about, PostgresGraphs graphs) {
        this.jdbc = jdbc;
        this.about = about;
        this.graphs = graphs;
    }

    @Override
    public Map<CommitSha, KnownCommit> of(Collection<CommitSha> shas) {
        Map<CommitSha, KnownCommit> commits = new HashMap<>();
        List<PostgresCommitGraph.Node> held = held(shas);
        Map<CommitSha, Pushed> pushed =
                pushed(held.stream().map(PostgresCommitGraph.Node::sha).toList());
        for (PostgresCommitGraph.Node node : held) {
            commits.put(
                    node.sha(), pushed.getOrDefault(node.sha(), Pushed.NEVER).commit(node));
        }
        if (commits.size() < shas.size()) {
            stored(shas.stream().filter(sha -> !commits.containsKey(sha)).toList())
                    .forEach(commit -> commits.put(commit.sha(), commit));
        }
        if (about.listsChanges()) {
            List<CommitSha> wanting = shas.stream()
                    .filter(sha -> !commits.containsKey(sha) || commits.get(sha).isCommitted())
                    .toList();
            if (!wanting.isEmpty()) {
                listed(wanting)
                        .forEach(commit ->
                                commits.merge(commit.sha(), commit, (known, told) -> known.writtenAt(told.authorAt())));
            }
        }
        return commits;
    }

    /** Those that a walk has just read from the graph, where nothing else is to be known of them than what pushes say. */
    private List<PostgresCommitGraph.Node> held(Collection<CommitSha> shas) {
        PostgresCommitGraph walked = graphs.walked();
        return walked == null || about.isOfPaths()
                ? List.of()
                : shas.stream().map(walked::held).filter(Objects::nonNull).toList();
    }

    /**
     * What pushes say about a commit in addition to the graph.
     *
     * @param firstSeenAt null when none lists it
     */
    private record Pushed(
            @Nullable Instant firstSeenAt,
            boolean isBot,
            @Nullable String author,
            @Nullable CommitSha pickedFrom) {

        static final Pushed NEVER = new Pushed(null, false, null, null);

        KnownCommit commit(PostgresCommitGraph.Node node) {
            return new KnownCommit(
                    node.sha(),
                    node.authorAt(),
                    false,
                    firstSeenAt == null ? node.authorAt() : firstSeenAt,
                    node.isMerge(),
                    isBot,
                    author,
                    KnownCommit.Scope.OWN,
                    pickedFrom);
        }
    }

    private Map<CommitSha, Pushed> pushed(List<CommitSha> shas) {
        Map<CommitSha, Pushed> pushed = new HashMap<>();
        if (!shas.isEmpty()) {
            jdbc.sql("""
                            select distinct on (c.sha) c.sha, c.first_seen_at, c.is_bot, c.author, %s as picked_from
                              from unnest(:shas::text[]) t(sha)
                              join git_commit c on c.repository_id = any(:repositories) and c.sha = t.sha
                             order by c.sha, c.first_seen_at, c.repository_id
                            """.formatted(PICKED_FROM))
                    .param("repositories", about.repositories())
                    .param("shas", Texts.ofShas(shas))
                    .query((ResultSet row) -> {
                        pushed.put(
                                new CommitSha(row.getString("sha")),
                                new Pushed(
                                        Instants.orNull(row, "first_seen_at"),
                                        row.getBoolean("is_bot"),
                                        row.getString("author"),
                                        pickedFrom(row)));
                    });
        }
        return pushed;
    }

    private List<KnownCommit> stored(List<CommitSha> shas) {
        return jdbc.sql("""
                        select t.sha,
                               coalesce(g.author_at, c.author_at) as author_at,
                               g.sha is null and c.author_at_rank = 3 as is_committed,
                               coalesce(c.first_seen_at, g.author_at, c.author_at) as first_seen_at,
                               coalesce(cardinality(g.parents) > 1, %s) as is_merge,
                               coalesce(c.is_bot, false) as is_bot,
                               c.author,
                               %s as picked_from,
                               %s as touches
                          from unnest(:shas::text[]) t(sha)
                          left join graph_commit g on g.sha = t.sha
                          left join (select distinct on (c.sha) c.*
                                       from unnest(:shas::text[]) t(sha)
                                       join git_commit c on c.repository_id = any(:repositories) and c.sha = t.sha
                                      order by c.sha, c.author_at_rank = 3, c.first_seen_at, c.repository_id) c on c.sha = t.sha
                         where g.sha is not null or c.sha is not null
                        """.formatted(Merges.IS_MERGE, PICKED_FROM, touches("t.sha")))
                .param("service", about.service())
                .param("repositories", about.repositories())
                .param("shas", Texts.ofShas(shas))
                .query(PostgresKnownCommits::commit)
                .list();
    }

    /** Those that only the list of a change has: they existed when it was merged. */
    private List<KnownCommit> listed(Collection<CommitSha> shas) {
        return jdbc.sql("""
                        select told.sha, min(told.author_at) as author_at, false as is_committed,
                               coalesce(min(list.merged_at), min(told.author_at)) as first_seen_at,
                               false as is_merge, false as is_bot, null as author, null as picked_from,
                               %s as touches
                          from change_list list
                         cross join unnest(list.shas, list.author_at) told (sha, author_at)
                         where list.repository_id = any(:repositories)
                           and list.shas && :shas::text[]
                           and told.sha = any(:shas::text[])
                         group by told.sha
                        """.formatted(touches("told.sha")))
                .param("service", about.service())
                .param("repositories", about.repositories())
                .param("shas", Texts.ofShas(shas))
                .query(PostgresKnownCommits::commit)
                .list();
    }

    private String touches(String sha) {
        return about.isOfPaths() ? "touches(:service, " + sha + ")" : "true or :service = 0";
    }

    private static KnownCommit commit(ResultSet row, int number) throws SQLException {
        return new KnownCommit(
                new CommitSha(row.getString("sha")),
                Instants.of(row, "author_at"),
                row.getBoolean("is_committed"),
                Instants.of(row, "first_seen_at"),
                row.getBoolean("is_merge"),
                row.getBoolean("is_bot"),
                row.getString("author"),
                scope(row.getObject("touches", Boolean.class)),
                pickedFrom(row));
    }

    private static @Nullable CommitSha pickedFrom(ResultSet row) throws SQLException {
        String pickedFrom = row.getString("picked_from");
        return pickedFrom == null ? null : new CommitSha(pickedFrom);
    }

    private static KnownCommit.Scope scope(@Nullable Boolean touches) {
        if (touches == null) {
            return KnownCommit.Scope.UNKNOWN;
        }
        return touches ? KnownCommit.Scope.OWN : KnownCommit.Scope.FOREIGN;
    }
}
