package dev.throughline.collector.inbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.inbox.Rhythms.Rhythm;
import dev.throughline.engine.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresRhythmsIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final DataSource database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final PostgresRhythms rhythms =
            new PostgresRhythms(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)));
    private int stored;

    @Test
    void callsNothingSilentThatHasSentLittle() {
        arrive("a", "push", NOW.minus(Duration.ofDays(60)));
        rhythms.refresh();

        assertThat(rhythm().threshold()).isNull();
        assertThat(rhythm().silentSince(NOW)).isEmpty();
    }

    @Test
    void callsADayLongAfterPausesOfAnHour() {
        Instant last = NOW.minus(Duration.ofHours(25));
        IntStream.range(0, 40).forEach(i -> arrive("a", "push", last.minus(Duration.ofHours(i))));
        arrive("a", "history/commits", NOW);
        rhythms.refresh();

        assertThat(rhythm().threshold()).isEqualTo(Duration.ofDays(1));
        assertThat(rhythm().silentSince(NOW)).contains(last);

        arrive("a", "push", NOW);
        rhythms.refresh();
        assertThat(rhythm().silentSince(NOW)).isEmpty();
    }

    @Test
    void knowsThatASourceRestsAtTheWeekend() {
        // every twenty minutes from Monday, 8:00, on, for 100 hours: a pause of 68 hours each week
        Instant monday = Instant.parse("2026-01-05T08:00:00Z")
                .plus(ChronoUnit.WEEKS
                        .getDuration()
                        .multipliedBy(Duration.between(Instant.parse("2026-01-05T08:00:00Z"), NOW)
                                                .toDays()
                                        / 7
                                - 6));
        for (int week = 0; week < 6; week++) {
            for (int i = 0; i <= 300; i++) {
                arrive("a", "push", monday.plus(Duration.ofDays(7L * week)).plus(Duration.ofMinutes(20L * i)));
            }
        }
        rhythms.refresh();

        assertThat(rhythm().threshold()).isEqualTo(Duration.ofHours(102));
    }

    private Rhythm rhythm() {
        return Objects.requireNonNull(rhythms.all().get("a"));
    }

    private void arrive(String source, String event, Instant at) {
        jdbc.sql("""
                        insert into delivery (source, delivery, event, received_at, bytes, body)
                        values (:source, :delivery, :event, :at, 0, '')
                        """)
                .param("source", source)
                .param("delivery", String.valueOf(stored++))
                .param("event", event)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }
}
