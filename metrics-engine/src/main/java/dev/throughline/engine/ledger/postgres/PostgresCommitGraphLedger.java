package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.ledger.CommitGraphLedger;
import dev.throughline.engine.postgres.BinaryCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the commit graph in PostgreSQL: copied into a temporary table of the transaction, and from there to its place. */
public final class PostgresCommitGraphLedger implements CommitGraphLedger {

    private static final List<String> COLUMNS = List.of("sha", "parents", "author_at", "committer_at", "paths");

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final GraphRows upload;
    private final TransactionTemplate transaction;

    public PostgresCommitGraphLedger(JdbcTemplate template, PlatformTransactionManager transactions) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.upload = new GraphRows(jdbc);
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Receipt record(Iterator<GraphCommit> commits) {
        return transaction.execute(status -> {
            Set<String> repositories = new TreeSet<>();
            upload.begin();
            long received = copy(commits, repositories);
            if (received == 0) {
                return new Receipt(0, 0);
            }
            upload.lock();
            return new Receipt(received, upload.merge(services(repositories)));
        });
    }

    private long copy(Iterator<GraphCommit> commits, Set<String> repositories) {
        Long received = template.execute((Connection connection) -> {
            try (BinaryCopy copy = new BinaryCopy(connection, GraphRows.UPLOAD, COLUMNS)) {
                long count = 0;
                while (commits.hasNext()) {
                    GraphCommit commit = commits.next();
                    repositories.add(commit.repository().toLowerCase(Locale.ROOT));
                    write(commit, copy);
                    count++;
                }
                copy.end();
                return count;
            }
        });
        return received == null ? 0 : received;
    }

    private static void write(GraphCommit commit, BinaryCopy copy) throws SQLException {
        copy.row();
        copy.text(commit.sha().value());
        copy.texts(commit.parents().stream().map(CommitSha::value).toList());
        copy.instant(Column.storable(commit.authorAt()));
        copy.instant(Column.storable(commit.committerAt()));
        List<String> paths = commit.paths();
        copy.texts(paths == null ? null : paths.stream().map(Column::storable).toList());
    }

    private Set<Long> services(Set<String> repositories) {
        return jdbc.sql("""
                        select r.service_id
                          from repository_alias a
                          join service_repository r on r.repository_id = a.repository_id
                         where a.name = any(:repositories)
                        """)
                .param("repositories", repositories.toArray(String[]::new))
                .query((row, _) -> row.getLong("service_id"))
                .set();
    }
}
