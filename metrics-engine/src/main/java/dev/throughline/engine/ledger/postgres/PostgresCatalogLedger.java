package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.catalog.CatalogLedger;
import dev.throughline.engine.fact.DeploymentEvent;
import dev.throughline.engine.fact.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the catalog in the table service and its neighbours, under the lock of names: names and catalog decide what counts for which
 * service.
 */
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
            ServicePatterns.configured(jdbc).match();
            ServiceAssignment assignment = new ServiceAssignment(jdbc);
            touched.addAll(assignment.assign(repositories));
            touched.addAll(assignment.reassign(repositories));
            if (!isSameTiers) {
                touched.addAll(map(catalog.tiers()));
            }
            assignment.due(touched);
            readAgain(eventsToReadAgain(known, catalog.services()));
            return report(touched, before);
        });
    }

    private List<Catalog.Service> services() {
        return jdbc.sql("""
                        select name, team, repositories, paths, environments, incident_labels, incidents,
                               deploys_from, deploys_pattern, deploys_environment
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
                        List.of((String[]) row.getArray("incident_labels").getArray()),
                        List.of((String[]) row.getArray("incidents").getArray()),
                        rule(row)))
                .list();
    }

    private static Catalog.@Nullable Rule rule(ResultSet row) throws SQLException {
        String from = row.getString("deploys_from");
        String pattern = row.getString("deploys_pattern");
        return from == null
                ? null
                : new Catalog.Rule(
                        DeploymentEvent.valueOf(from.toUpperCase(Locale.ROOT)),
                        pattern == null ? null : Pattern.compile(pattern),
                        row.getString("deploys_environment"));
    }

    private List<Catalog.TierRule> tiers() {
        return jdbc.sql("select environment, tier from environment_tier order by position")
                .query((row, _) -> new Catalog.TierRule(
                        row.getString("environment"),
                        Tier.valueOf(row.getString("tier").toUpperCase(Locale.ROOT))))
                .list();
    }

    /** Returns those whose commits may have changed, and those that are no longer configured. */
    private Set<Long> configure(List<Catalog.Service> known, List<Catalog.Service> wanted) {
        Map<String, List<String>> paths = new HashMap<>();
        known.forEach(service -> paths.put(service.name().toLowerCase(Locale.ROOT), service.paths()));
        Set<Long> touched = new TreeSet<>(jdbc.sql("""
                        update service
                           set position = null, team = null, repositories = '{}', paths = '{}', path_patterns = '{}',
                               environments = '{}', incident_labels = '{}', incidents = '{}',
                               deploys_from = null, deploys_pattern = null, deploys_environment = null
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
        Catalog.Rule rule = row.service().deployments();
        return jdbc.sql("""
                        insert into service (
                            name, position, team, repositories, paths, path_patterns, environments, incident_labels,
                            incidents, deploys_from, deploys_pattern, deploys_environment)
                        values (:name, :position, :team, :repositories, :paths, :patterns, :environments, :labels,
                                :incidents, :from, :pattern, :environment)
                            on conflict (lower(name)) do update
                           set name = excluded.name, position = excluded.position, team = excluded.team,
                               repositories = excluded.repositories, paths = excluded.paths,
                               path_patterns = excluded.path_patterns, environments = excluded.environments,
                               incident_labels = excluded.incident_labels, incidents = excluded.incidents,
                               deploys_from = excluded.deploys_from, deploys_pattern = excluded.deploys_pattern,
                               deploys_environment = excluded.deploys_environment
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
                .param("incidents", array(row.service().incidents()))
                .param("from", rule == null ? null : rule.from().word())
                .param("pattern", rule == null ? null : rule.patternText())
                .param("environment", rule == null ? null : rule.environment())
                .query((found, _) -> found.getLong("id"))
                .single();
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    /** Returns the services of the deployments whose tier has changed. */
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

    /**
     * What was not stored because it was not needed: the files of commits, for repositories that no service with paths named, and
     * deployments by the rule of a service.
     */
    private static Set<String> eventsToReadAgain(List<Catalog.Service> known, List<Catalog.Service> wanted) {
        Set<String> events = new TreeSet<>();
        List<List<String>> before = known.stream()
                .filter(service -> !service.paths().isEmpty())
                .map(Catalog.Service::repositories)
                .toList();
        if (wanted.stream()
                .filter(service -> !service.paths().isEmpty())
                .anyMatch(service -> !before.contains(service.repositories()))) {
            events.addAll(Set.of("push", "Push Hook", "System Hook", "history/commit_files"));
        }
        Set<Catalog.Rule> rules = rules(known);
        rules(wanted).stream()
                .filter(rule -> !rules.contains(rule))
                .forEach(rule -> events.addAll(
                        switch (rule.from()) {
                            case TAG -> Set.of("push", "Tag Push Hook", "System Hook", "repo:push", "");
                            case RELEASE -> Set.of("release", "Release Hook");
                            case WORKFLOW -> Set.of("workflow_run");
                            case PIPELINE -> Set.of("Pipeline Hook", "");
                            case JOB -> Set.of("Job Hook", "Pipeline Hook");
                            case DEPLOYMENT -> Set.of("deployment", "deployment_status", "Deployment Hook");
                        }));
        return events;
    }

    private static Set<Catalog.Rule> rules(List<Catalog.Service> services) {
        return services.stream()
                .map(Catalog.Service::deployments)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private void readAgain(Set<String> events) {
        if (events.isEmpty()) {
            return;
        }
        int deliveries =
                jdbc.sql("""
                        update delivery_state state
                           set status = 'pending', attempts = 0, due_at = now(),
                               reason = null, field = null, error = null, facts = null
                          from delivery
                         where delivery.id = state.id and delivery.event = any(:events)
                           and state.status in ('processed', 'ignored')
                        """).param("events", events.toArray(String[]::new)).update();
        if (deliveries > 0) {
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

    /** Notes the numbers before the change, to be shown next to the new ones. */
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
