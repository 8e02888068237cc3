package dev.throughline.engine.history.postgres;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.attribution.Evidence.Rule;
import dev.throughline.engine.history.Evidence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the evidence about all deployments of a page at once, strongest first. */
final class EvidenceRows {

    private static final String IN_ORDER = """
             order by array_position(array['explicit', 'declared', 'rollback', 'revert', 'hotfix', 'window'], rule),
                      incident_id, other, sha
            """;

    private record Found(UUID about, Evidence evidence) {

        static Found of(ResultSet row, int number) throws SQLException {
            return new Found(
                    Rows.uuid(row, "about"),
                    new Evidence(
                            Rows.term(row, "rule", Rule.class),
                            Rows.term(row, "confidence", Confidence.class),
                            Rows.maybeUuid(row, "incident_id"),
                            Rows.maybeUuid(row, "other"),
                            Rows.maybeText(row, "sha")));
        }
    }

    private EvidenceRows() {}

    /** Why these deployments of these services are considered failed, by deployment. */
    static Map<UUID, List<Evidence>> against(JdbcClient jdbc, Collection<Long> services, Collection<UUID> deployments) {
        return read(jdbc, services, deployments, """
                select deployment_id as about, rule, confidence, incident_id, by_deployment as other, sha
                  from evidence
                 where service_id = any(:services)
                   and deployment_id = any(:deployments::uuid[])
                """);
    }

    /** What these deployments of these services remedied, by remedy: the deployment of an evidence is the one that failed. */
    static Map<UUID, List<Evidence>> remediedBy(
            JdbcClient jdbc, Collection<Long> services, Collection<UUID> deployments) {
        return read(jdbc, services, deployments, """
                select by_deployment as about, rule, confidence, incident_id, deployment_id as other, sha
                  from evidence
                 where service_id = any(:services)
                   and by_deployment = any(:deployments::uuid[])
                """);
    }

    private static Map<UUID, List<Evidence>> read(
            JdbcClient jdbc, Collection<Long> services, Collection<UUID> deployments, String sql) {
        return jdbc
                .sql(sql + IN_ORDER)
                .param("services", services.stream().distinct().toArray(Long[]::new))
                .param("deployments", deployments.stream().map(UUID::toString).toArray(String[]::new))
                .query(Found::of)
                .list()
                .stream()
                .collect(groupingBy(Found::about, mapping(Found::evidence, toList())));
    }
}
