package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.option.OptionsByService;
import dev.throughline.engine.sample.DerivedOptions;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of service_option: what differs from the definitions. */
final class PostgresDerivedOptions implements DerivedOptions {

    private final JdbcClient jdbc;

    PostgresDerivedOptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> deriveWhereOther(OptionsByService configured) {
        Map<Long, Map<String, String>> derived = new HashMap<>();
        jdbc.sql("select service_id, name, value from service_option").query((ResultSet row) -> {
            derived.computeIfAbsent(row.getLong("service_id"), _ -> new HashMap<>())
                    .put(row.getString("name"), row.getString("value"));
        });
        List<Long> due = new ArrayList<>();
        List<String> names = new ArrayList<>();
        jdbc.sql("select id, name from service order by name").query((ResultSet row) -> {
            long service = row.getLong("id");
            String name = row.getString("name");
            if (!configured.of(name).chosen().equals(derived.getOrDefault(service, Map.of()))) {
                due.add(service);
                names.add(name);
            }
        });
        jdbc.sql("insert into derivation_due (service_id) select unnest(:due::bigint[])")
                .param("due", due.toArray(Long[]::new))
                .update();
        return names;
    }
}
