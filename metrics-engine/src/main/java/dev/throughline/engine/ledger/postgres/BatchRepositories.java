package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The repositories that a batch of facts concerns, each with the services it counts for, locked against other writers until the transaction
 * ends.
 */
final class BatchRepositories {

    private static final String OF_BATCH = """
             where (source, host, external_id) in (
                       select source, host, external_id
                         from unnest(:source::text[], :host::text[], :external_id::text[]) as told (source, host, external_id))
            """;

    private final JdbcClient jdbc;
    private final List<RepositoryId> told;
    private Map<RepositoryId, Row> rows;

    private record Row(
            RepositoryId repository,
            long id,
            String name,
            Instant namedAt,
            List<String> aliases,
            List<String> named,
            List<Long> services,
            boolean isOfPaths,
            boolean knowsCommits) {

        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(
                    new RepositoryId(row.getString("source"), row.getString("host"), row.getString("external_id")),
                    row.getLong("id"),
                    row.getString("name"),
                    Instants.of(row, "named_at"),
                    List.of((String[]) row.getArray("aliases").getArray()),
                    List.of((String[]) row.getArray("named").getArray()),
                    List.of((Long[]) row.getArray("services").getArray()),
                    row.getBoolean("is_of_paths"),
                    row.getBoolean("knows_commits"));
        }

