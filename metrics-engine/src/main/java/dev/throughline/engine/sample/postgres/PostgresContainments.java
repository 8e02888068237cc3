package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Containment;
import dev.throughline.engine.sample.Containments;
import java.sql.Array;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The columns of deployment_fact that say which earlier deliveries a deployment contains. */
final class PostgresContainments implements Containments {

    private final JdbcClient jdbc;
    private final long service;

    PostgresContainments(JdbcClient jdbc, long service) {
        this.jdbc = jdbc;
        this.service = service;
    }

    @Override
    public Map<UUID, Optional<List<UUID>>> lacks(@Nullable Collection<UUID> deployments) {
        Map<UUID, Optional<List<UUID>>> lacks = new HashMap<>();
        jdbc.sql("""
                        select deployment_id, lacks
                          from deployment_fact
                         where service_id = :service
                           and lacks is distinct from '{}'
                           and %s
                        """.formatted(deployments == null ? "true" : "deployment_id = any(:ids::uuid[])"))
                .param("service", service)
                .param("ids", Texts.ofIds(deployments == null ? List.of() : deployments))
                .query((ResultSet row) -> {
                    Array lacked = row.getArray("lacks");
                    lacks.put(
                            row.getObject("deployment_id", UUID.class),
                            lacked == null ? Optional.empty() : Optional.of(List.of((UUID[]) lacked.getArray())));
                });
        return lacks;
    }

    @Override
    public Set<UUID> deliverers(Collection<CommitSha> shas) {
        return jdbc.sql("""
                        select distinct d.deployment_id
                          from unnest(:shas::text[]) t(sha)
                          join delivered_commit d
                            on d.sha = t.sha and d.service_id = :service and d.is_certain and d.delivered_as is null
                        """)
                .param("service", service)
                .param("shas", Texts.ofShas(shas))
                .query((row, _) -> row.getObject("deployment_id", UUID.class))
                .set();
    }

    @Override
    public void contain(Map<UUID, Containment.Contained> contained) {
        contained.forEach((id, what) -> {
            if (!what.isEverything()) {
                contain(id, what);
            }
        });
    }

    private void contain(UUID id, Containment.Contained contained) {
        jdbc.sql("""
                        update deployment_fact fact
                           set lacks = :lacks::uuid[],
                               delivered_again = :again::uuid[],
                               lead_again_seconds = case when :again::uuid[] is not null then array(
                                   select seconds_again(fact.at, delivered)
                                     from delivered_commit delivered
                                    where delivered.service_id = fact.service_id
                                      and delivered.deployment_id = any(:again::uuid[])
                                      and seconds_again(fact.at, delivered) is not null
                                    order by delivered.sha) end
                         where fact.deployment_id = :id
                        """)
                .param("id", id)
                .param("lacks", contained.lacks() == null ? null : Texts.ofIds(contained.lacks()))
                .param("again", contained.again() == null ? null : Texts.ofIds(contained.again()))
                .update();
    }
}
