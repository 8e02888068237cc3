package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.CommitSha;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has to be derived again because of a batch of facts: services, with the commits that the facts speak of, and incidents. */
final class Due {

    private final Map<Long, SortedSet<String>> shasByService = new TreeMap<>();
    private final SortedSet<UUID> incidents = new TreeSet<>();

    void service(long service) {
        shas(service);
    }

    /** @param services those that its repository counts for */
    void commit(List<Long> services, @Nullable CommitSha sha) {
        for (long service : services) {
            SortedSet<String> shas = shas(service);
            if (sha != null) {
                shas.add(sha.value());
            }
        }
    }

    void incident(UUID incident) {
        incidents.add(incident);
    }

    private SortedSet<String> shas(long service) {
        return shasByService.computeIfAbsent(service, _ -> new TreeSet<>());
    }

    /** Writes it down in the transaction of the facts, and wakes whoever derives once that is committed. */
    void note(JdbcClient jdbc) {
        if (shasByService.isEmpty() && incidents.isEmpty()) {
            return;
        }
        List<Map.Entry<Long, SortedSet<String>>> services = new ArrayList<>(shasByService.entrySet());
        jdbc.sql("""
                        insert into derivation_due (service_id, shas)
                        select service_id, shas::text[]
                          from unnest(:service::bigint[], :shas::text[]) as due (service_id, shas)
                        """)
                .param("service", Column.of(services, Map.Entry::getKey))
                .param("shas", Column.of(services, service -> List.copyOf(service.getValue())))
                .update();
        jdbc.sql("insert into incident_due (incident_id) select unnest(:incident::uuid[])")
                .param("incident", Column.of(List.copyOf(incidents), incident -> incident))
                .update();
        wake(jdbc);
    }

    /** Wakes whoever derives, once the transaction is committed. */
    static void wake(JdbcClient jdbc) {
        jdbc.sql("select pg_notify('derivation_due', '')").query().listOfRows();
    }
}
