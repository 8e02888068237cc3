package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.CommitGraph;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the commit graph as a walk asks for it: with each commit those that stand around it in the log, more each time, for a
 * walk goes on from there. What was read is kept for the length of one derivation.
 */
final class PostgresCommitGraph implements CommitGraph {

    private static final int FIRST_READ = 64;
    private static final int LARGEST_READ = 4096;

    private final JdbcClient jdbc;
    private final Map<CommitSha, List<CommitSha>> parents = new HashMap<>();
    private final Set<CommitSha> missing = new HashSet<>();
    private Set<CommitSha> justRead = new HashSet<>();
    private final boolean isEmpty;
    private int around = FIRST_READ;

    PostgresCommitGraph(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.isEmpty = jdbc.sql("select not exists (select 1 from graph_commit)")
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<List<CommitSha>> parents(CommitSha sha) {
        if (!isEmpty && !parents.containsKey(sha) && !missing.contains(sha)) {
            read(sha);
        }
        return Optional.ofNullable(parents.get(sha));
    }

    @Override
    public Set<CommitSha> takeRead() {
        Set<CommitSha> taken = justRead;
        justRead = new HashSet<>();
        return taken;
    }

    private void read(CommitSha sha) {
        jdbc.sql("""
                        select near.sha, near.parents
                          from graph_commit at
                          join graph_commit near on near.id between at.id - :around and at.id + :around
                         where at.sha = :sha
                        """).param("sha", sha.value()).param("around", around).query((ResultSet row) -> keep(row));
        if (!parents.containsKey(sha)) {
            missing.add(sha);
        }
        around = Math.min(2 * around, LARGEST_READ);
    }

    private void keep(ResultSet row) throws SQLException {
        CommitSha sha = new CommitSha(row.getString("sha"));
        List<CommitSha> known = new ArrayList<>();
        for (String parent : (String[]) row.getArray("parents").getArray()) {
            known.add(new CommitSha(parent));
        }
        if (parents.put(sha, List.copyOf(known)) == null) {
            justRead.add(sha);
        }
    }
}
