package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.catalog.CatalogLedger;
import dev.throughline.engine.fact.Tier;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the catalog in the table service and its neighbours, under the lock of names: names and catalog say who counts for whom. */
public final class PostgresCatalogLedger implements CatalogLedger {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public PostgresCatalogLedger(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Row(int position, Catalog.Service service) {

        private String name() {
            return service.name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public List<String> apply(Catalog catalog) {
        return transaction.execute(status -> {
            ServiceAssignment.lockNames(jdbc);
            List<Catalog.Service> known = services();
            boolean isSameTiers = tiers().equals(catalog.tiers());
            if (known.equals(catalog.services()) && isSameTiers) {
                return List.of();
            }
            List<Long> repositories = jdbc.sql("select id from repository order by id for no key update")
                    .query((row, _) -> row.getLong("id"))
                    .list();
            Map<Long, String> before = values();
            Set<Long> touched = configure(known, catalog.services());
            ServiceAssignment assignment = new ServiceAssignment(jdbc);
            touched.addAll(assignment.assign(repositories));
            touched.addAll(assignment.reassign(repositories));
            if (!isSameTiers) {
                touched.addAll(map(catalog.tiers()));
            }
            assignment.due(touched);
            readPushesAgain(known, catalog.services());
            return report(touched, before);
        });
    }

    private List<Catalog.Service> services() {
        return jdbc.sql("""
                        select name, team, repositories, paths, environments, incident_labels
                          from service
                         where position is not null
                         order by position
                        """)
                .query((row, _) -> new Catalog.Service(
                        row.getString("name"),
                        row.getString("team"),
                        List.of((String[]) row.getArray("repositories").getArray()),
                        List.of((String[]) row.getArray("paths").getArray()),
                        List.of((String[]) row.getArray("environments").getArray()),
                        List.of((String[]) row.getArray("incident_labels").getArray())))
                .list();
    }

    private List<Catalog.TierRule> tiers() {
        return jdbc.sql("select environment, tier from environment_tier order by position")
                .query((row, _) -> new Catalog.TierRule(
                        row.getString("environment"),
                        Tier.valueOf(row.getString("tier").toUpperCase(Locale.ROOT))))
                .list();
    }

    /** Returns those whose commits may be others now, and those that are configured no longer. */
    private Set<Long> configure(List<Catalog.Service> known, List<Catalog.Service> wanted) {
        Map<String, List<String>> paths = new HashMap<>();
        known.forEach(service -> paths.put(service.name().toLowerCase(Locale.ROOT), service.paths()));
        Set<Long> touched = new TreeSet<>(jdbc.sql("""
                        update service
                           set position = null, team = null, repositories = '{}', paths = '{}', path_patterns = '{}',
                               environments = '{}', incident_labels = '{}'
                         where position is not null
                           and lower(name) <> all(:names)
                        returning id
                        """)
                .param(
                        "names",
                        wanted.stream()
                                .map(service -> service.name().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .query((row, _) -> row.getLong("id"))
                .list());
        List<Row> rows = IntStream.range(0, wanted.size())
                .mapToObj(position -> new Row(position, wanted.get(position)))
                .toList();
        for (Row row : rows) {
            long id = configure(row);
            if (!row.service().paths().equals(paths.getOrDefault(row.name(), List.of()))) {
                touched.add(id);
            }
        }
        return touched;
    }

    private long configure(Row row) {
        return jdbc.sql("""
                        insert into service (
                            name, position, team, repositories, paths, path_patterns, environments, incident_labels)
                        values (:name, :position, :team, :repositories, :paths, :patterns, :environments, :labels)
                            on conflict (lower(name)) do update
                           set name = excluded.name, position = excluded.position, team = excluded.team,
                               repositories = excluded.repositories, paths = excluded.paths,
                               path_patterns = excluded.path_patterns, environments = excluded.environments,
                               incident_labels = excluded.incident_labels
                        returning id
                        """)
                .param("name", row.service().name())
                .param("position", row.position())
                .param("team", row.service().team())
                .param("repositories", array(row.service().repositories()))
                .param("paths", array(row.service().paths()))
                .param("patterns", array(row.service().pathPatterns()))
                .param("environments", array(row.service().environments()))
                .param("labels", array(row.service().incidentLabels()))
                .query((found, _) -> found.getLong("id"))
                .single();
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    /** Returns the services of the deployments whose tier is another now. */
    private Set<Long> map(List<Catalog.TierRule> tiers) {
        jdbc.sql("delete from environment_tier").update();
        for (int position = 0; position < tiers.size(); position++) {
            jdbc.sql(
                            "insert into environment_tier (position, environment, tier) values (:position, :environment, :tier)")
                    .param("position", position)
                    .param("environment", tiers.get(position).environment())
                    .param("tier", tiers.get(position).tier().word())
                    .update();
        }
        return jdbc.sql("""
                        with mapped as materialized (
                            select place.environment, place.source_tier, tier_of(place.environment, place.source_tier) as tier
                              from (select distinct environment, source_tier from deployment) place
                        ), moved as (
                            update deployment
                               set tier = mapped.tier
                              from mapped
                             where deployment.environment = mapped.environment
                               and deployment.source_tier = mapped.source_tier
                               and deployment.tier <> mapped.tier
                            returning deployment.service_id
                        )
                        select distinct service_id from moved where service_id is not null
                        """).query((row, _) -> row.getLong("service_id")).set();
    }

    /** Pushes name the files of their commits, which were not kept for repositories that no service with paths named. */
    private void readPushesAgain(List<Catalog.Service> known, List<Catalog.Service> wanted) {
        List<List<String>> before = known.stream()
                .filter(service -> !service.paths().isEmpty())
                .map(Catalog.Service::repositories)
                .toList();
        boolean isNeeded = wanted.stream()
                .filter(service -> !service.paths().isEmpty())
                .anyMatch(service -> !before.contains(service.repositories()));
        if (!isNeeded) {
            return;
        }
        int pushes = jdbc.sql("""
                        update delivery_state state
                           set status = 'pending', attempts = 0, due_at = now(),
                               reason = null, field = null, error = null, facts = null
                          from delivery
                         where delivery.id = state.id and delivery.event = 'push' and state.status = 'processed'
                        """).update();
        if (pushes > 0) {
            jdbc.sql("select pg_notify('delivery', '')").query().listOfRows();
        }
    }

    /** The numbers of those that have any: a name may mean another service in a moment. */
    private Map<Long, String> values() {
        Map<Long, String> values = new HashMap<>();
        jdbc.sql("""
                        select service.id, five_values(service.name, date.today - interval '720 hours', date.today)::text as numbers
                          from service
                         cross join (select date_trunc('day', now(), 'UTC') as today) date
                         where exists (select from deployment_fact fact where fact.service_id = service.id)
                        """).query(row -> {
            values.put(row.getLong("id"), row.getString("numbers"));
        });
        return values;
    }

    /** Notes the numbers as they stood, to be shown beside those that come of it. */
    private List<String> report(Set<Long> touched, Map<Long, String> before) {
        List<Long> services = List.copyOf(touched);
        return jdbc.sql("""
                        insert into service_change (service_id, service, window_from, window_until, before)
                        select service.id, service.name, date.today - interval '720 hours', date.today,
                               coalesce(told.before::jsonb, five_values(null, date.today - interval '720 hours', date.today))
                          from unnest(:services::bigint[], :before::text[]) told (service_id, before)
                          join service on service.id = told.service_id
                         cross join (select date_trunc('day', now(), 'UTC') as today) date
                         order by lower(service.name)
                        returning service
                        """)
                .param("services", services.toArray(Long[]::new))
                .param("before", Column.of(services, before::get))
                .query((row, _) -> row.getString("service"))
                .list();
    }
}
