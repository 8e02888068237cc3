package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.option.Options;
import dev.throughline.engine.sample.ServiceOptions;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of service_option of one service. */
final class PostgresServiceOptions implements ServiceOptions {

    private final JdbcClient jdbc;
    private final long service;

    PostgresServiceOptions(JdbcClient jdbc, long service) {
        this.jdbc = jdbc;
        this.service = service;
    }

    @Override
    public Map<String, String> chosen() {
        Map<String, String> options = new HashMap<>();
        jdbc.sql("select name, value from service_option where service_id = :service")
                .param("service", service)
                .query((ResultSet row) -> {
                    options.put(row.getString("name"), row.getString("value"));
                });
        return options;
    }

    @Override
    public void keep(Options options) {
        Map<String, String> chosen = options.chosen();
        Map<String, String> before = chosen();
        if (chosen.equals(before)) {
            return;
        }
        jdbc.sql("delete from service_option where service_id = :service")
                .param("service", service)
                .update();
        chosen.forEach((name, value) -> jdbc.sql(
                        "insert into service_option (service_id, name, value) values (:service, :name, :value)")
                .param("service", service)
                .param("name", name)
                .param("value", value)
                .update());
        if (!Objects.equals(chosen.get(Options.CLOSED_AS), before.get(Options.CLOSED_AS))) {
            // other services may have deployed what these name as their cause
            jdbc.sql("""
                            insert into incident_due (incident_id)
                            select id from incident where service_id = :service and excluded_as is not null and not is_deleted
                            """).param("service", service).update();
        }
    }
}
