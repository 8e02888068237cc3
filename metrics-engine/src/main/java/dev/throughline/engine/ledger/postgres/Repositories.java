package dev.throughline.engine.ledger.postgres;

import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The repositories that a batch of facts speaks of, each with its service, locked against other writers until the transaction ends. */
final class Repositories {

    private static final String OF_BATCH = """
             where (source, external_id) in (
                       select source, external_id
                         from unnest(:source::text[], :external_id::text[]) as told (source, external_id))
            """;

    private final JdbcClient jdbc;
    private final Map<RepositoryId, Row> rows;

    private record Row(RepositoryId repository, long id, long service) {}

    private Repositories(JdbcClient jdbc, Map<RepositoryId, Row> rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    static Repositories locked(JdbcClient jdbc, List<? extends Fact> facts) {
        List<RepositoryId> told =
                facts.stream().map(Fact::repository).distinct().toList();
        if (rows(jdbc, told, "").size() < told.size()) {
            create(jdbc, told);
        }
        // readers and foreign keys do not mind this lock: the key does not change
        return new Repositories(jdbc, rows(jdbc, told, "order by id for no key update"));
    }

    /** Key of a repository of the batch. */
    long id(RepositoryId repository) {
        return row(repository).id();
    }

    /** Service that a repository of the batch counts for. */
    long service(RepositoryId repository) {
        return row(repository).service();
    }

    /** The newest name is the name; of two at the same time the greater. Older ones stay as aliases. */
    void name(List<RepositoryName> names) {
        if (names.isEmpty()) {
            return;
        }
        String told = """
                with told as (
                    select *
                      from unnest(:repository::bigint[], :name::text[], :at::timestamptz[]) as told (repository_id, name, at)
                )
                """;
        for (String statement : List.of("""
                insert into repository_alias as known (name, repository_id, named_at)
                select lower(name), repository_id, max(at)
                  from told
                 group by lower(name), repository_id
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
                """, """
                update service
                   set name = repository.name
                  from repository
                 where repository.id in (select repository_id from told)
                   and service.id = repository.service_id
                   and service.name <> repository.name
                """)) {
            jdbc.sql(told + statement)
                    .param("repository", Column.of(names, name -> id(name.repository())))
                    .param("name", Column.of(names, RepositoryName::name))
                    .param("at", Column.of(names, RepositoryName::at))
                    .update();
        }
    }

    private Row row(RepositoryId repository) {
        return Objects.requireNonNull(rows.get(repository), () -> "not locked: " + repository);
    }

    private static Map<RepositoryId, Row> rows(JdbcClient jdbc, List<RepositoryId> told, String locking) {
        return jdbc
                .sql("select id, service_id, source, external_id from repository\n" + OF_BATCH + locking)
                .param("source", Column.of(told, RepositoryId::source))
                .param("external_id", Column.of(told, RepositoryId::externalId))
                .query((row, _) -> new Row(
                        new RepositoryId(row.getString("source"), row.getString("external_id")),
                        row.getLong("id"),
                        row.getLong("service_id")))
                .list()
                .stream()
                .collect(Collectors.toMap(Row::repository, row -> row, (one, _) -> one, HashMap::new));
    }

    /** One creator at a time, or two would each make a service. Taken before any row is locked, so nobody waits in a circle. */
    private static void create(JdbcClient jdbc, List<RepositoryId> told) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('throughline.repository', 0))")
                .query()
                .listOfRows();
        Map<RepositoryId, Row> known = rows(jdbc, told, "");
        for (RepositoryId repository : told) {
            if (!known.containsKey(repository)) {
                // any name that a source uses is newer than this stand-in
                jdbc.sql("""
                                with made as (
                                    insert into service (name)
                                    values (:name)
                                    returning id
                                )
                                insert into repository (service_id, source, external_id, name, named_at)
                                select id, :source, :external_id, :name, timestamptz '0001-01-01 00:00:00Z'
                                  from made
                                """)
                        .param("name", repository.source() + ":" + repository.externalId())
                        .param("source", repository.source())
                        .param("external_id", repository.externalId())
                        .update();
            }
        }
    }
}
