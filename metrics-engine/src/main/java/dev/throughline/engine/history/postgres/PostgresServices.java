package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.Services;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresServices implements Services {

    private static final String SELECT = """
            select service.id, service.name, kept.repositories, deployed.environments, deployed.deployments,
                   (select max(at) from deployment_fact where service_id = service.id) as last_deployment_at
              from service
             cross join lateral (
                       select array_agg(repository.name order by repository.name collate "C") as repositories
                         from service_repository counted
                         join repository on repository.id = counted.repository_id
                        where counted.service_id = service.id) kept
             cross join lateral (
                       select count(*) as deployments,
                              array_agg(distinct deployment.environment collate "C") as environments
                         from deployment
                        where deployment.service_id = service.id) deployed
            """;

    private final JdbcClient jdbc;

    PostgresServices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<ListedService> page(@Nullable Position after, int limit) {
        List<ListedService> found = jdbc.sql(SELECT + """
                         where (service.position is not null or kept.repositories is not null)
                           and (:key::text is null
                            or (service.name collate "C", service.id::text collate "C") > (:key, :id))
                         order by service.name collate "C", service.id::text collate "C"
                         limit :limit
                        """)
                .param("key", after == null ? null : after.key())
                .param("id", after == null ? null : after.id())
                .param("limit", limit + 1)
                .query(PostgresServices::service)
                .list();
        return Page.of(found, limit, service -> new Position(service.name(), Long.toString(service.id())));
    }

    @Override
    public ListedService named(String name) {
        return jdbc.sql(SELECT + "where service.id = any(:services)")
                .param("services", Scope.of(jdbc, List.of(name)))
                .query(PostgresServices::service)
                .list()
                .getFirst();
    }

    private static ListedService service(ResultSet row, int number) throws SQLException {
        return new ListedService(
                row.getLong("id"),
                row.getString("name"),
                Rows.texts(row, "repositories"),
                Rows.texts(row, "environments"),
                Rows.maybeInstant(row, "last_deployment_at"),
                row.getLong("deployments"));
    }
}
