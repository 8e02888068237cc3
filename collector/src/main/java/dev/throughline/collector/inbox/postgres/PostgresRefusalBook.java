package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.RefusalBook;
import dev.throughline.engine.postgres.Instants;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code source_refusal}. */
final class PostgresRefusalBook implements RefusalBook {

    private final JdbcClient jdbc;

    PostgresRefusalBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Refused> read() {
        Map<String, Refused> refused = new HashMap<>();
        jdbc.sql("""
                        select source, refusal.last_refused_at, coalesce(refusal.in_a_row, 0) as in_a_row
                          from source_activity
                          full join source_refusal refusal using (source)
                        """).query(row -> {
            refused.put(
                    row.getString("source"),
                    new Refused(Instants.orNull(row, "last_refused_at"), row.getInt("in_a_row")));
        });
        return refused;
    }

    /** If there are several processes, the last one to write decides how many in a row. */
    @Override
    public void write(Map<String, Refused> refused) {
        refused.forEach((source, one) -> {
            Instant lastAt = one.lastAt();
            if (lastAt != null) {
                jdbc.sql("""
                                insert into source_refusal as known (source, last_refused_at, in_a_row)
                                values (:source, :lastAt, :inARow)
                                    on conflict (source) do update
                                   set last_refused_at = greatest(known.last_refused_at, excluded.last_refused_at),
                                       in_a_row        = excluded.in_a_row
                                """)
                        .param("source", source)
                        .param("lastAt", Instants.utc(lastAt))
                        .param("inARow", one.inARow())
                        .update();
            }
        });
    }
}
