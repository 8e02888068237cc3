package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.sample.DeploymentSamples;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the samples of some deployments: the commits of each as they are passed in, everything else at the end. */
final class SampleWriter {

    private final JdbcClient jdbc;
    private final long service;
    private final DeliveredCommitCopy commits;
    private final Map<UUID, Long> repositories;
    private final List<Written> written = new ArrayList<>();

    private record Written(LogicalDeployment deployment, Link link, DeploymentSums sums) {}

    SampleWriter(JdbcOperations template, long service, List<LogicalDeployment> deployments) {
        this.jdbc = JdbcClient.create(template);
        this.service = service;
        this.commits = new DeliveredCommitCopy(template, service);
        this.repositories = repositories(deployments);
    }

    private Map<UUID, Long> repositories(List<LogicalDeployment> deployments) {
        Map<UUID, Long> found = new HashMap<>();
        jdbc.sql("select id, repository_id from deployment where id = any(:ids::uuid[])")
                .param(
                        "ids",
                        Texts.ofIds(
                                deployments.stream().map(LogicalDeployment::id).toList()))
                .query((ResultSet row) -> {
                    found.put(row.getObject("id", UUID.class), row.getLong("repository_id"));
                });
        return found;
    }

    /** @param deployment one of those that it was made for */
    void write(LogicalDeployment deployment, Link link, DeploymentSamples.Pieces pieces) {
        DeliveredCommitCopy.Deployment by = new DeliveredCommitCopy.Deployment(
                deployment.id(), Objects.requireNonNull(repositories.get(deployment.id())), deployment.at());
        DeploymentSums sums = new DeploymentSums();
        pieces.tell(piece -> {
            piece.commits().forEach(commit -> commits.add(by, commit));
            sums.add(piece);
        });
        written.add(new Written(deployment, link, sums));
    }

    void end() {
        commits.write();
        DeploymentFactRows facts = new DeploymentFactRows(jdbc, service);
        written.forEach(one -> facts.insert(one.deployment, one.link, one.sums));
        DeliveredChangeRows changes = new DeliveredChangeRows();
        written.forEach(one -> changes.add(one.deployment.id(), one.sums.changes()));
        changes.insert(jdbc, service);
    }
}
