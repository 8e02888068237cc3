package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.attribution.Evidence;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.Judgements;
import dev.throughline.engine.sample.StoredDeployment;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The verdicts in deployment_fact, and the table evidence. */
final class PostgresJudgements implements Judgements {

    private final JdbcClient jdbc;
    private final long service;

    PostgresJudgements(JdbcClient jdbc, long service) {
        this.jdbc = jdbc;
        this.service = service;
    }

    @Override
    public void judge(Map<UUID, StoredDeployment.Verdict> verdicts) {
        verdicts.forEach((id, verdict) -> jdbc.sql("""
                        update deployment_fact
                           set failed = :failedAt::timestamptz is not null,
                               rework = :rework,
                               failed_at = :failedAt::timestamptz,
                               restored_at = :restoredAt::timestamptz,
                               remedied_at = :remediedAt::timestamptz,
                               in_fail_rate = :inFailRate,
                               in_frequency = :inFrequency,
                               recovery_seconds = case when :restoredAt::timestamptz is not null
                                                       then least(extract(epoch from :restoredAt::timestamptz - :failedAt::timestamptz),
                                                                  2147483647)::integer end,
                               flags = case when :clamped then array_append(array_remove(flags, :flag), :flag)
                                            else array_remove(flags, :flag) end
                         where deployment_id = :id
                        """)
                .param("rework", verdict.isRework())
                .param("failedAt", Instants.utcOrNull(verdict.failedAt()))
                .param("restoredAt", Instants.utcOrNull(verdict.restoredAt()))
                .param("remediedAt", Instants.utcOrNull(verdict.remediedAt()))
                .param("inFailRate", verdict.isInFailRate())
                .param("inFrequency", verdict.isInFrequency(), Types.BOOLEAN)
                .param("clamped", verdict.isClamped())
                .param("flag", Flag.NEGATIVE_CLAMPED.word())
                .param("id", id)
                .update());
    }

    @Override
    public void evidence(List<Evidence> evidence) {
        List<Evidence> stored = jdbc.sql("""
                        select deployment_id, rule, incident_id, by_deployment, sha
                          from evidence
                         where service_id = :service
                        """)
                .param("service", service)
                .query((row, number) -> new Evidence(
                        row.getObject("deployment_id", UUID.class),
                        Term.of(Evidence.Rule.class, row.getString("rule")),
                        row.getObject("incident_id", UUID.class),
                        row.getObject("by_deployment", UUID.class),
                        row.getString("sha")))
                .list();
        if (stored.stream().sorted(Evidence.IN_ORDER).toList().equals(evidence)) {
            return;
        }
        jdbc.sql("delete from evidence where service_id = :service")
                .param("service", service)
                .update();
        evidence.forEach(piece -> jdbc.sql("""
                        insert into evidence (service_id, deployment_id, rule, confidence, incident_id, by_deployment, sha)
                        values (:service, :deployment, :rule, :confidence, :incident, :by, :sha)
                        """)
                .param("service", service)
                .param("deployment", piece.deployment())
                .param("rule", piece.rule().word())
                .param("confidence", piece.rule().confidence().word())
                .param("incident", piece.incident())
                .param("by", piece.remedy())
                .param("sha", piece.sha())
                .update());
    }
}
