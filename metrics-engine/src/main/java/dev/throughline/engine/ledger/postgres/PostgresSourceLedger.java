package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.ledger.SourceLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps them in the table source, under the lock of names: what the repositories of a source hold decides what they count for. */
public final class PostgresSourceLedger implements SourceLedger {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public PostgresSourceLedger(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What is derived from, of a source: by the columns {@code source} (its name), {@code holds}, {@code precedence} and
     * {@code change_sign}.
     */
    public static SourceTraits traits(ResultSet row) throws SQLException {
        return new SourceTraits(
                row.getString("source"),
                SourceTraits.Holds.of(row.getString("holds")),
                SourceTraits.Precedence.valueOf(row.getString("precedence").toUpperCase(Locale.ROOT)),
                row.getString("change_sign").charAt(0),
                null);
    }

    @Override
    public void register(Collection<SourceTraits> sources) {
        transaction.executeWithoutResult(_ -> {
            if (!known().containsAll(sources)) {
                ServiceAssignment.lockNames(jdbc);
                deriveAgain(keep(List.copyOf(sources)));
                keepPages(List.copyOf(sources));
            }
        });
    }

    private Set<SourceTraits> known() {
        return jdbc.sql("select name as source, holds, precedence, change_sign, commit_path from source")
                .query((row, _) -> traits(row).withCommitPath(row.getString("commit_path")))
                .set();
    }

    /** Returns the repositories of those whose traits have changed. */
    private List<Long> keep(List<SourceTraits> sources) {
        String[] changed = jdbc.sql("""
                        insert into source as known (name, holds, precedence, change_sign)
                        select *
                          from unnest(:name::text[], :holds::text[], :precedence::text[], :change_sign::text[])
                            on conflict (name) do update
                           set holds = excluded.holds, precedence = excluded.precedence,
                               change_sign = excluded.change_sign
                         where (known.holds, known.precedence, known.change_sign)
                               <> (excluded.holds, excluded.precedence, excluded.change_sign)
                        returning name
                        """)
                .param("name", Column.of(sources, SourceTraits::name))
                .param("holds", Column.of(sources, source -> source.holds().word()))
                .param(
                        "precedence",
                        Column.of(sources, source -> source.precedence().word()))
                .param("change_sign", Column.of(sources, SourceTraits::changeSign))
                .query(String.class)
                .list()
                .toArray(String[]::new);
        return jdbc.sql("select id from repository where source = any(:changed) order by id")
                .param("changed", changed)
                .query((row, _) -> row.getLong("id"))
                .list();
    }

    private void keepPages(List<SourceTraits> sources) {
        jdbc.sql("""
                        update source
                           set commit_path = told.path
                          from unnest(:name::text[], :path::text[]) as told (name, path)
                         where source.name = told.name
                           and source.commit_path is distinct from told.path
                        """)
                .param("name", Column.of(sources, SourceTraits::name))
                .param("path", sources.stream().map(SourceTraits::commitPath).toArray(String[]::new))
                .update();
    }

    private void deriveAgain(List<Long> repositories) {
        if (repositories.isEmpty()) {
            return;
        }
        List<Long> all = jdbc.sql("select id from repository order by id for no key update")
                .query((row, _) -> row.getLong("id"))
                .list();
        ServiceAssignment assignment = new ServiceAssignment(jdbc);
        Set<Long> touched = new TreeSet<>(services(repositories));
        touched.addAll(assignment.assign(all));
        touched.addAll(assignment.reassign(repositories));
        touched.addAll(services(repositories));
        assignment.due(touched);
        assignment.dueForNames(names(repositories));
        assignment.dueForIssues(repositories);
        // what their incidents declare may now be a cause, or no longer be one
        jdbc.sql(
                        "insert into incident_due (incident_id) select id from incident where repository_id = any(:repositories)")
                .param("repositories", repositories.toArray(Long[]::new))
                .update();
        DueNotice.send(jdbc);
    }

    /** Whose history they tell. */
    private List<Long> services(List<Long> repositories) {
        return jdbc.sql("select distinct service_id from service_history where repository_id = any(:repositories)")
                .param("repositories", repositories.toArray(Long[]::new))
                .query((row, _) -> row.getLong("service_id"))
                .list();
    }

    private List<String> names(List<Long> repositories) {
        return jdbc.sql("select name from repository_alias where repository_id = any(:repositories)")
                .param("repositories", repositories.toArray(Long[]::new))
                .query((row, _) -> row.getString("name"))
                .list();
    }
}
