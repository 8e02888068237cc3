package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.CommitSha;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must be derived again because of a batch of facts: services, with the commits and deployments that the facts concern, and incidents.
 */
final class Due {

    private final Map<Long, OfService> services = new TreeMap<>();
    private final SortedSet<UUID> incidents = new TreeSet<>();

    private static final class OfService {

        private final SortedSet<String> shas = new TreeSet<>();
        private final SortedSet<UUID> deployments = new TreeSet<>();
        private boolean isOpen;
    }

    /** Facts concern something other than commits and deployments: the whole service must be examined. */
    void service(long service) {
        of(service).isOpen = true;
    }

    void deployment(long service, UUID deployment) {
        of(service).deployments.add(deployment);
    }

    /** @param services those that its repository counts for */
    void commit(List<Long> services, @Nullable CommitSha sha) {
        for (long service : services) {
            OfService due = of(service);
            if (sha != null) {
                due.shas.add(sha.value());
            }
        }
    }

    void incident(UUID incident) {
        incidents.add(incident);
    }

    private OfService of(long service) {
        return services.computeIfAbsent(service, _ -> new OfService());
    }

    /** Records it in the transaction of the facts, and wakes the deriving workers once that is committed. */
    void note(JdbcClient jdbc) {
        if (services.isEmpty() && incidents.isEmpty()) {
            return;
        }
        List<Map.Entry<Long, OfService>> due = List.copyOf(services.entrySet());
        jdbc.sql("""
                        insert into derivation_due (service_id, shas, deployments)
                        select service_id, shas::text[], case when not is_open then deployments::uuid[] end
                          from unnest(:service::bigint[], :shas::text[], :deployments::text[], :open::boolean[])
                               as due (service_id, shas, deployments, is_open)
                        """)
                .param("service", Column.of(due, Map.Entry::getKey))
                .param("shas", Column.of(due, service -> List.copyOf(service.getValue().shas)))
                .param("deployments", Column.of(due, service -> List.copyOf(service.getValue().deployments)))
                .param("open", Column.of(due, service -> service.getValue().isOpen))
                .update();
        jdbc.sql("insert into incident_due (incident_id) select unnest(:incident::uuid[])")
                .param("incident", Column.of(List.copyOf(incidents), incident -> incident))
                .update();
        DueNotice.send(jdbc);
    }
}
