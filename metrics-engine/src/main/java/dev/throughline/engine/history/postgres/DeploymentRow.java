package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.Outcome;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A deployment that still lacks its evidence, which is fetched for all deployments of a page at once. */
record DeploymentRow(ListedDeployment deployment, long service) {

    static DeploymentRow of(ResultSet row, int number) throws SQLException {
        ListedDeployment deployment = new ListedDeployment(
                Rows.uuid(row, "id"),
                Rows.maybeText(row, "service"),
                row.getString("environment"),
                row.getString("tier"),
                row.getString("source"),
                row.getString("external_id"),
                Rows.maybeText(row, "sha"),
                Rows.maybeText(row, "ref"),
                Rows.maybeTerm(row, "kind", DeploymentKind.class),
                Rows.term(row, "outcome", Outcome.class),
                row.getObject("failed", Boolean.class),
                List.of(),
                Rows.terms(row, "flags", Flag.class),
                Instants.of(row, "started_at"),
                Instants.orNull(row, "finished_at"),
                Rows.maybeInteger(row, "commits"),
                Rows.maybeTerm(row, "linked_by", Link.By.class),
                Rows.maybeUuid(row, "merged_into"),
                Rows.maybeText(row, "url"));
        return new DeploymentRow(deployment, row.getLong("service_id"));
    }

    static List<ListedDeployment> withEvidence(JdbcClient jdbc, List<DeploymentRow> rows) {
        Map<UUID, List<Evidence>> evidence = EvidenceRows.against(
                jdbc,
                rows.stream().map(DeploymentRow::service).toList(),
                rows.stream().map(row -> row.deployment().id()).toList());
        return rows.stream()
                .map(DeploymentRow::deployment)
                .map(deployment -> deployment.because(evidence.getOrDefault(deployment.id(), List.of())))
                .toList();
    }
}
