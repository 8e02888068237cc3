package dev.throughline.engine.verdict.postgres;

import dev.throughline.engine.ledger.postgres.DueNotice;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.verdict.Verdict;
import dev.throughline.engine.verdict.VerdictArchive;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table verdict, as a whole. */
final class PostgresVerdictArchive implements VerdictArchive {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    PostgresVerdictArchive(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public List<Said> after(long id, int limit) {
        return jdbc.sql("""
                        select id, target, field, truth, causes, reason, actor, at
                          from verdict
                         where id > :id
                         order by id
                         limit :limit
                        """)
                .param("id", id)
                .param("limit", limit)
                .query((row, _) -> new Said(
                        row.getLong("id"), row.getObject("target", UUID.class), PostgresVerdictBook.verdict(row)))
                .list();
    }

    @Override
    public boolean restore(UUID target, Verdict verdict) {
        return jdbc.sql("""
                        insert into verdict (target, field, truth, causes, reason, actor, at)
                        select told.*
                          from (values (:target::uuid, :field::text, :truth::boolean, :causes::text[], :reason::text, :actor::text,
                                        :at::timestamptz)) told (target, field, truth, causes, reason, actor, at)
                         where not exists (select
                                             from verdict known
                                            where known.target = told.target
                                              and known.field = told.field
                                              and known.at = told.at
                                              and (known.truth, known.causes, known.reason, known.actor)
                                                  is not distinct from (told.truth, told.causes, told.reason, told.actor))
                        """)
                        .param("target", target)
                        .param("field", verdict.word().field().word())
                        .param("truth", verdict.word().truth())
                        .param(
                                "causes",
                                PostgresVerdictBook.words(verdict.word().causes()))
                        .param("reason", verdict.reason())
                        .param("actor", verdict.actor())
                        .param("at", Instants.utc(verdict.at()))
                        .update()
                > 0;
    }

    @Override
    public void touch(Collection<UUID> targets) {
        if (targets.isEmpty()) {
            return;
        }
        String[] ids = targets.stream().map(UUID::toString).toArray(String[]::new);
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("""
                            insert into derivation_due (service_id)
                            select distinct coalesce(service_id, 0)        -- one that belongs to no service has none to derive again
                              from deployment
                             where id = any(:ids::uuid[])
                            """).param("ids", ids).update();
            jdbc.sql(
                            "insert into incident_due (incident_id) select id from counted_incident where id = any(:ids::uuid[])")
                    .param("ids", ids)
                    .update();
            DueNotice.send(jdbc);
        });
    }
}
