package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.linking.HiddenCommits;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.DeploymentSamples;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of deployment_fact, with what was delivered and what was merged into which. */
final class PostgresDeploymentSamples implements DeploymentSamples {

    private final JdbcOperations template;
    private final JdbcClient jdbc;
    private final long service;

    PostgresDeploymentSamples(JdbcOperations template, JdbcClient jdbc, long service) {
        this.template = template;
        this.jdbc = jdbc;
        this.service = service;
    }

    @Override
    public void takeOver(Collection<UUID> deployments) {
        jdbc.sql("""
                        with taken as (
                            delete from deployment_fact
                             where deployment_id = any(:ids::uuid[]) and service_id <> :service
                            returning service_id, deployment_id
                        ), changes as (
                            delete from delivered_change delivered
                             using taken
                             where delivered.service_id = taken.service_id
                               and delivered.deployment_id = taken.deployment_id
                        )
                        delete from delivered_commit delivered
                         using taken
                         where delivered.service_id = taken.service_id
                           and delivered.deployment_id = taken.deployment_id
                        """)
                .param("service", service)
                .param("ids", Texts.ofIds(deployments))
                .update();
    }

    @Override
    public void remove(Collection<UUID> deployments) {
        if (deployments.isEmpty()) {
            return;
        }
        String[] ids = Texts.ofIds(deployments);
        jdbc.sql("delete from delivered_commit where service_id = :service and deployment_id = any(:ids::uuid[])")
                .param("service", service)
                .param("ids", ids)
                .update();
        jdbc.sql("delete from delivered_change where service_id = :service and deployment_id = any(:ids::uuid[])")
                .param("service", service)
                .param("ids", ids)
                .update();
        jdbc.sql("delete from deployment_fact where service_id = :service and deployment_id = any(:ids::uuid[])")
                .param("service", service)
                .param("ids", ids)
                .update();
    }

    @Override
    public void reach(List<HiddenCommits.Reached> first) {
        for (HiddenCommits.Reached reached : first) {
            jdbc.sql("""
                            insert into reached_push (deployment_id, push_id, until)
                            values (:deployment, :push, :until)
                            """)
                    .param("deployment", reached.deployment())
                    .param("push", reached.push())
                    .param("until", Instants.utc(reached.until()))
                    .update();
        }
    }

    @Override
    public void add(List<Delivered> some) {
        if (some.isEmpty()) {
            return;
        }
        SampleWriter writer = new SampleWriter(
                template, service, some.stream().map(Delivered::deployment).toList());
        some.forEach(delivered -> writer.write(
                delivered.deployment(), delivered.link(), pieces -> pieces.accept(delivered.deliveries())));
        writer.end();
    }

    @Override
    public void addInPieces(LogicalDeployment deployment, Link link, Pieces pieces) {
        SampleWriter writer = new SampleWriter(template, service, List.of(deployment));
        writer.write(deployment, link, pieces);
        writer.end();
    }

    @Override
    public void merged(List<LogicalDeployment> history, boolean isWhole) {
        List<String> deployments = new ArrayList<>();
        List<String> into = new ArrayList<>();
        for (LogicalDeployment deployment : history) {
            deployment.attempts().skip(1).forEach(attempt -> {
                deployments.add(attempt.id().toString());
                into.add(deployment.id().toString());
            });
        }
        jdbc.sql("""
                        delete from merged_deployment
                         where service_id = :service
                           and deployment_id <> all(:ids::uuid[])
                           and (:whole or merged_into = any(:history::uuid[]))
                        """)
                .param("service", service)
                .param("ids", deployments.toArray(String[]::new))
                .param("whole", isWhole)
                .param(
                        "history",
                        Texts.ofIds(history.stream().map(LogicalDeployment::id).toList()))
                .update();
        jdbc.sql("""
                        insert into merged_deployment as m (service_id, deployment_id, merged_into)
                        select :service, d::uuid, i::uuid
                          from unnest(:deployments::text[], :into::text[]) t(d, i)
                            on conflict (deployment_id) do update
                           set merged_into = excluded.merged_into, service_id = excluded.service_id
                         where (m.merged_into, m.service_id) <> (excluded.merged_into, excluded.service_id)
                        """)
                .param("service", service)
                .param("deployments", deployments.toArray(String[]::new))
                .param("into", into.toArray(String[]::new))
                .update();
    }
}
