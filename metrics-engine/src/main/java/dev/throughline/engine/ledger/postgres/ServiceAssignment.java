package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.SourceTraits.Holds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps which services repositories count for in line with {@link ServiceNames}, and with it which service each deployment and incident
 * belongs to. Names and configuration change under one lock, taken before any row is locked, so there are no deadlocks.
 */
final class ServiceAssignment {

    /** %1$s: a table whose rows belong to a service; %2$s: to which; %3$s: those that may belong to another now. */
    private static final String SERVICE_OF_INCIDENT = "service_of_incident(repository_id, labels, about)";

    private static final String REASSIGN = """
            with now as materialized (
                select id, service_id as before, %2$s as service_id
                  from %1$s
                 where %3$s
            ), moved as (
                update %1$s known
                   set service_id = now.service_id
                  from now
                 where known.id = now.id and now.service_id is distinct from now.before
                returning now.before, now.service_id
            )
            select before from moved where before is not null union select service_id from moved where service_id is not null
            """;

    private final JdbcClient jdbc;

    ServiceAssignment(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static void lockNames(JdbcClient jdbc) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('throughline.repository', hashtext(current_schema())))")
                .query()
                .listOfRows();
    }

    /**
     * Locks these repositories, and all that have or had a name in common with them or with one of these names, in order. So that no
     * incident is missed that is about a service which comes or goes, those that stand for none are locked with them, but not returned.
     */
    List<Long> lockAround(Collection<Long> repositories, Collection<String> names) {
        return jdbc
                .sql("""
                        with recursive near (id) as (
                            (select unnest(:repositories::bigint[])
                              union
                             select repository_id from repository_alias
                              where name in (select lower(name) from unnest(:names::text[]) told (name)))
                              union
                            select other.repository_id
                              from near
                              join repository_alias mine on mine.repository_id = near.id
                              join repository_alias other on other.name = mine.name
                        )
                        select id, id in (select id from near) as is_near
                          from repository
                         where id in (select id from near)
                            or source in (select name from source where holds = 'nothing')
                            or source in (select name from source where holds = 'service')
                               and not exists (select from repository_alias own where own.repository_id = repository.id)
                         order by id
                           for no key update
                        """)
                .param("repositories", repositories.toArray(Long[]::new))
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getLong("id"), row.getBoolean("is_near")))
                .list()
                .stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Brings these repositories in line: all that are near to any of them.
     *
     * @return the services that gained or lost something, which are due
     */
    Set<Long> assign(Collection<Long> repositories) {
        Map<Long, Set<String>> wanted = new ServiceNames(configured(), repositories(repositories)).byRepository();
        Map<Long, Set<Long>> kept = kept(repositories);
        Set<String> renewed = renewed(wanted, kept);
        Map<String, Long> services = services(wanted, kept);
        Set<Long> moved = new TreeSet<>();
        Set<Long> touched = new TreeSet<>();
        wanted.forEach((repository, names) -> {
            Set<Long> now = names.stream()
                    .map(name -> services.get(name.toLowerCase(Locale.ROOT)))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<Long> before = kept.getOrDefault(repository, Set.of());
            if (before.isEmpty()) {
                // just created: it has no facts yet
                keep(repository, now);
            } else if (!now.equals(before)) {
                moved.add(repository);
                now.stream().filter(service -> !before.contains(service)).forEach(touched::add);
                before.stream().filter(service -> !now.contains(service)).forEach(touched::add);
                keep(repository, now);
            }
        });
        touched.addAll(reassign(moved));
        touched.addAll(reassignAbout(renewed));
        due(touched);
        return touched;
    }

    /** Gives the deployments and incidents of these repositories to the services that they now belong to. */
    Set<Long> reassign(Collection<Long> repositories) {
        Set<Long> touched = new TreeSet<>();
        if (repositories.isEmpty()) {
            return touched;
        }
        for (String statement : List.of(
                REASSIGN.formatted(
                        "deployment",
                        "service_of_deployment(repository_id, environment, read_from, is_usual, matched)",
                        "repository_id = any(:repositories)"),
                REASSIGN.formatted("incident", SERVICE_OF_INCIDENT, "repository_id = any(:repositories)"))) {
            touched.addAll(jdbc.sql(statement)
                    .param("repositories", repositories.toArray(Long[]::new))
                    .query(Long.class)
                    .list());
        }
        return touched;
    }

    /** Gives the incidents that concern a service with this name to the services that they now belong to. */
    private List<Long> reassignAbout(Set<String> names) {
        return names.isEmpty()
                ? List.of()
                : jdbc.sql(REASSIGN.formatted(
                                "incident", SERVICE_OF_INCIDENT, "about && :names::text[] and about <> '{}'"))
                        .param("names", names.toArray(String[]::new))
                        .query((row, _) -> row.getLong(1))
                        .list();
    }

    /** The names, in lower case, that no repository of these counted for until now, or that none does any more. */
    private Set<String> renewed(Map<Long, Set<String>> wanted, Map<Long, Set<Long>> kept) {
        Set<String> before = jdbc.sql("select lower(name) from service where id = any(:services)")
                .param(
                        "services",
                        kept.values().stream().flatMap(Set::stream).distinct().toArray(Long[]::new))
                .query((row, _) -> row.getString(1))
                .set();
        Set<String> now = wanted.values().stream()
                .flatMap(Set::stream)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> renewed = new TreeSet<>(before);
        renewed.removeAll(now);
        now.removeAll(before);
        renewed.addAll(now);
        return renewed;
    }

    /** Marks services as due whose reports name a repository with this name: it may now be another one. */
    void dueForNames(Collection<String> names) {
        due(jdbc.sql("""
                        select distinct kept.service_id
                          from named_repository named
                          join service_repository kept on kept.repository_id = named.repository_id
                         where named.name in (select lower(name) from unnest(:names::text[]) told (name))
                        """)
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> row.getLong(1))
                .list());
    }

    /** Makes due what a name may mean otherwise now: the issues of these repositories, and the incidents that name changes of theirs. */
    void dueForIssues(Collection<Long> repositories) {
        int issues = jdbc.sql("""
                        insert into incident_due (incident_id)
                        select id from incident where repository_id = any(:repositories) and number is not null
                         union
                        select id
                          from (select id, unnest(causes) as word from incident where causes <> '{}'
                                 union all
                                select incident_id, unnest(causes) from incident_comment where causes <> '{}') declared
                         where regexp_replace(word, '[#!][0-9]+$', '') in (select name from repository_alias
                                                                            where repository_id = any(:repositories))
                        """)
                .param("repositories", repositories.toArray(Long[]::new))
                .update();
        if (issues > 0) {
            DueNotice.send(jdbc);
        }
    }

    void due(Collection<Long> services) {
        if (!services.isEmpty()) {
            jdbc.sql("insert into derivation_due (service_id, is_full) select unnest(:services::bigint[]), true")
                    .param("services", services.toArray(Long[]::new))
                    .update();
            DueNotice.send(jdbc);
        }
    }

    private List<ServiceNames.Configured> configured() {
        return jdbc.sql("select name, repositories from service where position is not null")
                .query((row, _) -> new ServiceNames.Configured(row.getString("name"), List.of((String[])
                        row.getArray("repositories").getArray())))
                .list();
    }

    private List<ServiceNames.Repository> repositories(Collection<Long> repositories) {
        return jdbc.sql("""
                        select id, host, name, shown_name(repository) as shown,
                               (select holds from source where source.name = repository.source) as holds,
                               array(select alias.name from repository_alias alias where alias.repository_id = repository.id) as aliases
                          from repository
                         where id = any(:repositories)
                        """)
                .param("repositories", repositories.toArray(Long[]::new))
                .query((row, _) -> new ServiceNames.Repository(
                        row.getLong("id"),
                        Holds.of(row.getString("holds")),
                        row.getString("host"),
                        row.getString("name"),
                        row.getString("shown"),
                        Set.of((String[]) row.getArray("aliases").getArray())))
                .list();
    }

    private Map<Long, Set<Long>> kept(Collection<Long> repositories) {
        return jdbc
                .sql(
                        "select repository_id, service_id from service_repository where repository_id = any(:repositories)")
                .param("repositories", repositories.toArray(Long[]::new))
                .query((row, _) -> Map.entry(row.getLong("repository_id"), row.getLong("service_id")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    private void keep(long repository, Set<Long> services) {
        jdbc.sql("delete from service_repository where repository_id = :repository and service_id <> all(:services)")
                .param("repository", repository)
                .param("services", services.toArray(Long[]::new))
                .update();
        jdbc.sql("""
                        insert into service_repository (repository_id, service_id)
                        select :repository, unnest(:services::bigint[])
                            on conflict do nothing
                        """)
                .param("repository", repository)
                .param("services", services.toArray(Long[]::new))
                .update();
    }

    /**
     * The services of these names, by name in lower case. One that does not exist yet is the one that a repository leaves which is alone
     * in it, renamed, so that a rename derives nothing again; else it is made.
     */
    private Map<String, Long> services(Map<Long, Set<String>> wanted, Map<Long, Set<Long>> kept) {
        Map<String, String> spellings = new TreeMap<>();
        wanted.values().forEach(names -> names.forEach(name -> spellings.put(name.toLowerCase(Locale.ROOT), name)));
        Map<String, Long> services = spell(spellings);
        Set<Long> used = new HashSet<>(services.values());
        Set<Long> alone = alone(kept.values());
        wanted.forEach((repository, names) -> {
            Set<Long> before = kept.getOrDefault(repository, Set.of());
            if (names.size() == 1 && before.size() == 1) {
                String name = names.iterator().next().toLowerCase(Locale.ROOT);
                long service = before.iterator().next();
                if (!services.containsKey(name) && alone.contains(service) && used.add(service)) {
                    rename(service, spellings.getOrDefault(name, name));
                    services.put(name, service);
                }
            }
        });
        List<String> missing = spellings.keySet().stream()
                .filter(name -> !services.containsKey(name))
                .toList();
        for (String name : missing) {
            services.put(
                    name,
                    jdbc.sql("insert into service (name) values (:name) returning id")
                            .param("name", spellings.get(name))
                            .query(Long.class)
                            .single());
        }
        return services;
    }

    /** Those of these names that exist, spelled like this from now on. */
    private Map<String, Long> spell(Map<String, String> spellings) {
        List<String> names = new ArrayList<>(spellings.values());
        jdbc.sql("""
                        update service
                           set name = told.name
                          from unnest(:names::text[]) told (name)
                         where lower(service.name) = lower(told.name) and service.name <> told.name
                        """).param("names", names.toArray(String[]::new)).update();
        Map<String, Long> services = new HashMap<>();
        jdbc.sql("""
                        select id, name from service
                         where lower(name) in (select lower(name) from unnest(:names::text[]) told (name))
                        """)
                .param("names", names.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString("name"), row.getLong("id")))
                .list()
                .forEach(service -> services.put(service.getKey().toLowerCase(Locale.ROOT), service.getValue()));
        return services;
    }

    /** Those of these services that are not configured and have one repository. */
    private Set<Long> alone(Collection<Set<Long>> services) {
        return jdbc.sql("""
                        select service.id
                          from service
                          join service_repository kept on kept.service_id = service.id
                         where service.id = any(:services) and service.position is null
                         group by service.id
                        having count(*) = 1
                        """)
                .param(
                        "services",
                        services.stream().flatMap(Set::stream).distinct().toArray(Long[]::new))
                .query((row, _) -> row.getLong("id"))
                .set();
    }

    private void rename(long service, String name) {
        jdbc.sql("update service set name = :name where id = :service")
                .param("service", service)
                .param("name", name)
                .update();
    }
}
