package broken.engine.metric.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Breaks: queries are read to their end. */
@NullMarked
public final class QueryThatStaysOpen {

    public long count(JdbcClient jdbc) {
        return jdbc.sql("select 1").query((row, number) -> row.getLong(1)).stream()
                .count();
    }
}
