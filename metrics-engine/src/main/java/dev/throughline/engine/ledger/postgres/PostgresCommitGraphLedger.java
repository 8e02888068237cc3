package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.ledger.CommitGraphLedger;
import dev.throughline.engine.postgres.BinaryCopy;
import java.sql.Connection;
import java.sql.ResultSet;
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

/** Keeps the commit graph in PostgreSQL: copied into a table of the transaction's own, and from there to its place. */
public final class PostgresCommitGraphLedger implements CommitGraphLedger {

    private static final List<String> COLUMNS = List.of("sha", "parents", "author_at", "committer_at", "paths");

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
            try (BinaryCopy copy = new BinaryCopy(connection, "graph_upload", COLUMNS)) {
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

    /** Two uploads of the same commits would otherwise wait for each other. */
    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:key # hashtext(current_schema()))")
                .param("key", UPLOAD)
                .query((ResultSet row) -> {});
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
