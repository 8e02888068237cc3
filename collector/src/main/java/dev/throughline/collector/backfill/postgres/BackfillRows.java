package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.BackfillBook.Cause;
import dev.throughline.engine.postgres.Instants;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What several do with the tables {@code backfill}, {@code backfill_repository} and {@code history_object}. */
final class BackfillRows {

    /** Deployments, changes, incidents and commits among rows of {@code history_object}, as an array. */
    static final String READ = """
            array[coalesce(sum(size) filter (where chapter in ('deployments', 'releases', 'runs')), 0),
                  coalesce(sum(size) filter (where chapter = 'changes'), 0),
                  coalesce(sum(size) filter (where chapter = 'incidents'), 0),
                  coalesce(sum(size) filter (where chapter = 'commits'), 0)]
            """;

    private final JdbcClient jdbc;

    BackfillRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID insert(String source, @Nullable Instant since, Cause cause) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into backfill (id, source, since, cause) values (:id, :source, :since, :cause)")
                .param("id", id)
                .param("source", source)
                .param("since", Instants.utcOrNull(since))
                .param("cause", cause.name().toLowerCase(Locale.ROOT))
                .update();
        return id;
    }

    /** Adds names of repositories, or patterns of them; a name that it has already is left out. */
    void insert(UUID backfill, int after, List<String> names) {
        jdbc.sql("""
                        insert into backfill_repository (backfill_id, position, name)
                        select :id, :after + told.position, told.name
                          from unnest(:names::text[]) with ordinality as told (name, position)
                            on conflict (backfill_id, lower(name)) do nothing
                        """)
                .param("id", backfill)
                .param("after", after)
                .param("names", names.toArray(String[]::new))
                .update();
    }

    /** Adds requests that were made. */
    void count(UUID backfill, int requests) {
        if (requests > 0) {
            jdbc.sql("update backfill set requests = requests + :requests where id = :id")
                    .param("requests", requests)
                    .param("id", backfill)
                    .update();
        }
    }
}
