package dev.throughline.engine.verdict.postgres;

import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.ledger.postgres.DueNotice;
import dev.throughline.engine.ledger.postgres.IncidentServices;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.VerdictBook;
import dev.throughline.engine.verdict.Word;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table verdict. What a verdict affects is marked as due in the same transaction, as with facts. */
public final class PostgresVerdictBook implements VerdictBook {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public PostgresVerdictBook(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public boolean keepOfDeployment(UUID deployment, List<Verdict> verdicts) {
        return keep(deployment, verdicts, """
                insert into derivation_due (service_id)
                select coalesce(service_id, 0)        -- one that belongs to no service has none to derive again
                  from deployment
                 where id = :id
                """);
    }

    @Override
    public boolean keepOfIncident(UUID incident, List<Verdict> verdicts) {
        // the services that it affects are found when it is routed: a cause may name a commit of any
        return keep(incident, verdicts, """
                insert into incident_due (incident_id)
                select id from counted_incident where id = :id
                """);
    }

    private boolean keep(UUID target, List<Verdict> verdicts, String due) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (jdbc.sql(due).param("id", target).update() == 0) {
                return false;
            }
            verdicts.forEach(verdict -> insert(target, verdict));
            DueNotice.send(jdbc);
            return true;
        }));
    }

    private void insert(UUID target, Verdict verdict) {
        jdbc.sql("""
                        insert into verdict (target, field, truth, causes, reason, actor, at)
                        values (:target, :field, :truth::boolean, :causes::text[], :reason, :actor, :at)
                        """)
                .param("target", target)
                .param("field", verdict.word().field().word())
                .param("truth", verdict.word().truth())
                .param("causes", words(verdict.word().causes()))
                .param("reason", verdict.reason())
                .param("actor", verdict.actor())
                .param("at", Instants.utc(verdict.at()))
                .update();
    }

    @Override
    public List<Verdict> of(UUID target) {
        return jdbc.sql(
                        "select field, truth, causes, reason, actor, at from verdict where target = :target order by at, id")
                .param("target", target)
                .query((row, number) -> verdict(row))
                .list();
    }

    @Override
    public boolean isPending(UUID target) {
        return jdbc.sql("""
                        with told as (
                            select id, service_id from incident where id = :target
                        ), %s, touched as (
                            select service_id from deployment where id = :target
                             union
                            select service_id from affected
                        )
                        select exists (select from incident_due where incident_id = :target)
                            or exists (select
                                         from touched
                                         join derivation_due due on due.service_id = touched.service_id)
                        """.formatted(IncidentServices.AFFECTED))
                .param("target", target)
                .query(Boolean.class)
                .single();
    }

    static Verdict verdict(ResultSet row) throws SQLException {
        return new Verdict(
                new Word(
                        Word.Field.valueOf(row.getString("field").toUpperCase(Locale.ROOT)),
                        row.getObject("truth", Boolean.class),
                        causes(row)),
                row.getString("reason"),
                row.getString("actor"),
                Instants.of(row, "at"));
    }

    private static @Nullable List<Cause> causes(ResultSet row) throws SQLException {
        Array causes = row.getArray("causes");
        return causes == null
                ? null
                : Arrays.stream((String[]) causes.getArray()).map(Cause::new).toList();
    }

    static String @Nullable [] words(@Nullable List<Cause> causes) {
        return causes == null ? null : causes.stream().map(Cause::word).toArray(String[]::new);
    }
}
