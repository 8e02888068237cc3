package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.ledger.CommitGraphLedger;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the commit graph in PostgreSQL: copied into a table of the transaction's own, and from there to its place. */
public final class PostgresCommitGraphLedger implements CommitGraphLedger {

    private static final String COPY =
            "copy graph_upload (sha, parents, author_at, committer_at, paths) from stdin with (format text)";

    /** Key of the lock that uploads take: any number of our own. */
    private static final long UPLOAD = 7_218_443_002L;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public PostgresCommitGraphLedger(JdbcTemplate template, PlatformTransactionManager transactions) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Receipt record(Iterator<GraphCommit> commits) {
        return transaction.execute(status -> {
            Set<String> repositories = new TreeSet<>();
            long received = copy(commits, repositories);
            if (received == 0) {
                return new Receipt(0, 0);
            }
            lock();
            List<String> completed = complete();
            long added = add();
            if (addPaths()) {
                noteDueOfPaths(repositories);
            }
            if (added + completed.size() > 0) {
                noteDue(repositories, completed);
            }
            return new Receipt(received, added + completed.size());
        });
    }

    private long copy(Iterator<GraphCommit> commits, Set<String> repositories) {
        jdbc.sql("""
                        create temporary table graph_upload (
                            place bigint generated always as identity,
                            sha text not null collate "C", parents text[] not null collate "C",
                            author_at timestamptz not null, committer_at timestamptz not null, paths text[])
                            on commit drop
                        """).update();
        Long received = template.execute((Connection connection) -> {
            PGCopyOutputStream stream = new PGCopyOutputStream(connection.unwrap(PGConnection.class), COPY);
            boolean isWhole = false;
            try {
                Writer rows = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
                long count = 0;
                while (commits.hasNext()) {
                    GraphCommit commit = commits.next();
                    repositories.add(commit.repository().toLowerCase(Locale.ROOT));
                    rows.write(row(commit));
                    count++;
                }
                rows.flush();
                isWhole = true;
                return count;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                end(stream, isWhole);
            }
        });
        return received == null ? 0 : received;
    }

    /** What was copied is thrown away when it is not whole. */
    private static void end(PGCopyOutputStream stream, boolean isWhole) throws SQLException {
        try {
            if (isWhole) {
                stream.endCopy();
            } else if (stream.isActive()) {
                stream.cancelCopy();
            }
        } finally {
            closeQuietly(stream);
        }
    }

    private static void closeQuietly(PGCopyOutputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // the copy has ended either way
        }
    }

    /** Hex digits and instants need no escaping, the names of files do. */
    private static String row(GraphCommit commit) {
        return commit.sha().value()
                + '\t'
                + commit.parents().stream().map(CommitSha::value).collect(Collectors.joining(",", "{", "}"))
                + '\t'
                + storable(commit.authorAt())
                + '\t'
                + storable(commit.committerAt())
                + '\t'
                + (commit.paths() == null ? "\\N" : escaped(Column.array(commit.paths())))
                + '\n';
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static Instant storable(Instant instant) {
        return Column.storable(instant);
    }

    /** Two uploads of the same commits would otherwise wait for each other. */
    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:key)").param("key", UPLOAD).query((ResultSet row) -> {});
        jdbc.sql("analyze graph_upload").update();
    }

    /** Gives those their parents that were cut off from them. */
    private List<String> complete() {
        return jdbc.sql("""
                        update graph_commit known
                           set parents = told.parents
                          from graph_upload told
                         where known.sha = told.sha and cardinality(told.parents) > cardinality(known.parents)
                        returning known.sha
                        """).query((row, number) -> row.getString("sha")).list();
    }

    private long add() {
        return jdbc.sql("""
                        insert into graph_commit (sha, parents, author_at, committer_at)
                        select sha, parents, author_at, committer_at
                          from (select distinct on (sha) *
                                  from graph_upload told
                                 where not exists (select 1 from graph_commit known where known.sha = told.sha)
                                 order by sha, cardinality(parents) desc, place) told
                         order by place
                        """).update();
    }

    /** Returns whether files became known. */
    private boolean addPaths() {
        return jdbc.sql("""
                        insert into commit_path as known (sha, paths)
                        select told.sha, array(select distinct file from unnest(told.paths) file order by 1)
                          from (select distinct on (sha) sha, paths
                                  from graph_upload
                                 where paths is not null
                                 order by sha, cardinality(paths) desc, place) told
                            on conflict (sha) do update
                           set paths = array(select distinct file from unnest(known.paths || excluded.paths) file order by 1)
                         where not known.paths @> excluded.paths
                        """).update() > 0;
    }

    private void noteDueOfPaths(Set<String> repositories) {
        jdbc.sql("""
                        insert into derivation_due (service_id, is_full)
                        select concerned.service_id, true
                          from (select r.service_id
                                  from repository_alias a
                                  join service_repository r on r.repository_id = a.repository_id
                                 where a.name = any(:repositories)
                                 union
                                select d.service_id
                                  from delivered_commit d
                                 where d.sha in (select sha from graph_upload)) concerned
                          join service on service.id = concerned.service_id and service.paths <> '{}'
                        """).param("repositories", repositories.toArray(String[]::new)).update();
        DueNotice.send(jdbc);
    }

    /** The services of the repositories named, and those that deployed or delivered one of these commits, whatever its name. */
    private void noteDue(Set<String> repositories, List<String> completed) {
        jdbc.sql("""
                        insert into derivation_due (service_id, shas, deployments, is_graph)
                        select service_id, :completed::text[], '{}', true
                          from (select r.service_id
                                  from repository_alias a
                                  join service_repository r on r.repository_id = a.repository_id
                                 where a.name = any(:repositories)
                                 union
                                select f.service_id
                                  from deployment_fact f
                                 where f.sha in (select sha from graph_upload)
                                 union
                                select d.service_id
                                  from delivered_commit d
                                 where d.sha in (select sha from graph_upload)) concerned
                        """)
                .param("repositories", repositories.toArray(String[]::new))
                .param("completed", completed.toArray(String[]::new))
                .update();
        DueNotice.send(jdbc);
    }
}
