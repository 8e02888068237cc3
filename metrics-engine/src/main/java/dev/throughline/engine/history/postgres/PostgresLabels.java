package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.Labels;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresLabels implements Labels {

    private final JdbcClient jdbc;

    PostgresLabels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<UUID, DeploymentLabel> deployments(Collection<UUID> ids) {
        Map<UUID, DeploymentLabel> labels = new HashMap<>();
        jdbc.sql("""
                        select deployment.id, coalesce(fact.sha, deployment.sha) as sha, deployment.ref, deployment.environment,
                               service.name as service
                          from deployment
                          left join deployment_fact fact on fact.deployment_id = deployment.id
                          left join service on service.id = deployment.service_id
                         where deployment.id = any (:ids)
                        """).param("ids", ids.toArray(UUID[]::new)).query(row -> {
            labels.put(
                    Rows.uuid(row, "id"),
                    new DeploymentLabel(
                            Rows.maybeText(row, "service"),
                            Rows.maybeText(row, "sha"),
                            Rows.maybeText(row, "ref"),
                            row.getString("environment")));
        });
        return labels;
    }

    @Override
    public Map<UUID, IncidentLabel> incidents(Collection<UUID> ids) {
        Map<UUID, IncidentLabel> labels = new HashMap<>();
        jdbc.sql("select id, number, title from incident where id = any (:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    labels.put(
                            Rows.uuid(row, "id"),
                            new IncidentLabel(row.getObject("number", Long.class), row.getString("title")));
                });
        return labels;
    }
}
