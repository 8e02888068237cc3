package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.ServiceFinder;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresServiceFinder implements ServiceFinder {

    /** Services that are listed: configured, or with a repository that counts for them. */
    private static final String LISTED = """
            select service.name
              from service
             where (service.position is not null
                    or exists (select from service_repository counted where counted.service_id = service.id))
            """;

    private final JdbcClient jdbc;

    PostgresServiceFinder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> ofProject(String idOrPath) {
        List<String> named = named(idOrPath);
        return named.isEmpty() ? ofProjectId(idOrPath) : named;
    }

    /** Repositories where changes are written !n, as on GitLab. */
    private List<String> ofProjectId(String id) {
        return names("""
                        select distinct service.name
                          from repository
                          join source on source.name = repository.source and source.change_sign = '!'
                          join service_repository counted on counted.repository_id = repository.id
                          join service on service.id = counted.service_id
                         where repository.external_id = :name
                         order by service.name
                        """, id);
    }

    @Override
    public List<String> ofGroup(String path) {
        return names(LISTED + "and starts_with(lower(service.name), lower(:name) || '/') order by service.name", path);
    }

    @Override
    public List<String> ofRepository(String name) {
        List<String> last = names(
                LISTED + "and lower(split_part(service.name, '/', -1)) = lower(:name) order by service.name", name);
        return last.isEmpty() ? named(name) : last;
    }

    private List<String> named(String name) {
        return names("""
                        select service.name
                          from service_named(array[:name]) called
                          join service on service.id = called.service_id
                         order by service.name
                        """, name);
    }

    private List<String> names(String sql, String name) {
        return jdbc.sql(sql)
                .param("name", name)
                .query((row, _) -> row.getString("name"))
                .list();
    }
}