        /** Whether this name may change which services a repository counts for. */
        boolean isNews(RepositoryName told) {
            String name = Column.storable(told.name());
            boolean isNewest = Column.storable(told.at()).compareTo(namedAt) >= 0;
            return !aliases.contains(name.toLowerCase(Locale.ROOT)) || isNewest && !name.equals(this.name);
        }
    }

    private BatchRepositories(JdbcClient jdbc, List<RepositoryId> told) {
        this.jdbc = jdbc;
        this.told = told;
        this.rows = rows(jdbc, told);
    }

    /**
     * Locks the repositories of these facts and stores their names.
     *
     * @throws NameIsNews when a name is new that was not before the rows were locked
     */
    static BatchRepositories locked(JdbcClient jdbc, List<? extends Fact> facts, List<RepositoryName> names) {
        BatchRepositories repositories = new BatchRepositories(
                jdbc, facts.stream().map(Fact::repository).distinct().toList());
        NamedRepositories named = NamedRepositories.in(facts);
        if (repositories.isNews(names) || repositories.isNews(named)) {
            repositories.create();
            ServiceAssignment services = new ServiceAssignment(jdbc);
            List<String> told =
                    names.stream().map(name -> Column.storable(name.name())).toList();
            Collection<Long> affected = services.lockAround(
                    repositories.rows.values().stream().map(Row::id).toList(),
                    Stream.concat(told.stream(), named.names().stream()).toList());
            repositories.name(names);
            services.assign(affected);
            services.due(named.keep(jdbc, repositories::id));
            services.dueForNames(told);
            services.dueForIssues(affected);
            repositories.rows = rows(jdbc, repositories.told);
        } else {
            repositories.lock();
            if (repositories.isNews(names)) {
                throw new NameIsNews();
            }
            repositories.name(names);
        }
        return repositories;
    }

    /**
     * A name became new between the check and the lock, because of another process: the facts are to be recorded again. Not in this
     * transaction, which would take the lock of names after the locks of rows.
     */
    static final class NameIsNews extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private boolean isNews(List<RepositoryName> names) {
        return rows.size() < told.size()
                || names.stream().anyMatch(name -> row(name.repository()).isNews(name));
    }

    private boolean isNews(NamedRepositories named) {
        return named.told().stream().anyMatch(each -> !row(each.by()).named().contains(each.name()));
    }

    /** Key of a repository of the batch. */
    long id(RepositoryId repository) {
        return row(repository).id();
    }

    /** Services that a repository of the batch counts for, and those whose reports name it. */
    List<Long> services(RepositoryId repository) {
        return row(repository).services();
    }

    /** Whether a service that is a part of a repository asks for the files of its commits. */
    boolean isOfPaths(RepositoryId repository) {
        return row(repository).isOfPaths();
    }

    /** Whether a repository of the batch holds commits; otherwise it stands for a service that is told of by name. */
    boolean knowsCommits(RepositoryId repository) {
        return row(repository).knowsCommits();
    }

    /** Newest name of a repository of the batch. */
    String name(RepositoryId repository) {
        return row(repository).name();
    }

    /** The newest name is the name; of two at the same time the greater. Older ones stay as aliases. */
    private void name(List<RepositoryName> names) {
        if (names.isEmpty()) {
            return;
        }
        String said = """
                with told as (
                    select *
                      from unnest(:repository::bigint[], :name::text[], :at::timestamptz[]) as told (repository_id, name, at)
                )
                """;
        for (String statement : List.of("""
                insert into repository_alias as known (name, repository_id, named_at)
                select called, repository_id, max(at)
                  from told
                  join repository on repository.id = told.repository_id
                 cross join lateral (values (lower(told.name)), (nullif(host, '') || '/' || lower(told.name))) as each (called)
                 where called is not null
                 group by called, repository_id
                    on conflict (name, repository_id) do update
                   set named_at = excluded.named_at
                 where excluded.named_at > known.named_at
                """, """
                update repository known
                   set name = newest.name, named_at = newest.at
                  from (select distinct on (repository_id) *
                          from told
                         order by repository_id, at desc, name collate "C" desc) newest
                 where known.id = newest.repository_id
                   and (newest.at, newest.name collate "C") > (known.named_at, known.name collate "C")
                """)) {
            jdbc.sql(said + statement)
                    .param("repository", Column.of(names, name -> id(name.repository())))
                    .param("name", Column.of(names, RepositoryName::name))
                    .param("at", Column.of(names, RepositoryName::at))
                    .update();
        }
    }

    private Row row(RepositoryId repository) {
        return Objects.requireNonNull(rows.get(repository), () -> "not locked: " + repository);
    }

    /** Readers and foreign keys do not mind this lock: the key does not change. */
    private void lock() {
        jdbc.sql("select id from repository\n" + OF_BATCH + "order by id for no key update")
                .param("source", Column.of(told, RepositoryId::source))
                .param("host", Column.of(told, RepositoryId::host))
                .param("external_id", Column.of(told, RepositoryId::externalId))
                .query(Long.class)
                .list();
        rows = rows(jdbc, told);
    }

    private static Map<RepositoryId, Row> rows(JdbcClient jdbc, List<RepositoryId> told) {
        return jdbc
                .sql("""
                        select id, source, host, external_id, name, named_at,
                               array(select alias.name from repository_alias alias where alias.repository_id = repository.id) as aliases,
                               array(select named.name from named_repository named where named.repository_id = repository.id) as named,
                               array(select kept.service_id from service_repository kept
                                      where kept.repository_id = repository.id
                                      union
                                     select kept.service_id
                                       from repository_alias alias
                                       join named_repository named on named.name = alias.name
                                       join service_repository kept on kept.repository_id = named.repository_id
                                      where alias.repository_id = repository.id
                                      order by service_id) as services,
                               exists (select from service_repository kept
                                         join service on service.id = kept.service_id
                                        where kept.repository_id = repository.id and service.paths <> '{}') as is_of_paths,
                               (select knows_commits from source where source.name = repository.source) as knows_commits
                          from repository
                        """ + OF_BATCH)
                .param("source", Column.of(told, RepositoryId::source))
                .param("host", Column.of(told, RepositoryId::host))
                .param("external_id", Column.of(told, RepositoryId::externalId))
                .query(Row::of)
                .list()
                .stream()
                .collect(Collectors.toMap(Row::repository, row -> row, (one, _) -> one, HashMap::new));
    }

    /** Under the lock of names, otherwise two processes could each create it. */
    private void create() {
        ServiceAssignment.lockNames(jdbc);
        List<RepositoryId> missing = new ArrayList<>(told);
        missing.removeAll(rows(jdbc, told).keySet());
        if (!missing.isEmpty()) {
            jdbc.sql("insert into source (name) select distinct unnest(:source::text[]) on conflict do nothing")
                    .param("source", Column.of(missing, RepositoryId::source))
                    .update();
            // any name that a source uses is newer than this stand-in
            jdbc.sql("""
                            insert into repository (source, host, external_id, name, named_at)
                            select source, host, external_id, source || ':' || external_id, timestamptz '0001-01-01 00:00:00Z'
                              from unnest(:source::text[], :host::text[], :external_id::text[]) as told (source, host, external_id)
                            """)
                    .param("source", Column.of(missing, RepositoryId::source))
                    .param("host", Column.of(missing, RepositoryId::host))
                    .param("external_id", Column.of(missing, RepositoryId::externalId))
                    .update();
        }
        rows = rows(jdbc, told);
    }
}
