package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.RepositoryCommit;
import java.sql.ResultSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The commit graph. New commits go into a temporary table of the transaction, and from there to their place. */
final class GraphRows {

    /** The temporary table of the transaction. */
    static final String UPLOAD = "graph_upload";

    /** Key of the lock for adding to the graph: any number of our own. */
    private static final long LOCK = 7_218_443_002L;

    private final JdbcClient jdbc;

    GraphRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes the table, empty. */
    void begin() {
        jdbc.sql("""
                        create temporary table graph_upload (
                            place bigint generated always as identity,
                            sha text not null collate "C", parents text[] not null collate "C",
                            author_at timestamptz not null, committer_at timestamptz not null, paths text[])
                            on commit drop
                        """).update();
    }

    /** The same for commits that a forge's API shows, all at once. The lock is held. */
    void merge(List<RepositoryCommit> commits, BatchRepositories repositories) {
        begin();
        jdbc.sql("""
                        insert into graph_upload (sha, parents, author_at, committer_at)
                        select sha, parents::text[], author_at, committer_at
                          from unnest(:sha::text[], :parents::text[], :author_at::timestamptz[], :committer_at::timestamptz[])
                               with ordinality as told (sha, parents, author_at, committer_at, place)
                         order by place
                        """)
                .param("sha", Column.of(commits, each -> each.commit().sha()))
                .param("parents", Column.of(commits, RepositoryCommit::parents))
                .param("author_at", Column.of(commits, each -> each.commit().authorAt()))
                .param("committer_at", Column.of(commits, RepositoryCommit::committerAt))
                .update();
        Set<Long> services = new TreeSet<>();
        commits.stream()
                .map(RepositoryCommit::repository)
                .distinct()
                .forEach(repository -> services.addAll(repositories.services(repository)));
        merge(services);
        jdbc.sql("drop table graph_upload").update();
    }

    /**
     * Adds what is in the table to the graph.
     *
     * @param services those that the repositories of the commits count for
     * @return how many were new or more complete than before
     */
    long merge(Set<Long> services) {
        jdbc.sql("analyze graph_upload").update();
        List<String> completed = complete();
        long added = add();
        if (addPaths()) {
            noteDueOfPaths(services);
        }
        if (added + completed.size() > 0) {
            noteDue(services, completed);
        }
        return added + completed.size();
    }

    /** Two uploads of the same commits would otherwise wait for each other. After the locks of repositories, before anything is written. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:key # hashtext(current_schema()))")
                .param("key", LOCK)
                .query((ResultSet row) -> {});
    }

    /** Adds parents to commits that were cut off from them. */
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

    private void noteDueOfPaths(Set<Long> services) {
        jdbc.sql("""
                        insert into derivation_due (service_id, is_full)
                        select concerned.service_id, true
                          from (select unnest(:services::bigint[]) as service_id
                                 union
                                select d.service_id
                                  from delivered_commit d
                                 where d.sha in (select sha from graph_upload)) concerned
                          join service on service.id = concerned.service_id and service.paths <> '{}'
                        """).param("services", services.toArray(Long[]::new)).update();
        DueNotice.send(jdbc);
    }

    /** These services, and those that deployed or delivered one of these commits, whatever its name. */
    private void noteDue(Set<Long> services, List<String> completed) {
        jdbc.sql("""
                        insert into derivation_due (service_id, shas, deployments, is_graph)
                        select service_id, :completed::text[], '{}', true
                          from (select unnest(:services::bigint[]) as service_id
                                 union
                                select f.service_id
                                  from deployment_fact f
                                 where f.sha in (select sha from graph_upload)
                                 union
                                select d.service_id
                                  from delivered_commit d
                                 where d.sha in (select sha from graph_upload)) concerned
                        """)
                .param("services", services.toArray(Long[]::new))
                .param("completed", completed.toArray(String[]::new))
                .update();
        DueNotice.send(jdbc);
    }
}
