package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the commit graph as a walk needs it: with each commit those around it in the log, more each time, because a walk continues from
 * there. What was read is kept until it was delivered, or until it grows large.
 */
final class PostgresCommitGraph implements CommitGraph {

    private static final int FIRST_READ = 64;
    private static final int LARGEST_READ = 4096;
    private static final int MOST_HELD = 50_000;

    private final JdbcClient jdbc;
    private final Map<CommitSha, Node> nodes = new HashMap<>();
    private final Set<CommitSha> missing = new HashSet<>();

    /** The stretches of the log that were read around commits: the first id of each, with the last. */
    private final NavigableMap<Long, Long> stretches = new TreeMap<>();

    private Set<CommitSha> justRead = new HashSet<>();
    private final boolean isEmpty;
    private int around = FIRST_READ;

    /** What the graph has of a commit. */
    record Node(long id, CommitSha sha, List<CommitSha> parents, Instant authorAt) {

        boolean isMerge() {
            return parents.size() > 1;
        }
    }

    PostgresCommitGraph(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.isEmpty = jdbc.sql("select not exists (select 1 from graph_commit)")
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<List<CommitSha>> parents(CommitSha sha) {
        Node node = nodes.get(sha);
        if (node == null && !isEmpty && !missing.contains(sha)) {
            node = read(sha);
        }
        return Optional.ofNullable(node).map(Node::parents);
    }

    /** A commit that was read and is held; null when it is not, whether or not the graph has it. */
    @Nullable
    Node held(CommitSha sha) {
        return nodes.get(sha);
    }

    @Override
    public void forget(Collection<CommitSha> shas) {
        shas.forEach(nodes::remove);
        shas.forEach(justRead::remove);
    }

    @Override
    public Set<CommitSha> takeRead() {
        Set<CommitSha> taken = justRead;
        justRead = new HashSet<>();
        return taken;
    }

    private @Nullable Node read(CommitSha sha) {
        if (nodes.size() > MOST_HELD) {
            nodes.clear();
            justRead.clear();
            stretches.clear();
        }
        if (missing.size() > MOST_HELD) {
            missing.clear();
        }
        Optional<Node> found = jdbc.sql("select id, sha, parents, author_at from graph_commit where sha = :sha")
                .param("sha", sha.value())
                .query(PostgresCommitGraph::node)
                .optional();
        found.ifPresentOrElse(this::readAround, () -> missing.add(sha));
        return found.orElse(null);
    }

    /** What was read before is not read again: it is held, or was delivered. */
    private void readAround(Node node) {
        keep(node);
        Map.Entry<Long, Long> before = stretches.floorEntry(node.id);
        if (before != null && before.getValue() >= node.id) {
            return;
        }
        Map.Entry<Long, Long> after = stretches.ceilingEntry(node.id);
        long first = Math.max(node.id - around, before == null ? Long.MIN_VALUE : before.getValue() + 1);
        long last = Math.min(node.id + around, after == null ? Long.MAX_VALUE : after.getKey() - 1);
        jdbc.sql("select id, sha, parents, author_at from graph_commit where id between :first and :last")
                .param("first", first)
                .param("last", last)
                .query(PostgresCommitGraph::node)
                .list()
                .forEach(this::keep);
        note(first, last);
        around = Math.min(2 * around, LARGEST_READ);
    }

    private void note(long first, long last) {
        Map.Entry<Long, Long> before = stretches.lowerEntry(first);
        boolean continues = before != null && before.getValue() == first - 1;
        Long further = stretches.remove(last + 1);
        stretches.put(continues ? before.getKey() : first, further == null ? last : further);
    }

    private void keep(Node node) {
        if (nodes.put(node.sha, node) == null) {
            justRead.add(node.sha);
        }
    }

    private static Node node(ResultSet row, int number) throws SQLException {
        String[] parents = (String[]) row.getArray("parents").getArray();
        return new Node(
                row.getLong("id"),
                new CommitSha(row.getString("sha")),
                Stream.of(parents).map(CommitSha::new).toList(),
                Instants.of(row, "author_at"));
    }
}
