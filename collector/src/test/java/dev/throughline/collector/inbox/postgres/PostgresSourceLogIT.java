package dev.throughline.collector.inbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.inbox.RefusalBook.Refused;
import dev.throughline.collector.inbox.SourceLog.Heard;
import dev.throughline.engine.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresSourceLogIT {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.create());
    private final Map<String, Refused> seen = new HashMap<>();
    private final PostgresRefusalBook book = new PostgresRefusalBook(jdbc);
    private final PostgresSourceLog log = new PostgresSourceLog(jdbc, () -> seen);

    @Test
    void knowsNothingOfSourcesThatWereNeverHeardOf() {
        assertThat(log.heard()).isEmpty();
        assertThat(book.read()).isEmpty();
    }

    @Test
    void countsDeliveriesBySource() {
        store("a", "1");
        store("a", "2");
        store("b", "1");
        heard("a", NOON);

        assertThat(log.heard())
                .containsOnly(Map.entry("a", new Heard(2, NOON, null, 0)), Map.entry("b", new Heard(1, null, null, 0)));

        store("b", "2");
        assertThat(log.heard().get("b")).isEqualTo(new Heard(2, null, null, 0));
    }

    @Test
    void keepsWhatWasRefused() {
        heard("a", NOON);
        book.write(Map.of("b", new Refused(NOON, 4)));
        book.write(Map.of("b", new Refused(NOON.minusSeconds(5), 0), "c", new Refused(null, 0)));

        assertThat(book.read())
                .containsOnly(Map.entry("a", new Refused(null, 0)), Map.entry("b", new Refused(NOON, 0)));
        assertThat(log.heard())
                .containsOnly(Map.entry("a", new Heard(0, NOON, null, 0)), Map.entry("b", new Heard(0, null, NOON, 0)));
    }

    @Test
    void believesThisProcessMoreThanTheTable() {
        book.write(Map.of("a", new Refused(NOON, 4), "b", new Refused(NOON, 4)));
        seen.put("a", new Refused(NOON.plusSeconds(10), 9));
        seen.put("b", new Refused(null, 0));
        seen.put("c", new Refused(NOON, 1));

        assertThat(log.heard())
                .containsOnly(
                        Map.entry("a", new Heard(0, null, NOON.plusSeconds(10), 9)),
                        Map.entry("b", new Heard(0, null, NOON, 0)),
                        Map.entry("c", new Heard(0, null, NOON, 1)));
    }

    private void heard(String source, Instant at) {
        jdbc.sql("insert into source_activity (source, last_received_at) values (:source, :at::timestamptz)")
                .param("source", source)
                .param("at", at.toString())
                .update();
    }

    private void store(String source, String key) {
        jdbc.sql("""
                        insert into delivery (source, delivery, event, received_at, bytes, body)
                        values (:source, :key, '', now(), 1, '')
                        """).param("source", source).param("key", key).update();
    }
}
